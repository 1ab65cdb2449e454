"""Births written as columns, so that whole arrays of them can be compared at once.

Here stands what is known of one date alone: its readings, days that registries write for a whole year, round ages.
It must never compare: that is `khabar.linkage.births`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from khabar.linkage.calendar_days import (
    SOLAR_YEARS,
    YEAR,
    gregorian_new_years,
    gregorian_numbers,
    hijri_numbers,
    solar_new_years,
    solar_numbers,
)
from khabar.linkage.person import Birth, Reading
from khabar.text import to_latin_digits

Ints = NDArray[np.int32]
Rows = NDArray[np.integer]
Floats = NDArray[np.float64]
Cell = TypeVar("Cell", np.int32, np.float64)

MOST_READINGS: Final = 8
"""Readings of one birth that are kept, the likeliest: three calendars, twice over for doubts within them."""
FIRST_DAYS: Final = (101, 701)
"""Days (month · 100 + day) that registries write for a year alone: 1 January; 1 July in Turkey (to be confirmed)."""
NEW_YEAR: Final = 101
"""The first of Farvardin, written likewise, by its Solar Hijri number."""
NEW_YEAR_IN_MARCH: Final = 321
"""The day that the first of Farvardin is taken for, whether or not the new year began on it."""
SOLAR_OFFSET: Final = 621
HIJRI: Final = "hijri"
"""Only a date read in this calendar can have the first of Muharram as a registry's day: it wanders through the year."""
ROUND_AGES: Final = ((10, 1830), (5, 1100))
"""A round age and how many days it may be off: of tens five years, of fives three. Judged: ages are guessed so."""
YOUNGEST_ROUNDED: Final = 20
"""Ages below are known by the year and seldom rounded. Judged."""
AGE_DAYS: Final = 365
"""An age covers at least a year of births."""
_HIJRI_YEAR_DAYS: Final = 354
_FIRST_NUMBER: Final = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
_GREGORIAN_YEARS: Final = range(1, 9999)


@dataclass(frozen=True, slots=True)
class BirthColumns:
    """Births as arrays. `count` has a cell per birth; all others are of shape (readings, births), 0 beyond `count`.

    `share`: weights of the readings of one birth, adding up to 1. `earliest`, `latest`: ordinals of days, both
    included. A day that registries write where only the year is known has its ordinal in `default`, its whole year in
    `earliest` and `latest`, and counts as no day. `gregorian`, `solar`, `hijri`: numbers of a day (see
    `calendar_days`), 0 where the reading is no single day. `off_by`: how many days a round age may be off.
    """

    count: Ints
    share: Floats
    earliest: Ints
    latest: Ints
    default: Ints
    gregorian: Ints
    solar: Ints
    hijri: Ints
    off_by: Ints

    def __len__(self) -> int:
        return len(self.count)

    @classmethod
    def of(cls, births: Sequence[Birth | None]) -> "BirthColumns":
        """Write births as columns; None and births without readings have count 0 and say nothing."""
        kept = [_kept(birth.readings) if birth else () for birth in births]
        count = np.array([len(readings) for readings in kept], np.int32)
        there = np.arange(max(1, count.max(initial=0)))[:, None] < count
        flat = _Flat.of(kept, births)
        days = {name: _spread(there, cells) for name, cells in flat.days().items()}
        return cls(count=count, share=_spread(there, flat.share), **days)

    def take(self, rows: Rows) -> "BirthColumns":
        """Give some births, in the order asked."""
        return BirthColumns(**{one.name: getattr(self, one.name)[..., rows] for one in fields(self)})

    def followed_by(self, others: "BirthColumns") -> "BirthColumns":
        """Give these births and then the others."""
        depth = max(len(self.share), len(others.share))
        both = (_deepened(self, depth), _deepened(others, depth))
        return BirthColumns(
            **{one.name: np.concatenate([getattr(side, one.name) for side in both], axis=-1) for one in fields(self)}
        )


@dataclass(frozen=True, slots=True)
class _Flat:
    """All readings of all births in one row after another."""

    share: Floats
    earliest: Ints
    latest: Ints
    hijri: NDArray[np.bool_]
    off_by: Ints

    @classmethod
    def of(cls, kept: Sequence[Sequence[Reading]], births: Sequence[Birth | None]) -> "_Flat":
        flat = [reading for readings in kept for reading in readings]
        totals = [sum(one.weight for one in readings) for readings in kept for _ in readings]
        return cls(
            np.array([one.weight / total for one, total in zip(flat, totals, strict=True)], np.float64),
            np.array([one.earliest.toordinal() for one in flat], np.int32),
            np.array([one.latest.toordinal() for one in flat], np.int32),
            np.array([one.calendar == HIJRI for one in flat], np.bool_),
            np.array(list(_offs(kept, births)), np.int32),
        )

    def days(self) -> dict[str, Ints]:
        """Work out every column of days: first the numbers of single days, then which of them stand for a year."""
        single = self.earliest == self.latest
        gregorian, solar, hijri = (
            np.where(single, numbers(self.earliest), 0).astype(np.int32)
            for numbers in (gregorian_numbers, solar_numbers, hijri_numbers)
        )
        first, last = self._years(gregorian, solar, hijri)
        default = first > 0
        return {
            "earliest": np.where(default, first, self.earliest),
            "latest": np.where(default, last, self.latest),
            "default": np.where(default, self.earliest, 0),
            "gregorian": np.where(default, 0, gregorian),
            "solar": np.where(default, 0, solar),
            "hijri": np.where(default, 0, hijri),
            "off_by": self.off_by,
        }

    def _years(self, gregorian: Ints, solar: Ints, hijri: Ints) -> tuple[Ints, Ints]:
        """Give first and last day of the year that a registry's day stands for; 0 where it is none such."""
        year, of_year = gregorian // YEAR, gregorian % YEAR
        first, last = np.zeros_like(gregorian), np.zeros_like(gregorian)
        plain = np.isin(of_year, FIRST_DAYS) & (year < _GREGORIAN_YEARS.stop)
        first[plain] = gregorian_new_years(year[plain])
        last[plain] = gregorian_new_years(year[plain] + 1) - 1
        starts = solar_new_years()
        at = year - SOLAR_OFFSET - SOLAR_YEARS[0]
        spring = ((solar % YEAR == NEW_YEAR) | (of_year == NEW_YEAR_IN_MARCH)) & (at >= 0) & (at < len(starts) - 1)
        first[spring], last[spring] = starts[at[spring]], starts[at[spring] + 1] - 1
        wandering = self.hijri & (hijri % YEAR == NEW_YEAR) & (hijri > 0)
        first[wandering], last[wandering] = self.earliest[wandering], self.earliest[wandering] + _HIJRI_YEAR_DAYS - 1
        return first, last


def _kept(readings: Sequence[Reading]) -> Sequence[Reading]:
    """Give the likeliest readings; of equal ones the first given."""
    if len(readings) <= MOST_READINGS:
        return readings
    return sorted(readings, key=lambda reading: -reading.weight)[:MOST_READINGS]


def _deepened(births: BirthColumns, depth: int) -> BirthColumns:
    """Give births with room for so many readings."""
    deep = {one.name: getattr(births, one.name) for one in fields(births) if one.name != "count"}
    room = {name: np.zeros((depth - len(cells), len(births)), cells.dtype) for name, cells in deep.items()}
    return replace(births, **{name: np.concatenate([cells, room[name]]) for name, cells in deep.items()})


def _spread(there: NDArray[np.bool_], values: NDArray[Cell]) -> NDArray[Cell]:
    """Put values, birth after birth, where a reading is there."""
    cells: NDArray[Cell] = np.zeros(there.shape, values.dtype)
    cells.T[there.T] = values
    return cells


def _offs(kept: Sequence[Sequence[Reading]], births: Sequence[Birth | None]) -> Iterable[int]:
    for readings, birth in zip(kept, births, strict=True):
        long = [reading.days >= AGE_DAYS for reading in readings]
        off_by = _off_by(birth.text) if birth and any(long) else 0
        yield from (off_by if one else 0 for one in long)


def _off_by(text: str) -> int:
    """Give how many days an age written in a text may be off, 0 if none is written or it is not round."""
    number = _FIRST_NUMBER.search(to_latin_digits(text))
    age = int(number[0]) if number else 0
    return next((days for step, days in ROUND_AGES if age >= YOUNGEST_ROUNDED and age % step == 0), 0)
