"""How one line of evidence is drawn: a small bar that starts in the middle and runs for or against.

It knows geometry and words, no weights of its own: those come from the linkage. The words say all that the bar says,
because a bar is not seen by everyone. It must never round evidence that exists down to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

WIDTH = 100
"""Width of the drawing in its own units; the middle is "says nothing"."""
FULL = 8.0
"""Natural log of the likelihood ratio at which a bar is full, about 3,000 to 1. It decides nothing."""
SHORTEST = 2.0
"""Shortest bar drawn for evidence that is not nought, so that it can be seen at all."""
_SILENT_BELOW = 0.005
"""A weight that two decimals would print as 0.00."""


class Sense(StrEnum):
    """Which way a line of evidence speaks."""

    FOR = "for"
    AGAINST = "against"
    SILENT = "silent"


@dataclass(frozen=True)
class Bar:
    """A bar in units of WIDTH: where it starts, how long it is, which way it speaks."""

    start: float
    length: float
    sense: Sense


def sense_of(weight: float) -> Sense:
    """Say which way a weight (natural log likelihood ratio) speaks; silent when it would print as nought."""
    if abs(weight) < _SILENT_BELOW:
        return Sense.SILENT
    return Sense.FOR if weight > 0 else Sense.AGAINST


def bar_of(weight: float) -> Bar:
    """Give the bar for a weight (natural log likelihood ratio). Raises ValueError for a weight that is no number."""
    if not isfinite(weight):
        raise ValueError("a weight is a finite number")
    middle = WIDTH / 2
    sense = sense_of(weight)
    if sense is Sense.SILENT:
        return Bar(middle, 0.0, sense)
    length = round(max(SHORTEST, middle * min(1.0, abs(weight) / FULL)), 2)
    return Bar(middle if sense is Sense.FOR else middle - length, length, sense)
