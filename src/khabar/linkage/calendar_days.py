"""The numbers by which one day is written in three calendars, for whole arrays of days at once.

Wrong conversions are found by these numbers: a day carried over as it stands, one calendar taken for another.
It must never be used to read what somebody wrote: that is weighed before a birth comes here.
"""

from functools import cache
from typing import Final

import hijridate
import jdatetime
import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int32]

YEAR: Final = 10_000
"""A day's number is year · 10,000 + month · 100 + day of the month; 0 stands for a day its table does not reach."""
MONTH: Final = 100
SOLAR_YEARS: Final = (1180, 1580)
"""Solar Hijri years worked out: Gregorian 1801 to 2201, all that can matter to anybody alive and then some."""
HIJRI_YEARS: Final = (1343, 1500)
"""Hijri years that are known day by day; before them a day is known to within two days only."""
_FIRST_OF_1970: Final = 719_163
_LONG_MONTHS: Final = (6, 31)
_MONTHS: Final = 12


def gregorian_numbers(ordinals: Days) -> Days:
    """Give the Gregorian number of each day."""
    days = (ordinals.astype(np.int64) - _FIRST_OF_1970).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    years = months.astype("datetime64[Y]")
    month = (months - years.astype("datetime64[M]")).astype(np.int64) + 1
    day = (days - months.astype("datetime64[D]")).astype(np.int64) + 1
    return np.asarray((years.astype(np.int64) + 1970) * YEAR + month * MONTH + day, np.int32)


def solar_numbers(ordinals: Days) -> Days:
    """Give the Solar Hijri number of each day, or 0: six months of 31 days, then of 30."""
    first, _ = SOLAR_YEARS
    starts = solar_new_years()
    at = np.searchsorted(starts, ordinals, "right") - 1
    known = (at >= 0) & (at < len(starts) - 1)
    of_year = ordinals - starts[np.where(known, at, 0)]
    months, length = _LONG_MONTHS
    late = of_year - months * length
    month = np.where(late < 0, of_year // length, months + late // (length - 1)) + 1
    day = np.where(late < 0, of_year % length, late % (length - 1)) + 1
    return np.where(known, (first + at) * YEAR + month * MONTH + day, 0).astype(np.int32)


def hijri_numbers(ordinals: Days) -> Days:
    """Give the Hijri number of each day (Umm al-Qura), or 0."""
    first, _ = HIJRI_YEARS
    starts = _hijri_months()
    at = np.searchsorted(starts, ordinals, "right") - 1
    known = (at >= 0) & (at < len(starts) - 1)
    day = ordinals - starts[np.where(known, at, 0)] + 1
    year, month = first + at // _MONTHS, at % _MONTHS + 1
    return np.where(known, year * YEAR + month * MONTH + day, 0).astype(np.int32)


def gregorian_new_years(years: Days) -> Days:
    """Give the ordinal of each year's first of January."""
    days = (years.astype(np.int64) - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    return np.asarray(days.astype(np.int64) + _FIRST_OF_1970, np.int32)


@cache
def solar_new_years() -> Days:
    """Give the ordinals of the first of Farvardin of SOLAR_YEARS, and of the year after."""
    first, last = SOLAR_YEARS
    years = range(first, last + 2)
    return np.array([jdatetime.date(year, 1, 1).togregorian().toordinal() for year in years], np.int32)


@cache
def _hijri_months() -> Days:
    """Give the ordinals of the first of every month of HIJRI_YEARS, and the day after the last."""
    first, last = HIJRI_YEARS
    months = [(year, month) for year in range(first, last + 1) for month in range(1, _MONTHS + 1)]
    starts = [hijridate.Hijri(year, month, 1).to_gregorian().toordinal() for year, month in months]
    end = starts[-1] + int(hijridate.Hijri(last, _MONTHS, 1).month_length())
    return np.array([*starts, end], np.int32)
