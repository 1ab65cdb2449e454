"""What a server is asked before it is trusted: its settings, the texts' order, and what each role really may do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from khabar.adapters.postgresql.roles import Right

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OLDEST: Final = 140000
"""The oldest server Django 5.2 works with: 14, as PostgreSQL writes it."""
SAFE: Final[Mapping[str, str]] = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "zero_damaged_pages": "off",
    "ignore_checksum_failure": "off",
}
"""Settings without which something acknowledged can be lost, or damage passes unseen."""
_POWERS: Final = ("rolsuper", "rolcreatedb", "rolcreaterole", "rolreplication", "rolbypassrls")
_ON_TABLES: Final = """
    SELECT lower(verb), relname, '' FROM pg_class
    JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS verb ON true
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
      AND has_table_privilege(%s, pg_class.oid, verb)
"""
_ON_COLUMNS: Final = """
    SELECT lower(verb), relname, attname FROM pg_class
    JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
    JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) AS verb ON true
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
      AND has_column_privilege(%s, pg_class.oid, attnum, verb) AND NOT has_table_privilege(%s, pg_class.oid, verb)
"""
_BESIDE_TABLES: Final = """
    SELECT 'create', 'schema public', '' WHERE has_schema_privilege(%s, 'public', 'CREATE')
    UNION ALL SELECT 'create', 'database', '' WHERE has_database_privilege(%s, current_database(), 'CREATE')
    UNION ALL SELECT 'temporary', 'database', '' WHERE has_database_privilege(%s, current_database(), 'TEMPORARY')
    UNION ALL SELECT 'be', rolname, '' FROM pg_roles WHERE rolname <> %s AND pg_has_role(%s, pg_roles.oid, 'MEMBER')
"""


class Asked(Protocol):
    """The part of a cursor that is used here."""

    def execute(self, sql: str, params: Any = ..., /) -> object:  # noqa: ANN401 - each cursor has its own words
        """Run a statement."""

    def fetchall(self) -> list[tuple[object, ...]]:
        """Give the rows."""


def settings_of(cursor: Asked) -> dict[str, str]:
    """Ask for the settings that matter, the server's version, its checksums and how texts are kept and ordered."""
    names = [*SAFE, "data_checksums", "server_version_num", "server_version", "server_encoding"]
    cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [names])
    found = {str(name): str(setting) for name, setting in cursor.fetchall()}
    cursor.execute("SELECT datcollate FROM pg_database WHERE datname = current_database()")
    return found | {"order of texts": str(cursor.fetchall()[0][0])}


def rights_of(cursor: Asked, role: str) -> frozenset[Right]:
    """Ask what a role may do in this database, however it came to it: by itself, by PUBLIC or by another role."""
    found: set[Right] = set()
    for statement, many in ((_ON_TABLES, 1), (_ON_COLUMNS, 2), (_BESIDE_TABLES, 5)):
        cursor.execute(statement, [role] * many)
        found |= {Right(str(verb), str(table), str(column)) for verb, table, column in cursor.fetchall()}
    return frozenset(found)


def powers_of(cursor: Asked, roles: Sequence[str]) -> dict[str, list[str]]:
    """Ask which roles there are, and for each which power over the whole server it has; none should have any."""
    cursor.execute(f"SELECT rolname, {', '.join(_POWERS)} FROM pg_roles WHERE rolname = ANY(%s)", [list(roles)])  # noqa: S608 - words of ours
    return {
        str(role): [power for power, has in zip(_POWERS, powers, strict=True) if has]
        for role, *powers in cursor.fetchall()
    }
