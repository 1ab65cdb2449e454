"""What the doctor finds in the databases: their tables, whether they keep what was acknowledged, and who may do what.

Asked as the operator, after Django is set up. It reads and changes nothing.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from khabar.adapters.postgresql.looking import OLDEST, SAFE, powers_of, rights_of, settings_of
from khabar.adapters.postgresql.roles import rights
from khabar.adapters.sqlite.base import SAFE_WAL, journal_mode
from khabar.config.databases import ALIASES, role_of
from khabar.config.findings import look, note, ok
from khabar.config.grants import lists_of
from khabar.config.kinds import layout_of
from khabar.config.options import Engine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.db.backends.base.base import BaseDatabaseWrapper

    from khabar.adapters.sqlite.guard import Allowed
    from khabar.config.findings import Finding
    from khabar.config.options import Options

_SYNCHRONOUS_EXTRA = 3
_ABOUT = {"default": "house database", "porch": "porch database"}
_GRANT = "Run: khabar postgresql grant"


def examine_databases(options: Options) -> Iterator[Finding]:
    """Look at the engine, then into each database; raises DatabaseError where one cannot be read."""
    if options.engine is Engine.SQLITE:
        yield _sqlite()
    for alias in ALIASES:
        connection = connections[alias]
        if options.engine is Engine.POSTGRESQL:
            yield from _server(options, alias, connection)
        yield from _tables(_ABOUT[alias], connection)
        if options.engine is Engine.SQLITE:
            yield from _file(_ABOUT[alias], connection, options.sqlite_journal or journal_mode())


def _tables(about: str, connection: BaseDatabaseWrapper) -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield look(about, "Its tables are not those of this version. Go back to the version before, and ask.")
    else:
        yield ok(about, "has the tables of this version.")


def _sqlite() -> Finding:
    if sqlite3.sqlite_version_info >= SAFE_WAL:
        return ok("sqlite", f"{sqlite3.sqlite_version}, with a write-ahead log.")
    safe = ".".join(str(part) for part in SAFE_WAL)
    return note("sqlite", f"{sqlite3.sqlite_version}: safe but slower; from {safe} on a write-ahead log is used.")


def _file(about: str, connection: BaseDatabaseWrapper, journal: str) -> Iterator[Finding]:
    asked = {name: _pragma(connection, name) for name in ("journal_mode", "synchronous", "quick_check")}
    if (asked["journal_mode"], asked["synchronous"]) != (journal.lower(), str(_SYNCHRONOUS_EXTRA)):
        yield look(about, f"Its journal is {asked['journal_mode']}; stop every process of this house and start again.")
    if asked["quick_check"] != "ok":
        yield look(about, "The file is damaged. Stop everything, copy the folder, put the last good copy back.")


def _pragma(connection: BaseDatabaseWrapper, name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        row = cursor.fetchone()
    return str(row[0]).lower() if row else ""


def _server(options: Options, alias: str, connection: BaseDatabaseWrapper) -> Iterator[Finding]:
    layout = layout_of(options.kind)
    roles = [role_of(options.postgresql_roles, process) for process in layout.roles if process != "check"]
    lists = lists_of(layout, options.postgresql_roles, alias)
    with connection.cursor() as cursor:
        found = settings_of(cursor)
        powers = powers_of(cursor, roles)
        yield from _settings(_ABOUT[alias], found)
        if missing := [role for role in roles if role not in powers]:
            yield look("roles", f"Missing on the server: {', '.join(missing)}. See: khabar postgresql prepare")
            return
        yield from _powers(powers)
        for role, allowed in lists.items():
            yield from _role(_ABOUT[alias], role, rights_of(cursor, role), allowed)


def _settings(about: str, found: Mapping[str, str]) -> Iterator[Finding]:
    wrong = [f"{name} = {found.get(name)} (must be {safe})" for name, safe in SAFE.items() if found.get(name) != safe]
    if int(found["server_version_num"]) < OLDEST:
        wrong.append(f"version {found['server_version']} (must be 14 or newer)")
    if found["server_encoding"] != "UTF8":
        wrong.append(f"encoding {found['server_encoding']} (must be UTF8)")
    if wrong:
        yield look(about, f"PostgreSQL does not keep what is acknowledged safe: {'; '.join(wrong)}.")
    else:
        yield ok(about, f"PostgreSQL {found['server_version']}, and a commit is on the disk when it is acknowledged.")
    if found.get("data_checksums") != "on":
        yield note(about, "No checksums, so damage on the disk passes unseen. Stop the server: pg_checksums --enable")
    if found["order of texts"] not in ("C", "POSIX"):
        yield note(about, f"Texts are ordered by {found['order of texts']}, which can change with the system. Use C.")


def _powers(powers: Mapping[str, list[str]]) -> Iterator[Finding]:
    for role, held in sorted(powers.items()):
        if held:
            yield look("roles", f"{role} has power over the whole server ({', '.join(held)}). Take it away.")


def _role(about: str, role: str, held: frozenset[tuple[str, ...]], allowed: Allowed | None) -> Iterator[Finding]:
    wanted = rights(allowed or {})
    if beyond := sorted(held - wanted):
        yield look(about, f"{role} may do more than its list: {_told(beyond[0])} and {len(beyond) - 1} more. {_GRANT}")
    if lacking := sorted(wanted - held):
        yield look(about, f"{role} lacks {_told(lacking[0])} and {len(lacking) - 1} more. {_GRANT}")
    if not beyond and not lacking:
        yield ok(about, f"{role} may do what its list says and no more.")


def _told(right: tuple[str, ...]) -> str:
    return " ".join(filter(None, right))
