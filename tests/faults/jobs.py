"""The jobs of the fault checks, with how much each does in the long form, and in the short one of `./run check`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from faults import concurrency, crash_story, full, hostile, io_errors, power, worlds
from faults.recording import recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from silence.core.rows import Row


@dataclass(frozen=True)
class Amount:
    """How often each thing is done."""

    kills: int
    cuts: int
    cuts_in_migrations: int
    full_disks: int
    failing_stretches: int
    leaps: int
    seconds_of_writing: float
    halts: tuple[float, float]
    tamperings: int
    hostile_files: int


LONG = Amount(
    kills=1000,
    cuts=2000,
    cuts_in_migrations=400,
    full_disks=50,
    failing_stretches=160,
    leaps=60,
    seconds_of_writing=150,
    halts=(1, 20),
    tamperings=10_000,
    hostile_files=300,
)
SHORT = Amount(
    kills=20,
    cuts=40,
    cuts_in_migrations=10,
    full_disks=2,
    failing_stretches=8,
    leaps=6,
    seconds_of_writing=20,
    halts=(0.3, 1),
    tamperings=100,
    hostile_files=30,
)


@dataclass(frozen=True)
class Job:
    """One job: what it does in a line, and how it is run with an amount, a seed and a folder of its own."""

    about: str
    run: Callable[[Amount, int, Path], Iterator[Row]]


def _power(amount: Amount, seed: int, folder: Path) -> Iterator[Row]:
    yield from power.run(recorded(folder), amount.cuts, amount.cuts_in_migrations, seed)


def _io(amount: Amount, seed: int, folder: Path) -> Iterator[Row]:
    courses = [story for _, story in power.courses(recorded(folder)).values()]
    yield from io_errors.run(courses, amount.failing_stretches, seed)


def _crash(amount: Amount, seed: int, folder: Path) -> Iterator[Row]:
    yield from crash_story.run(amount.kills, seed, folder)


def _full(amount: Amount, seed: int, folder: Path) -> Iterator[Row]:
    yield from full.run(amount.full_disks, seed, folder)


def _clock(amount: Amount, seed: int, _folder: Path) -> Iterator[Row]:
    yield from worlds.leap(amount.leaps, seed)


def _concurrency(amount: Amount, seed: int, folder: Path) -> Iterator[Row]:
    yield from concurrency.run(amount.seconds_of_writing, amount.halts, seed, folder)


def _ledger(amount: Amount, seed: int, _folder: Path) -> Iterator[Row]:
    yield from worlds.tamper(amount.tamperings, seed)


def _hostile(amount: Amount, seed: int, _folder: Path) -> Iterator[Row]:
    yield from hostile.run(amount.hostile_files, seed, everywhere=amount is LONG)


JOBS = {
    "crash": Job("our processes are killed while people use them", _crash),
    "power": Job("the power is cut while real actions and migrations write", _power),
    "full": Job("the disk becomes full while families file forms", _full),
    "io": Job("the disk fails now and then while real actions write", _io),
    "clock": Job("the clock leaps, and is set right again", _clock),
    "concurrency": Job("eight write at once, and are killed and halted", _concurrency),
    "hostile": Job("files made to do harm come to every door that takes one", _hostile),
    "ledger": Job("ledgers are edited, shortened, shuffled and rewritten behind our back", _ledger),
}
