"""Programs run and watched: how long they took and how much memory they and their children held at once.

Memory is the sum of what each process holds alone and its part of what it shares (PSS), looked at four times a second,
or as often as takes no more than a fiftieth of one processor, and at least the most that the program itself ever held.
It must only ever watch processes that it started.
"""

import os
import resource
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LOOK_SECONDS: Final = 0.25
PAUSES: Final = 50
"""So many times longer than a look takes is waited before the next: large programs are slow to look at."""


@dataclass(frozen=True)
class Watched:
    """How a program ended, what it said, its seconds, those of all processors, and its most megabytes."""

    code: int
    said: str
    seconds: float
    processor: float
    megabytes: float


def watched(words: Sequence[str], environment: Mapping[str, str], say_to: Path) -> Watched:
    """Run a program to its end and watch it."""
    began, most = time.perf_counter(), 0.0
    with (
        say_to.open("w", encoding="utf-8") as said,
        subprocess.Popen(words, env=environment, stdout=said, stderr=subprocess.STDOUT) as program,
    ):
        ended = 0
        while not ended:
            before = time.process_time()
            most = max(most, _megabytes(program.pid))
            look = time.process_time() - before
            pause = max(PAUSES * look, min(LOOK_SECONDS, (time.perf_counter() - began) / 10))
            ended, status, used = _waited(program.pid, pause)
        program.returncode = os.waitstatus_to_exitcode(status)
    seconds, processor = time.perf_counter() - began, used.ru_utime + used.ru_stime
    most = max(most, used.ru_maxrss / 1024)
    return Watched(program.returncode, say_to.read_text(encoding="utf-8"), seconds, processor, most)


def _waited(pid: int, seconds: float) -> tuple[int, int, resource.struct_rusage]:
    """Wait for a program, at most so long; 0, for its id, if it goes on."""
    until = time.perf_counter() + seconds
    while True:
        found = os.wait4(pid, os.WNOHANG)
        left = until - time.perf_counter()
        if found[0] or left <= 0:
            return found
        time.sleep(min(LOOK_SECONDS, left))


def _megabytes(pid: int) -> float:
    """Sum the memory of a process and all below it; one that has just ended counts nothing."""
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii").splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text(encoding="ascii").split())
        except (OSError, IndexError):
            continue
    return total / 1024
