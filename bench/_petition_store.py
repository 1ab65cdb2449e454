"""Where the bench of petitions keeps its association: files of SQLite, or a PostgreSQL server of its own.

Each says what to write into the settings, answers questions from outside, and measures what it does with nothing around
it: one insert and one update a signature, each a commit that reaches the disk.
"""

import contextlib
import importlib
import secrets
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psycopg

from khabar.adapters.postgresql.roles import preparation
from khabar.adapters.sqlite.journals import durable_pragmas
from khabar.config.postgresql import roles_of
from khabar.domain.kinds import Kind

SECONDS_BARE = 3.0
NAMES = ("bench_house", "bench_porch")
ROLES = "bench"
Ask = Callable[[str], list[tuple[Any, ...]]]


class Store(Protocol):
    """One engine, ready for one association."""

    @property
    def label(self) -> str:
        """Name it in the table."""

    @property
    def about(self) -> str:
        """Say its version and how it keeps what is acknowledged."""

    def settings(self) -> dict[str, object]:
        """Give what the association's settings say about it."""

    def asking(self) -> contextlib.AbstractContextManager[Ask]:
        """Ask the porch's database from outside."""

    def bare(self) -> float:
        """Give how many signatures a second it takes alone."""


def _rate(insert: Callable[[str, bytes, bytes], object], update: Callable[[bytes], object]) -> float:
    """Insert and confirm one after another for SECONDS_BARE; return how many a second."""
    began, count = time.monotonic(), 0
    while time.monotonic() - began < SECONDS_BARE:
        one, token = secrets.token_hex(16), secrets.token_bytes(32)
        insert(one, token, secrets.token_bytes(1081))
        update(token)
        count += 1
    return count / (time.monotonic() - began)


@dataclass(frozen=True)
class OnSqlite:
    """Files in a folder, with one journal."""

    folder: Path
    home: Path
    journal: str

    @property
    def label(self) -> str:
        """Name the journal."""
        return self.journal

    @property
    def about(self) -> str:
        """Say the version."""
        return f"SQLite {sqlite3.sqlite_version}, `synchronous=EXTRA`"

    def settings(self) -> dict[str, object]:
        """Name the journal."""
        return {"sqlite_journal": self.journal}

    @contextlib.contextmanager
    def asking(self) -> Iterator[Ask]:
        """Open the porch's file to read."""
        path = self.home / "porch" / "porch.sqlite3"
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=20)) as porch:
            yield lambda statement: porch.execute(statement).fetchall()

    def bare(self) -> float:
        """Write into a file of its own beside."""
        with contextlib.closing(sqlite3.connect(self.folder / f"{secrets.token_hex(4)}.sqlite3")) as bare:
            bare.isolation_level = None
            for pragma in durable_pragmas(self.journal):
                bare.execute(f"PRAGMA {pragma}")
            bare.execute("CREATE TABLE signature (id TEXT PRIMARY KEY, state TEXT, token BLOB UNIQUE, sealed BLOB)")
            put = "INSERT INTO signature VALUES (?, 'pending', ?, ?)"
            confirm = "UPDATE signature SET state = 'confirmed' WHERE token = ? AND state = 'pending'"
            return _rate(lambda *row: bare.execute(put, row), lambda token: bare.execute(confirm, (token,)))


@dataclass(frozen=True)
class OnPostgresql:
    """Two databases of a server that flushes each commit to the same disk."""

    server: Any

    @property
    def label(self) -> str:
        """Name the engine."""
        return "PostgreSQL"

    @property
    def about(self) -> str:
        """Say the version."""
        with self._connected("postgres") as connection:
            [(version,)] = connection.execute("SHOW server_version").fetchall()
        return f"PostgreSQL {version}, `synchronous_commit=on`, `fsync=on`, by its socket"

    def settings(self) -> dict[str, object]:
        """Say where the server is."""
        house, porch = NAMES
        where = {"engine": "postgresql", "postgresql_host": self.server.host, "postgresql_roles": ROLES}
        return {**where, "postgresql_house": house, "postgresql_porch": porch}

    @contextlib.contextmanager
    def asking(self) -> Iterator[Ask]:
        """Connect to the porch's database."""
        with self._connected(NAMES[1]) as connection:
            yield lambda statement: connection.execute(statement.encode()).fetchall()

    def bare(self) -> float:
        """Write into a table of its own, each statement a commit."""
        with self._connected("postgres") as bare:
            bare.execute("DROP TABLE IF EXISTS signature")
            bare.execute("CREATE TABLE signature (id text PRIMARY KEY, state text, token bytea UNIQUE, sealed bytea)")
            put = "INSERT INTO signature VALUES (%s, 'pending', %s, %s)"
            confirm = "UPDATE signature SET state = 'confirmed' WHERE token = %s AND state = 'pending'"
            return _rate(lambda *row: bare.execute(put, row), lambda token: bare.execute(confirm, (token,)))

    def prepare(self) -> None:
        """Make roles and databases, as an administrator does with `khabar postgresql prepare`."""
        roles = roles_of(Kind.ASSOCIATION, ROLES)
        command = [self.server.programs / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", self.server.host]
        told = preparation(roles, roles[0], NAMES)
        subprocess.run([*command, "-U", "postgres", "-d", "postgres"], input=told, text=True, check=True)

    def _connected(self, database: str) -> psycopg.Connection[tuple[Any, ...]]:
        connection: psycopg.Connection[tuple[Any, ...]] = self.server.superuser(database)
        return connection


@contextlib.contextmanager
def store_of(engine: str, journal: str, folder: Path, home: Path) -> Iterator[Store]:
    """Make one engine ready; the server is that of the tests, from its wheel, but durable."""
    if engine == "sqlite":
        yield OnSqlite(folder, home, journal)
        return
    tests = importlib.import_module("tests.postgresql_server")  # found as one only here: mypy knows it by another name
    with tests.running(tests.DURABLE) as server:
        found = OnPostgresql(server)
        found.prepare()
        yield found
