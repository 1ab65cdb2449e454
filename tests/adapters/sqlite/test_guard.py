from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError

from khabar.adapters.sqlite.base import DatabaseWrapper, journal_mode
from khabar.adapters.sqlite.guard import guard
from khabar.config import access
from khabar.config.kinds import layout_of
from khabar.domain.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from config.ground import Ground
    from khabar.adapters.sqlite.guard import Allowed

FILES = {"default": "house/house.sqlite3", "porch": "porch/porch.sqlite3"}
SERVING = [("porch", "porch"), ("house", "porch"), ("house", "default"), ("work", "porch"), ("work", "default")]
STATEMENTS = {
    "select": "SELECT * FROM {table}",
    "insert": "INSERT INTO {table} DEFAULT VALUES",
    "update": "UPDATE {table} SET {column} = NULL",
    "delete": "DELETE FROM {table}",
}
ONE_TABLE: Allowed = {"slips": frozenset({"select", "insert"})}
FORBIDDEN = [
    "SELECT * FROM sqlite_master",
    "SELECT * FROM secrets",
    "SELECT slips.id FROM slips JOIN secrets ON secrets.id = slips.id",
    "SELECT (SELECT max(word) FROM secrets) FROM slips",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 3) SELECT i FROM n",
    "INSERT INTO secrets VALUES (1, 'x')",
    "INSERT INTO slips SELECT id, word FROM secrets",
    "INSERT INTO slips VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET word = 'y'",
    "REPLACE INTO secrets VALUES (1, 'x')",
    "UPDATE slips SET word = 'x'",
    "DELETE FROM slips",
    "CREATE TABLE more (id)",
    "CREATE TEMP TABLE more (id)",
    "CREATE VIEW more AS SELECT * FROM secrets",
    "CREATE INDEX more ON slips (word)",
    "CREATE TRIGGER more AFTER INSERT ON slips BEGIN DELETE FROM secrets; END",
    "CREATE VIRTUAL TABLE more USING fts5 (word)",
    "ALTER TABLE slips ADD COLUMN more",
    "ALTER TABLE secrets RENAME TO slips2",
    "DROP TABLE slips",
    "DROP INDEX slips_word",
    "REINDEX",
    "ANALYZE",
    "ATTACH DATABASE ':memory:' AS other",
    "DETACH DATABASE main",
    "PRAGMA writable_schema = ON",
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA secure_delete = OFF",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA table_info(secrets)",
    "PRAGMA user_version",
    "SELECT * FROM pragma_table_info('secrets')",
    "SELECT load_extension('evil')",
]


@pytest.fixture
def guarded() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(
            "CREATE TABLE slips (id INTEGER PRIMARY KEY, word TEXT); CREATE TABLE secrets (id, word);"
            "CREATE INDEX slips_word ON slips (word); INSERT INTO secrets VALUES (1, 'darius');"
        )
        connection.set_authorizer(guard(ONE_TABLE))
        yield connection


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_what_is_not_named_is_refused(guarded: sqlite3.Connection, statement: str) -> None:
    with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|prohibited|authoriz"):
        guarded.execute(statement)


def test_a_copy_of_the_whole_file_is_refused(guarded: sqlite3.Connection, tmp_path: Path) -> None:
    with pytest.raises(sqlite3.DatabaseError):
        guarded.execute("VACUUM INTO ?", (str(tmp_path / "copy.sqlite3"),))
    assert not (tmp_path / "copy.sqlite3").exists() or not (tmp_path / "copy.sqlite3").stat().st_size


def test_what_is_named_works_and_so_do_transactions(guarded: sqlite3.Connection) -> None:
    guarded.execute("BEGIN IMMEDIATE")
    guarded.execute("SAVEPOINT one")
    guarded.execute("INSERT INTO slips VALUES (1, 'x')")
    guarded.execute("RELEASE one")
    guarded.execute("COMMIT")
    assert guarded.execute("SELECT count(*), max(upper(word)) FROM slips").fetchone() == (1, "X")
    assert guarded.execute("PRAGMA foreign_keys").fetchone() is not None


def test_one_column_alone_may_be_named() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE queue (sequence INTEGER PRIMARY KEY AUTOINCREMENT, sealed BLOB)")
        connection.set_authorizer(guard({"queue": frozenset({"insert", "select:sequence"})}))
        assert connection.execute("INSERT INTO queue (sealed) VALUES (x'00') RETURNING sequence").fetchone() == (1,)
        for statement in (
            "SELECT sealed FROM queue",
            "SELECT * FROM queue",
            "SELECT count(*) FROM queue",
            "SELECT sequence FROM queue WHERE sealed = x'00'",
            "INSERT INTO queue (sealed) VALUES (x'01') RETURNING sealed",
            "INSERT INTO queue (sealed) SELECT sealed FROM queue",
        ):
            with pytest.raises(sqlite3.DatabaseError):
                connection.execute(statement)


@pytest.mark.parametrize(("process", "alias"), SERVING)
def test_each_process_may_do_to_each_real_table_what_its_list_says_and_no_more(
    template: Ground, process: str, alias: str
) -> None:
    allowed = layout_of(Kind.INTERMEDIARY).allowed_to(process, alias)
    assert allowed is not None
    with closing(sqlite3.connect(template.home / FILES[alias])) as connection:
        columns = {
            table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        }
        connection.set_authorizer(guard(allowed))
        for table, names in columns.items():
            may = {
                verb
                for verb, statement in STATEMENTS.items()
                if is_prepared(connection, statement.format(table=table, column=names[0]))
            }
            said = allowed.get(table, frozenset())
            assert may == {word for word in said if ":" not in word}, table


def is_prepared(connection: sqlite3.Connection, statement: str) -> bool:
    try:
        connection.execute(f"EXPLAIN {statement}")
    except sqlite3.DatabaseError:
        return False
    return True


def wrapper(path: Path, allowed: Allowed | None) -> DatabaseWrapper:
    options = {"timeout": 20, "transaction_mode": "IMMEDIATE", "allowed": allowed}
    settings = {"NAME": str(path), "OPTIONS": options, "AUTOCOMMIT": True, "CONN_MAX_AGE": None, "TIME_ZONE": None}
    settings |= {"CONN_HEALTH_CHECKS": False, "ATOMIC_REQUESTS": False, "USER": "", "PASSWORD": "", "HOST": ""}
    return DatabaseWrapper(settings | {"PORT": "", "TEST": {}}, "test")


@pytest.mark.django_db(databases=["default", "porch"])
def test_every_connection_is_opened_durable(ground: Ground) -> None:
    with closing(wrapper(ground.home / FILES["porch"], None)) as database, database.cursor() as cursor:
        found = {}
        for name in ("journal_mode", "synchronous", "secure_delete", "temp_store", "foreign_keys"):
            cursor.execute(f"PRAGMA {name}")
            found[name] = cursor.fetchone()[0]
    expected = {"synchronous": 3, "secure_delete": 1, "temp_store": 2, "foreign_keys": 1}
    assert found == expected | {"journal_mode": journal_mode().lower()}


@pytest.mark.django_db(databases=["default", "porch"])
def test_a_connection_with_a_list_is_guarded_from_its_first_statement_on(ground: Ground) -> None:
    with closing(wrapper(ground.home / FILES["porch"], access.PORCH_OF_PORCH)) as database, database.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pigeonholes_pigeonhole")
        assert cursor.fetchone() == (0,)
        for statement in ("SELECT * FROM intake_submission", "DELETE FROM ledger_entry", "PRAGMA synchronous = OFF"):
            with pytest.raises(DatabaseError):
                cursor.execute(statement)


@pytest.mark.parametrize(
    ("version", "mode"),
    [((3, 40, 1), "DELETE"), ((3, 51, 2), "DELETE"), ((3, 51, 3), "WAL"), ((3, 52, 0), "WAL"), ((4, 0, 0), "WAL")],
)
def test_the_write_ahead_log_is_used_only_where_it_is_safe(version: tuple[int, ...], mode: str) -> None:
    assert journal_mode(version) == mode
