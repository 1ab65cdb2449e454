"""The programs of a running demonstration: started together, watched, and stopped so that none stays behind.

Each one has a process group of its own, so that Ctrl-C reaches this process alone and it can end the others in order.
It must never leave a process running: what does not end by itself within a moment is killed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECONDS_TO_END = 1.5
SECONDS_TO_START = 60.0
_LOOK = 0.05


class HasEnded(Exception):  # noqa: N818 - what happened
    """One of our programs has ended by itself; the sentence says which, and its last words."""


@dataclass(frozen=True)
class Program:
    """One program: what people call it, its words after `khabar`, and the signal it ends by."""

    name: str
    words: tuple[str, ...]
    ending: signal.Signals = signal.SIGTERM


@dataclass(frozen=True)
class Running:
    """A program that was started, and where it writes."""

    program: Program
    process: subprocess.Popen[bytes]
    log: Path

    def last_words(self) -> str:
        """Give the last line it wrote."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")


class Programs:
    """All programs of this demonstration."""

    def __init__(self, settings: Path, logs: Path) -> None:
        self._settings, self._logs = settings, logs
        self._running: list[Running] = []

    def start(self, program: Program, module: str = "khabar") -> Running:
        """Start one program, tied to this process."""
        self._logs.mkdir(exist_ok=True, mode=0o700)
        log = self._logs / f"{program.name}.log"
        words = [sys.executable, "-m", "khabar.demo.held", str(os.getpid()), module, *program.words]
        with log.open("wb") as out:
            process = subprocess.Popen(  # noqa: S603 - fixed words of our own, no shell
                words, env=self._surroundings(), stdin=subprocess.DEVNULL, stdout=out, stderr=out, process_group=0
            )
        running = Running(program, process, log)
        self._running.append(running)
        return running

    def finish(self, program: Program, module: str = "khabar") -> None:
        """Start one program and wait for its end; raises HasEnded when it fails."""
        running = self.start(program, module)
        while not _has_ended(running):
            time.sleep(_LOOK)
        self._running.remove(running)
        if running.process.wait() != 0:
            raise HasEnded(f"{_capital(program.name)} failed: {running.last_words()}")

    def wait_until(self, answers: Callable[[], bool]) -> None:
        """Wait until `answers` says yes; raises HasEnded when a program ends meanwhile, or after a minute."""
        until = time.monotonic() + SECONDS_TO_START
        while not answers():
            self.refuse_ended()
            if time.monotonic() > until:
                raise HasEnded(f"A program did not answer within a minute; look into {self._logs}.")
            time.sleep(_LOOK)

    def refuse_ended(self) -> None:
        """Raise HasEnded when any program has ended by itself."""
        for running in self._running:
            if _has_ended(running):
                raise HasEnded(f"{_capital(running.program.name)} has ended by itself: {running.last_words()}")

    def stop(self) -> None:
        """End all programs: politely first, and by force what has not ended after a moment."""
        for running in self._running:
            os.kill(running.process.pid, running.program.ending)
        until = time.monotonic() + SECONDS_TO_END
        for running in self._running:
            while not _has_ended(running) and time.monotonic() < until:
                time.sleep(_LOOK)
            os.killpg(running.process.pid, signal.SIGKILL)  # the rest of its group too
            running.process.wait()
        self._running.clear()

    def _surroundings(self) -> dict[str, str]:
        """Give the variables of our programs: no other setting than the file's."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("KHABAR_", "DJANGO_"))}
        return {**kept, "KHABAR_SETTINGS": str(self._settings), "PYTHONUNBUFFERED": "1"}


def _has_ended(running: Running) -> bool:
    """Look without burying it: as long as it is not waited for, its number is nobody else's."""
    return os.waitid(os.P_PID, running.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
