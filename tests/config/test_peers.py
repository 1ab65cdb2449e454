"""The lines that `khabar postgresql prepare` writes for the server's own files: which user may be which role."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

import psycopg
import pytest

from config.ground import Ground
from config.on_postgresql import Installed, a_server, prepare

if TYPE_CHECKING:
    from pathlib import Path


def lines_for(told: str, begins: str) -> list[str]:
    """The lines for one of the server's files, without the comment's sign."""
    lines = [line.removeprefix("--").strip() for line in told.splitlines() if line.startswith("--   ")]
    return [line for line in lines if line.startswith(begins)]


def test_on_its_socket_the_server_gives_each_user_its_own_roles_and_no_other(tmp_path: Path) -> None:
    """This user plays the house's; nobody here is the porch's."""
    done = Ground(tmp_path).khabar("postgresql", "prepare", "--kind", "intermediary")
    with a_server() as server:
        prepare(server, done.stdout)
        files = server.folder / "data"
        (files / "pg_ident.conf").write_text(
            "".join(
                f"{line}\n".replace("khabar-house", getpass.getuser()) for line in lines_for(done.stdout, "khabar ")
            )
        )
        hba = files / "pg_hba.conf"
        before = hba.read_text()
        hba.write_text("".join(f"{line}\n" for line in lines_for(done.stdout, "local ")) + before)
        with server.superuser() as connection:
            connection.execute("SELECT pg_reload_conf()")
        found = Installed(Ground(tmp_path), server, "khabar")
        for alias in ("default", "porch"):
            with found.connect("operator", alias) as connected:
                assert connected.execute("SELECT current_user").fetchone() == (found.role("operator"),)
            with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
                found.connect("house", alias)  # it is let in, and nothing is granted yet
        with pytest.raises(psycopg.OperationalError, match="Peer authentication failed"):
            found.connect("porch", "porch")
        with pytest.raises(psycopg.OperationalError, match=r"pg_hba\.conf rejects"):
            psycopg.connect(host=server.host, user=found.role("house"), dbname="postgres")
