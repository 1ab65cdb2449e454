"""Writing on PostgreSQL as on SQLite: one after another, durable, refused after a while, and none of it lost."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from django.db import OperationalError, connections, transaction
from django.db.utils import ConnectionHandler

from khabar.adapters.postgresql.base import DURABLE, WRITERS
from khabar.config.databases import database
from khabar.config.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg
    from django.db.backends.base.base import BaseDatabaseWrapper
    from pytest_django import DjangoDbBlocker

    from config.on_postgresql import Installed

ALIAS = "tried"
UP = "UPDATE tried SET number = %s"


@pytest.fixture(scope="module")
def cell(intermediary: Installed) -> Iterator[Installed]:
    """A table with one number in the porch's database."""
    intermediary.mend("porch", "CREATE TABLE tried (number int)")
    intermediary.mend("porch", f"ALTER TABLE tried OWNER TO {intermediary.role('operator')}")
    yield intermediary
    intermediary.mend("porch", "DROP TABLE tried")


@pytest.fixture
def writer(
    cell: Installed, monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker
) -> Iterator[ConnectionHandler]:
    """A connection as the operator's process has it; each thread that asks for it gets its own."""
    options = Options.load({"KHABAR_SETTINGS": str(cell.ground.settings)})
    handler = ConnectionHandler({"default": {}, ALIAS: database(options, "operator", "porch", None)})
    monkeypatch.setattr(transaction, "get_connection", lambda using: handler[using])
    with django_db_blocker.unblock(), handler[ALIAS].cursor() as cursor:
        cursor.execute("DELETE FROM tried")
        cursor.execute("INSERT INTO tried VALUES (0)")
        yield handler
        handler.close_all()


def number(connection: BaseDatabaseWrapper) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM tried")
        return int(cursor.fetchone()[0])


def set_to(connection: BaseDatabaseWrapper, value: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(UP, [value])


def set_in_a_transaction(connection: BaseDatabaseWrapper, value: int) -> None:
    with transaction.atomic(using=ALIAS):
        set_to(connection, value)


@contextmanager
def somebody_writes(cell: Installed) -> Iterator[psycopg.Connection[Any]]:
    """Hold the turn, as another process does in the middle of an action."""
    with cell.connect("operator", "porch") as other, other.transaction():
        other.execute(f"SELECT pg_advisory_xact_lock({WRITERS})")
        yield other


def test_eight_writers_who_read_before_they_write_lose_nothing(writer: ConnectionHandler) -> None:
    """Without the turn they lose most of it; `test_without_its_turn…` shows that."""

    def count_up(_: int) -> None:
        with transaction.atomic(using=ALIAS):
            set_to(writer[ALIAS], number(writer[ALIAS]) + 1)
        writer[ALIAS].close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count_up, range(80)))
    assert number(writer[ALIAS]) == 80


def test_without_its_turn_a_writer_overwrites_what_it_has_not_seen(writer: ConnectionHandler, cell: Installed) -> None:
    """The control: two plain transactions of PostgreSQL, each reading before it writes."""
    with cell.connect("operator", "porch") as one, cell.connect("operator", "porch") as other:
        one.execute("BEGIN")
        other.execute("BEGIN")
        for connection in (one, other):
            assert connection.execute("SELECT number FROM tried").fetchone() == (0,)
        one.execute("UPDATE tried SET number = 1")
        one.execute("COMMIT")
        other.execute("UPDATE tried SET number = 1")
        other.execute("COMMIT")
    assert number(writer[ALIAS]) == 1


@pytest.mark.parametrize("alone", [True, False], ids=["a single statement", "a transaction"])
def test_whoever_writes_waits_for_its_turn_and_is_refused_when_it_does_not_come(
    writer: ConnectionHandler, cell: Installed, *, alone: bool
) -> None:
    connection = writer[ALIAS]
    connection.ensure_connection()
    connection.connection.execute("SET lock_timeout = '100ms'")
    write = set_to if alone else set_in_a_transaction
    with somebody_writes(cell), pytest.raises(OperationalError, match="lock timeout"):
        write(connection, 5)
    assert number(connection) == 0
    assert connection.get_autocommit()
    set_to(connection, 6)
    assert number(connection) == 6


def test_who_waits_sees_what_the_other_has_written(writer: ConnectionHandler, cell: Installed) -> None:
    seen: list[int] = []

    def look() -> None:
        with transaction.atomic(using=ALIAS):
            seen.append(number(writer[ALIAS]))
        writer[ALIAS].close()

    with somebody_writes(cell) as other:
        waiting = threading.Thread(target=look)
        waiting.start()
        other.execute("UPDATE tried SET number = 7")
        assert seen == []
    waiting.join(20)
    assert seen == [7]


def test_readers_wait_for_nobody_and_see_what_is_committed(writer: ConnectionHandler, cell: Installed) -> None:
    with somebody_writes(cell) as other:
        other.execute("UPDATE tried SET number = 9")
        assert number(writer[ALIAS]) == 0
    assert number(writer[ALIAS]) == 9


def test_a_statement_that_fails_alone_leaves_nothing_and_no_turn(writer: ConnectionHandler, cell: Installed) -> None:
    connection = writer[ALIAS]
    with pytest.raises(Exception, match="integer out of range"):
        set_to(connection, 2**40)
    with cell.connect("operator", "porch") as other:
        other.execute("SET lock_timeout = '100ms'")
        other.execute(f"SELECT pg_advisory_xact_lock({WRITERS})")
    assert number(connection) == 0


def test_every_connection_asks_for_durability_whatever_its_role_was_given(
    writer: ConnectionHandler, cell: Installed
) -> None:
    cell.mend("porch", f"ALTER ROLE {cell.role('operator')} SET synchronous_commit = off")
    try:
        with writer[ALIAS].cursor() as cursor:
            found = {}
            for name in DURABLE:
                cursor.execute(f"SHOW {name}")
                found[name] = cursor.fetchone()[0]
    finally:
        cell.mend("porch", f"ALTER ROLE {cell.role('operator')} RESET synchronous_commit")
    assert found == {
        "synchronous_commit": "on",
        "lock_timeout": "20s",
        "idle_in_transaction_session_timeout": "5min",
        "default_transaction_isolation": "read committed",
    }


def test_a_connection_that_the_server_has_ended_is_opened_again_by_the_next_job(
    writer: ConnectionHandler, cell: Installed
) -> None:
    connection = writer[ALIAS]
    connection.ensure_connection()
    cell.mend("porch", f"SELECT pg_terminate_backend({connection.connection.info.backend_pid})")
    with pytest.raises(OperationalError), transaction.atomic(using=ALIAS):
        raise AssertionError("nobody is there")
    connection.close_if_unusable_or_obsolete()
    assert number(connection) == 0


def test_the_connections_of_the_tests_are_not_touched_by_these() -> None:
    assert ALIAS not in connections
