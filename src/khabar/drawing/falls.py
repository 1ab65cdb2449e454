"""The numbers of a waterfall: from a start in log odds, weight after weight, to an end.

It knows where each bar begins and ends and how wide the whole is. It must never round a weight that exists down to
nothing, and never let the steps end elsewhere than their sum.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, pairwise
from math import ceil, floor, isfinite, log
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

SILENT_BELOW: Final = 0.005
"""A weight that two decimals would print as 0.00."""
MARGIN: Final = 4.0
"""Percent of the width left free at each side, for the round marks of start and end."""
SHORTEST: Final = 1.0
"""Percent of the width of the shortest bar, so that it can be seen at all."""
MOST_LINES: Final = 24
LINES_AT: Final = (10, 1_000, 1_000_000)
"""Factors of the odds between two lines of the grid: the first that gives no more than `MOST_LINES`."""


class Leaning(StrEnum):
    """Which way a weight moves the odds."""

    FOR = "for"
    AGAINST = "against"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Lane:
    """One step: the log odds before and after it."""

    before: float
    after: float
    leaning: Leaning


@dataclass(frozen=True, slots=True)
class Scale:
    """Log odds as percent of the width, from the side where a line of text begins."""

    lowest: float
    highest: float

    def place(self, log_odds: float) -> float:
        """Give the place in percent, inside the margins."""
        width = self.highest - self.lowest
        part = (log_odds - self.lowest) / width if width > 0.0 else 0.5
        return round(MARGIN + (100.0 - 2.0 * MARGIN) * part, 2)


@dataclass(frozen=True, slots=True)
class Fall:
    """A whole waterfall: its lanes, its scale, and the log odds of the lines of its grid, `times` apart in odds."""

    start: float
    lanes: tuple[Lane, ...]
    scale: Scale
    times: int
    grid: tuple[float, ...]

    @property
    def end(self) -> float:
        """The log odds after the last step."""
        return self.lanes[-1].after if self.lanes else self.start


def leaning_of(weight: float) -> Leaning:
    """Say which way a weight in nats moves the odds; silent when it would print as nought."""
    if abs(weight) < SILENT_BELOW:
        return Leaning.SILENT
    return Leaning.FOR if weight > 0 else Leaning.AGAINST


def fall_of(start: float, weights: Sequence[float]) -> Fall:
    """Lay out the steps from a start, all in nats. Raises ValueError for what is no finite number.

    Even odds are always on the scale, so that one sees on which side of them the end lies.
    """
    stops = list(accumulate(weights, initial=start))
    if not all(map(isfinite, stops)):
        raise ValueError("a waterfall is made of finite numbers")
    lanes = tuple(
        Lane(before, after, leaning_of(weight))
        for (before, after), weight in zip(pairwise(stops), weights, strict=True)
    )
    scale = Scale(min(0.0, *stops), max(0.0, *stops))
    times, grid = _grid(scale)
    return Fall(start, lanes, scale, times, grid)


def _grid(scale: Scale) -> tuple[int, tuple[float, ...]]:
    """Choose lines so far apart that one can count them; none where the scale is wider than any of them helps."""
    for times in LINES_AT:
        apart = log(times)
        first, last = ceil(scale.lowest / apart), floor(scale.highest / apart)
        if last - first < MOST_LINES:
            return times, tuple(step * apart for step in range(first, last + 1) if step)
    return 0, ()
