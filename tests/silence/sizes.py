"""How much each form of the check does."""

from __future__ import annotations

from dataclasses import dataclass

from silence.core.timing import AN_ARM


@dataclass(frozen=True, kw_only=True)
class Size:
    """`others`: families and persons in the background; `states`: None for all; `arm`: requests timed in each world."""

    others: int
    visits: int
    days: int
    visits_a_day: int
    arm: int
    states: tuple[str, ...] | None = None


LONG = Size(others=12, visits=160, days=30, visits_a_day=2, arm=AN_ARM)
SHORT = Size(
    others=2, visits=24, days=1, visits_a_day=4, arm=0, states=("no alone", "yes", "this enquirer must not know")
)
