"""A running installation whose processes are killed: who is killed, how it is started again, what then lies there."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from faults.recording import TESTS
from journeys.installation import Installation, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS_TO_COME_BACK = 60.0


class Served(Installation):
    """An installation whose porch and house are served with their pages loaded before the workers are forked."""

    @classmethod
    def at(cls, home: Path, **more: object) -> Served:
        """Make one that lies there; `with` starts it."""
        return cls(home, free_port(), free_port(), more=more)

    @property
    def environment(self) -> dict[str, str]:
        """The installation's own variables, with this folder of tests beside our code."""
        usual = super().environment
        return usual | {"PYTHONPATH": usual["PYTHONPATH"] + os.pathsep + str(TESTS)}

    def start(self, name: str, *words: str) -> None:
        """Start one program."""
        if words[:1] != ("serve",):
            super().start(name, *words)
            return
        with (self.home / f"{name}.log").open("ab") as log:
            asked = [sys.executable, "-m", "faults.quick", words[1]]
            self.processes[name] = subprocess.Popen(asked, env=self.environment, stdout=log, stderr=log)

    def workers(self, name: str) -> list[int]:
        """The processes that answer for a server now."""
        return children(self.processes[name].pid)

    def kill_workers(self, name: str) -> int:
        """Kill every worker of a server; the server starts others. Give how many were killed."""
        doomed = self.workers(name)
        killed = sum(kill(one) for one in doomed)
        _until(lambda: bool(set(self.workers(name)) - set(doomed)), f"{name} has no worker")
        return killed

    def kill_whole(self, name: str, *words: str) -> int:
        """Kill a program with all that it has started, and start it again."""
        process = self.processes.pop(name)
        below = children(process.pid)
        process.kill()
        process.wait(timeout=20)
        killed = 1 + sum(kill(one) for one in below)
        _until(lambda: not any(Path(f"/proc/{one}").exists() for one in below), f"{name} does not die")
        self.start(name, *words)
        return killed

    def ask(self, side: str, query: str) -> list[tuple[Any, ...]]:
        """Ask a database of this installation."""
        with closing(sqlite3.connect(self.home / side / f"{side}.sqlite3", timeout=60)) as connection:
            return connection.execute(query).fetchall()

    def count(self, side: str, of: str) -> int:
        """Count rows: a table, and a condition where one is meant."""
        return int(self.ask(side, f"SELECT count(*) FROM {of}")[0][0])  # noqa: S608 - our own words


@dataclass
class Shell:
    """Commands of an installation, begun by a fork, one at a time."""

    process: subprocess.Popen[str]

    def begin(self, *words: str) -> int:
        """Begin a command; give its process."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        return int(self._heard())

    def ended(self) -> int:
        """Wait for its end; give its exit code, below nought when it was killed."""
        return int(self._heard())

    def _heard(self) -> Any:  # noqa: ANN401 - a number or a word
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())


@contextmanager
def shell_of(inst: Installation) -> Iterator[Shell]:
    """Have a process ready that forks commands."""
    words, pipe = [sys.executable, "-m", "faults.quick", "shell"], subprocess.PIPE
    with (inst.home / "shell.log").open("ab") as log:
        process = subprocess.Popen(words, env=inst.environment, stdin=pipe, stdout=pipe, stderr=log, text=True)
    shell = Shell(process)
    assert shell._heard() == "ready"
    try:
        yield shell
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(timeout=60)


def children(pid: int) -> list[int]:
    """The processes that one has started and that are still there."""
    with suppress(OSError):
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def kill(pid: int) -> bool:
    """Send SIGKILL; False where there was nobody any more."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
        return True
    return False


def _until(so: Any, otherwise: str) -> None:  # noqa: ANN401 - a question without arguments
    until = time.monotonic() + SECONDS_TO_COME_BACK
    while not so():
        if time.monotonic() > until:
            raise AssertionError(otherwise)
        time.sleep(0.005)
