"""Roles and what they may do: the allow-lists of the processes, written as PostgreSQL's own words.

Each process has a role of its own; `operator` owns both databases, so that everything but making roles and databases is
done without the server's administrator. What is not named is refused. Names come from our settings and models, never
from outside; they are quoted all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from khabar.adapters.sqlite.guard import Allowed

OWNER = "operator"
"""The process whose role owns the databases."""
_ONE_COLUMN = "select:"
_LARGE_OBJECTS = (
    "lo_creat(integer)",
    "lo_create(oid)",
    "lo_from_bytea(oid, bytea)",
    "lo_import(text)",
    "lo_import(text, oid)",
    "lowrite(integer, bytea)",
    "lo_put(oid, bigint, bytea)",
)
"""Ways to keep something beside the tables, which every role of a server has unless it is taken away."""
_NO_MORE = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"


class Right(NamedTuple):
    """One verb on one table, or on one column of it; `column` is empty for the whole table."""

    verb: str
    table: str
    column: str = ""


def quoted(name: str) -> str:
    """Write a name so that PostgreSQL takes it as it is."""
    return '"' + name.replace('"', '""') + '"'


def rights(allowed: Allowed) -> frozenset[Right]:
    """Read an allow-list as rights. Who may count rows and see a column needs no more: PostgreSQL counts with that."""
    found = set()
    for table, words in allowed.items():
        for word in words:
            if not word.startswith(_ONE_COLUMN):
                found.add(Right(word, table))
            elif word != _ONE_COLUMN:
                found.add(Right("select", table, word.removeprefix(_ONE_COLUMN)))
    return frozenset(found)


def grants(database: str, lists: Mapping[str, Allowed | None]) -> list[str]:
    """Give the statements after which each role may do in this database what its list says, and nothing else.

    `lists`: role -> its list; None for a role that has no business here. Run them as the owner, in one transaction.
    """
    return [
        f"REVOKE ALL ON DATABASE {quoted(database)} FROM PUBLIC",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC",
        *(statement for role, allowed in sorted(lists.items()) for statement in _of_role(database, role, allowed)),
    ]


def _of_role(database: str, role: str, allowed: Allowed | None) -> list[str]:
    who = quoted(role)
    taken = [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {who}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {who}",
        f"REVOKE ALL ON SCHEMA public FROM {who}",
        f"REVOKE ALL ON DATABASE {quoted(database)} FROM {who}",
    ]
    if allowed is None:
        return taken
    given = [f"GRANT {_verb(right)} ON {quoted(right.table)} TO {who}" for right in sorted(rights(allowed))]
    opened = [f"GRANT CONNECT ON DATABASE {quoted(database)} TO {who}", f"GRANT USAGE ON SCHEMA public TO {who}"]
    return [*taken, *opened, *given]


def _verb(right: Right) -> str:
    return f"{right.verb.upper()} ({quoted(right.column)})" if right.column else right.verb.upper()


def preparation(roles: Sequence[str], owner: str, databases: Sequence[str]) -> str:
    """Write what the server's administrator runs once, with psql: the roles, the databases, and what no role may do.

    Texts are ordered by their bytes, as on SQLite: the same on every machine, and no index breaks when the system's own
    order of letters changes with an upgrade.
    """
    lines = [f"CREATE ROLE {quoted(role)} {_NO_MORE};" for role in roles]
    for name in databases:
        lines += [
            f"CREATE DATABASE {quoted(name)} OWNER {quoted(owner)} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C';",
            f"REVOKE ALL ON DATABASE {quoted(name)} FROM PUBLIC;",
            rf"\connect {quoted(name)}",
            "REVOKE ALL ON SCHEMA public FROM PUBLIC;",
            *(f"REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC;" for function in _LARGE_OBJECTS),
        ]
    return "".join(f"{line}\n" for line in lines)
