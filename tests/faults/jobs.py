"""The jobs of the fault checks, with how much each does in the long form, and in the short one of `./run check`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from faults import power
from faults.recording import recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from faults.results import Result


@dataclass(frozen=True)
class Amount:
    """How often each thing is done."""

    cuts: int
    cuts_in_migrations: int


LONG = Amount(cuts=2000, cuts_in_migrations=400)
SHORT = Amount(cuts=80, cuts_in_migrations=20)


@dataclass(frozen=True)
class Job:
    """One job: what it does in a line, and how it is run with an amount, a seed and a folder of its own."""

    about: str
    run: Callable[[Amount, int, Path], Iterator[Result]]


def _power(amount: Amount, seed: int, folder: Path) -> Iterator[Result]:
    yield from power.run(recorded(folder), amount.cuts, amount.cuts_in_migrations, seed)


JOBS = {
    "power": Job("the power is cut while real actions and migrations write", _power),
}
