"""kill -9 of porch, house, rounds, importer and worker, at random moments, while people use both kinds of installation.

Afterwards everything acknowledged is stored, by its receipt; nothing is there twice; a mail came at most twice, under
one Message-ID; the chains are valid; a killed round went on at the step that was not done. A kill leaves the memory of
the machine alone, so this tries order and idempotency; what a disk loses is tried by `power`.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import TYPE_CHECKING

from faults.service import Served, Shell, kill, shell_of
from journeys.installation import HOUR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from random import Random

ROWS = 400
LISTS = 4
SECONDS_OF_A_SERVER = (0.02, 1.2)
"""How long a worker of a server lives before it is killed, at least and at most."""
SECONDS_OF_A_COMMAND = (0.02, 1.5)
LET_END = 0.1
"""So many commands come to their end, or no round would ever be finished."""
ONLY_WORKERS = 0.98
"""Otherwise the server dies with its workers, and takes seconds to come back."""
SECONDS_OF_A_WORKER = (1.0, 6.0)


@dataclass
class Killing:
    """Who was killed how often, until it is enough; what went wrong meanwhile."""

    random: Random
    shares: dict[str, int]
    killed: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    finished: Counter[str] = field(default_factory=Counter)

    def goes_on(self, who: str) -> bool:
        """Say whether more of this kind are to be killed."""
        return self.killed[who] < self.shares[who]

    def between(self, least_and_most: tuple[float, float]) -> float:
        """Draw how long somebody lives."""
        return self.random.uniform(*least_and_most)


@contextmanager
def at_work(*deeds: Callable[[Event], None]) -> Iterator[None]:
    """Let people work beside until what is inside is over; what one of them raises is raised at the end."""
    over, problems = Event(), list[BaseException]()

    def do(deed: Callable[[Event], None]) -> None:
        try:
            deed(over)
        except BaseException as problem:  # noqa: BLE001 - told below, in the thread that asks
            problems.append(problem)

    threads = [Thread(target=do, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()
    if problems:
        raise problems[0]


def at_once(*deeds: Callable[[], None]) -> None:
    """Do these beside one another and wait for all."""
    with at_work(*(lambda _over, deed=deed: deed() for deed in deeds)):
        pass


def kill_server(inst: Served, name: str, killing: Killing) -> None:
    """Kill the workers of a server again and again; now and then the whole of it."""
    while killing.goes_on(name):
        time.sleep(killing.between(SECONDS_OF_A_SERVER))
        if killing.random.random() < ONLY_WORKERS:
            killing.killed[name] += inst.kill_workers(name)
        else:
            killing.killed[name] += inst.kill_whole(name, "serve", name)
    inst._wait_for(inst.porch_port if name == "porch" else inst.house_port)


def kill_worker(inst: Served, killing: Killing) -> None:
    """Kill the worker itself, the parent with the children that hold keys."""
    while killing.goes_on("work"):
        time.sleep(killing.between(SECONDS_OF_A_WORKER))
        killing.killed["work"] += inst.kill_whole("work", "work", "--no-rounds")


def kill_rounds(inst: Served, shell: Shell, killing: Killing) -> None:
    """Begin the rounds that are due, kill most of them, and see that a killed one goes on where it was."""
    while killing.goes_on("rounds"):
        before = steps_done(inst)
        if run_and_kill(shell, killing, "rounds", "timetable") == 0:
            inst.pass_time(6 * HOUR)
            continue
        after = steps_done(inst)
        if before.number == after.number and not before.steps.items() <= after.steps.items():
            killing.wrong.append(f"a killed round forgot steps: {before} then {after}")


@dataclass(frozen=True)
class Done:
    """The newest round by its number, and how each of its steps ended."""

    number: int
    steps: dict[str, str]


def steps_done(inst: Served) -> Done:
    """Look which steps of the newest round are done."""
    rows = inst.ask("house", "SELECT number, steps FROM rounds_round ORDER BY number DESC LIMIT 1")
    return Done(rows[0][0], json.loads(rows[0][1])) if rows else Done(0, {})


def kill_imports(shell: Shell, killing: Killing, lists: list[Path]) -> None:
    """Take the same lists in again and again, killed nearly each time."""
    while killing.goes_on("importer"):
        at = killing.random.choice(lists)
        run_and_kill(shell, killing, "importer", *import_words(at))


def import_words(at: Path) -> tuple[str, ...]:
    """The words that take a list in."""
    return "import", "presences", str(at), "--made-by", "a nurse", "--people-knew", "yes", "--report", f"{at}.report"


def run_and_kill(shell: Shell, killing: Killing, who: str, *words: str) -> int:
    """Begin a command and kill it after a moment, if it is still there; give how it ended."""
    pid = shell.begin(*words)
    if killing.random.random() < LET_END:
        return _ended(shell.ended(), killing, who)
    time.sleep(killing.between(SECONDS_OF_A_COMMAND))
    kill(pid)  # buried only when its parent has told us of its end, so the number is nobody else's
    return _ended(shell.ended(), killing, who)


def _ended(code: int, killing: Killing, who: str) -> int:
    if code < 0:
        killing.killed[who] += 1
    else:
        killing.finished[who] += 1
        if code:
            killing.wrong.append(f"{who} ended with {code}")
    return code


@contextmanager
def two_shells(inst: Served) -> Iterator[tuple[Shell, Shell]]:
    """Have two processes ready that fork commands."""
    with shell_of(inst) as one, shell_of(inst) as other:
        yield one, other
