"""An installation on a real PostgreSQL server: roles and databases from `khabar postgresql prepare`, then laid out."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg

from config.ground import Ground, laid_out
from khabar.config.databases import role_of
from postgresql_server import SUPERUSER, Server, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Installed:
    """An installation and its server; `name` is what its databases and roles begin with."""

    ground: Ground
    server: Server
    name: str

    def database(self, alias: str) -> str:
        """Name the database of the house (`default`) or of the porch."""
        return f"{self.name}_{'porch' if alias == 'porch' else 'house'}"

    def role(self, process: str) -> str:
        """Name the role of a process."""
        return role_of(self.name, process)

    def connect(self, process: str, alias: str) -> psycopg.Connection[tuple[object, ...]]:
        """Connect as a process does, without its code."""
        return psycopg.connect(
            host=self.server.host, user=self.role(process), dbname=self.database(alias), autocommit=True
        )

    def mend(self, alias: str, statement: str) -> None:
        """Do something as the server's administrator."""
        with self.server.superuser(self.database(alias)) as connection:
            connection.execute(statement)


@contextmanager
def a_server() -> Iterator[Server]:
    """The server of this test run, or one started for these tests."""
    with running() as server:
        yield server


def prepare(server: Server, told: str) -> None:
    """Give psql what `khabar postgresql prepare` has written, as the server's administrator does."""
    command: list[str | Path] = [
        server.programs / "psql",
        "-X",
        "-q",
        "-v",
        "ON_ERROR_STOP=1",
        "-h",
        server.host,
        "-U",
        SUPERUSER,
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    subprocess.run([*command, "-d", "postgres"], input=told, text=True, check=True, env=environment, timeout=60)


def prepared(server: Server, home: Path, name: str, kind: str = "intermediary") -> Installed:
    """Make roles and databases that begin with `name`, as the command says."""
    ground = Ground(home)
    words = ("--kind", kind, "--house", f"{name}_house", "--porch", f"{name}_porch", "--roles", name)
    done = ground.khabar("postgresql", "prepare", *words)
    assert done.returncode == 0, done.stderr
    prepare(server, done.stdout)
    return Installed(ground, server, name)


def installed(server: Server, home: Path, name: str, kind: str = "intermediary") -> Installed:
    """Prepare the server and lay out an installation on it."""
    found = prepared(server, home, name, kind)
    laid_out(home, kind, **found_settings(found))
    return found


def found_settings(found: Installed) -> dict[str, object]:
    """The settings that say where its databases are."""
    return {
        "engine": "postgresql",
        "postgresql_host": found.server.host,
        "postgresql_house": found.database("default"),
        "postgresql_porch": found.database("porch"),
        "postgresql_roles": found.name,
    }
