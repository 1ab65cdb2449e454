"""A chance as people read it: percent where that says something, else one in so many.

It rounds, and says so by the words that stand around the number. It must never print a chance as certain or as nought.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import exp, log10
from typing import Final

NEARLY: Final = 0.99
PERCENT_FROM: Final = 0.1
SELDOM: Final = 1_000_000


class Form(StrEnum):
    """How a chance is said: over so many percent, so many percent, one in so many, less than one in so many."""

    OVER = "over"
    PERCENT = "percent"
    ONE_IN = "one in"
    LESS_THAN = "less than"


@dataclass(frozen=True, slots=True)
class Chance:
    """A form and its number, in two significant digits."""

    form: Form
    number: int


def chance_of(log_odds: float) -> Chance:
    """Give the chance that these natural-log odds come to."""
    against = exp(min(-log_odds, 700.0))
    probability = 1.0 / (1.0 + against)
    if probability > NEARLY:
        return Chance(Form.OVER, round(NEARLY * 100))
    if probability >= PERCENT_FROM:
        return Chance(Form.PERCENT, round(probability * 100))
    if against > SELDOM:
        return Chance(Form.LESS_THAN, SELDOM)
    return Chance(Form.ONE_IN, _two_digits(1.0 + against))


def _two_digits(number: float) -> int:
    return int(round(number, 1 - int(log10(number))))
