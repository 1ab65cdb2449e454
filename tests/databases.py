"""What tests ask of a database beside the models, in the words of the engine they run on: SQLite or PostgreSQL.

tables, rows_as_written, everything_stored    what lies there, by raw SQL
restart_numbers                               forget which numbers were given and taken back
acting_as                                     be one process of an installation, under its list
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from django.db import connections, transaction
from psycopg.pq import TransactionStatus

from khabar.adapters.postgresql.roles import quoted
from khabar.adapters.sqlite.guard import guard
from khabar.config.databases import ALIASES
from khabar.config.grants import grant
from khabar.config.kinds import layout_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.adapters.sqlite.guard import Allowed
    from khabar.domain.kinds import Kind

PREFIX = "acting"


def on_postgresql(alias: str = "default") -> bool:
    """Tell which engine the tests run on."""
    return connections[alias].vendor == "postgresql"


def tables(alias: str) -> list[str]:
    """Name every table of one database, in order."""
    with connections[alias].cursor() as cursor:
        return sorted(connections[alias].introspection.table_names(cursor))


def rows_as_written(alias: str, table: str) -> list[tuple[object, ...]]:
    """Give a table's rows in the order in which they were last written, bytes as bytes."""
    order = "cmin::text::bigint, ctid" if on_postgresql(alias) else "rowid"
    with connections[alias].cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" ORDER BY {order}')  # noqa: S608 - names from the schema
        return [tuple(_plain(value) for value in row) for row in cursor.fetchall()]


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def everything_stored(alias: str) -> bytes:
    """Give all that one database holds, as bytes: SQLite's whole file, or each table as PostgreSQL writes it."""
    connection = connections[alias]
    if not on_postgresql(alias):
        return bytes(connection.connection.serialize())
    found: list[bytes] = []
    with connection.cursor() as cursor:
        for table in tables(alias):
            with cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT binary)') as copied:
                found.extend(bytes(piece) for piece in copied)
    return b"".join(found)


def restart_numbers(alias: str) -> None:
    """Let numbers that the database gives go on from the last row, as on SQLite; PostgreSQL takes none back."""
    if not on_postgresql(alias):
        return
    with connections[alias].cursor() as cursor:
        for table in tables(alias):
            for given in connections[alias].introspection.get_sequences(cursor, table):
                column = given["column"]
                last = f'SELECT coalesce(max("{column}"), 0) + 1 FROM "{table}"'  # noqa: S608 - names from the schema
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{column}'), ({last}), false)")


@contextmanager
def acting_as(process: str, kind: Kind, aliases: tuple[str, ...] = ALIASES) -> Iterator[None]:
    """Do what follows as this process of an installation: what is not on its list is refused.

    On PostgreSQL with a role that is made for it and goes with the test's own transaction.
    """
    layout = layout_of(kind)
    with ExitStack() as stack:
        for alias in aliases:
            allowed = layout.allowed_to(process, alias)
            if on_postgresql(alias):
                role = f"{PREFIX}_{connections[alias].settings_dict['NAME']}"
                stack.enter_context(_with_role(alias, role, allowed))
            else:
                stack.enter_context(_with_guard(alias, allowed))
        yield


@contextmanager
def _with_guard(alias: str, allowed: Allowed | None) -> Iterator[None]:
    connections[alias].ensure_connection()
    connections[alias].connection.set_authorizer(guard(allowed or {}))
    try:
        yield
    finally:
        connections[alias].connection.set_authorizer(None)


@contextmanager
def _with_role(alias: str, role: str, allowed: Allowed | None) -> Iterator[None]:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {quoted(role)}")
        grant(alias, {role: allowed})
        cursor.execute(f"SET ROLE {quoted(role)}")
        try:
            with transaction.atomic(using=alias):
                try:
                    yield
                finally:  # a refusal that the test expected has ended what PostgreSQL takes
                    broken = connections[alias].connection.info.transaction_status is TransactionStatus.INERROR
                    transaction.set_rollback(broken, using=alias)
        finally:
            cursor.execute("RESET ROLE")
