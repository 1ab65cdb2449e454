"""How much each form of the check does."""

from __future__ import annotations

from dataclasses import dataclass

from silence.core.timing import AN_ARM

NAMES = ("states", "release", "month", "bridge", "presence", "timing", "controls")
"""The jobs, in their order; what they do stands in `jobs`, which needs the whole program to be read."""


@dataclass(frozen=True, kw_only=True)
class Size:
    """`others`: families and persons in the background; `states`: None for all; `arm`: requests timed in each world.

    `month`: the states after which days of rounds pass.
    """

    others: int
    visits: int
    days: int
    visits_a_day: int
    arm: int
    month: tuple[str, ...]
    states: tuple[str, ...] | None = None


LONG = Size(
    others=6,
    visits=160,
    days=30,
    visits_a_day=2,
    arm=AN_ARM,
    month=("asked", "observed no", "no alone", "this enquirer must not know"),
)
SHORT = Size(
    others=2,
    visits=20,
    days=1,
    visits_a_day=4,
    arm=0,
    month=("this enquirer must not know",),
    states=("no alone", "yes", "this enquirer must not know"),
)
