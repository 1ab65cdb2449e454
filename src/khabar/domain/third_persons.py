"""People whom a family names beside the one it seeks: who was with them, who may know more. They asked for nothing.

Their names help a desk to think, for two years. They must never be compared, indexed, searched or sent on, and never be
taken for a presence; what stands in free text, because a family wrote it there, is compared and searched as little.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from khabar.domain.calendars import months_later
from khabar.domain.forms import RequestForm

FIELDS = ("who_may_know",)
"""The fields of a request that name third persons."""
MONTHS_KEPT = 24
_A_YEAR = 12
_MOST_YEARS = 30
"""Anniversaries looked at: what is older has been swept many times."""


@dataclass(frozen=True)
class Window:
    """Requests filed after one day and up to another, both in the past; `after` None is since ever."""

    after: date | None
    up_to: date


def named_in(form: RequestForm) -> int:
    """Count the third persons a request names."""
    return sum(len(getattr(form, name)) for name in FIELDS)


def without_third_persons(form: RequestForm) -> RequestForm:
    """Give the same request without their names."""
    return replace(form, **dict.fromkeys(FIELDS, ()))  # type: ignore[arg-type]  # lists by name


def windows_due(swept: date | None, today: date) -> Iterator[Window]:
    """Say which requests are swept today, when all was swept before up to and including `swept`.

    Each is swept when two years have passed since it was filed, and each year after that: what somebody added later is
    forgotten sooner. Only days of filing decide, never what a request holds.
    """
    if swept is None:
        yield Window(None, months_later(today, -MONTHS_KEPT))
        return
    for years in range(_MOST_YEARS if swept < today else 0):
        back = -MONTHS_KEPT - years * _A_YEAR
        yield Window(months_later(swept, back), months_later(today, back))
