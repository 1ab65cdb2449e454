"""Which Gregorian days a year, a month or a day of one of three calendars covers, and how a day is shown.

Solar Hijri days come from jdatetime; Hijri days from hijridate (Umm al-Qura, 1343 to 1500), and outside those years
from the tabular calendar, which differs by up to two days: such spans are widened and say that they are approximate.
It must never guess which calendar was meant: that is weighed in `khabar.domain.dates`.
"""

import calendar as gregorian_calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import hijridate
import jdatetime

HIJRI_EXACT = (1343, 1500)
"""Years of the Hijri calendar that hijridate knows day by day."""
HIJRI_OFF_BY_DAYS = 2
"""Largest difference of the first of a month between the tabular calendar and Umm al-Qura, 1343 to 1500 (counted)."""
MONTHS = 12
LONGEST_MONTH = 31
_TABULAR_EPOCH = 1948440 - 385 - 1721425
"""Day number of the tabular (civil) Hijri calendar's zero, in Python's proleptic ordinal."""


class Calendar(StrEnum):
    """The calendars a date may be written in."""

    GREGORIAN = "gregorian"
    SOLAR_HIJRI = "solar_hijri"
    HIJRI = "hijri"


class NoSuchDayError(ValueError):
    """This calendar has no such month or day."""


@dataclass(frozen=True)
class Span:
    """Gregorian days, both ends included. `approximate` where the conversion itself may be off by a few days."""

    earliest: date
    latest: date
    approximate: bool = False


def span(calendar: Calendar, year: int, month: int | None = None, day: int | None = None) -> Span:
    """Give the days a year, a month or a day covers; NoSuchDayError where the calendar has none such."""
    if month is None:
        return Span(span(calendar, year, 1).earliest, span(calendar, year, MONTHS).latest, _is_rough(calendar, year))
    if not 1 <= month <= MONTHS:
        raise NoSuchDayError("month")
    length = _month_length(calendar, year, month)
    if day is not None and not 1 <= day <= length:
        raise NoSuchDayError("day")
    earliest = _first_day(calendar, year, month) + timedelta(days=(day or 1) - 1)
    latest = earliest if day is not None else earliest + timedelta(days=length - 1)
    if _is_rough(calendar, year):
        off = timedelta(days=HIJRI_OFF_BY_DAYS)
        return Span(earliest - off, latest + off, approximate=True)
    return Span(earliest, latest)


def _is_rough(calendar: Calendar, year: int) -> bool:
    return calendar is Calendar.HIJRI and not HIJRI_EXACT[0] <= year <= HIJRI_EXACT[1]


def _first_day(calendar: Calendar, year: int, month: int) -> date:
    if calendar is Calendar.GREGORIAN:
        return date(year, month, 1)
    if calendar is Calendar.SOLAR_HIJRI:
        return date.fromordinal(jdatetime.date(year, month, 1).togregorian().toordinal())
    if _is_rough(calendar, year):
        return _tabular_first_day(year, month)
    return date.fromordinal(hijridate.Hijri(year, month, 1).to_gregorian().toordinal())


def _month_length(calendar: Calendar, year: int, month: int) -> int:
    if calendar is Calendar.GREGORIAN:
        return gregorian_calendar.monthrange(year, month)[1]
    if calendar is Calendar.HIJRI and not _is_rough(calendar, year):
        return int(hijridate.Hijri(year, month, 1).month_length())
    first = _first_day(calendar, year, month)
    following = (year, month + 1) if month < MONTHS else (year + 1, 1)
    if calendar is Calendar.HIJRI:
        return (_tabular_first_day(*following) - first).days
    return (_first_day(calendar, *following) - first).days


def _tabular_first_day(year: int, month: int) -> date:
    """Find the first of a month in the tabular Hijri calendar: 30 and 29 days in turn, 11 leap years in 30."""
    return date.fromordinal((11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2 + 1 + _TABULAR_EPOCH)


def solar_hijri(day: date) -> str:
    """Write a day in the Solar Hijri calendar, "1405-08-30"; empty for days that calendar does not reach."""
    try:
        shown = jdatetime.date.fromgregorian(date=day)
    except ValueError:
        return ""
    return f"{shown.year:04d}-{shown.month:02d}-{shown.day:02d}"


def both_calendars(day: date) -> str:
    """Write a day in ISO and in Solar Hijri: "2026-11-21 (1405-08-30)"."""
    solar = solar_hijri(day)
    return f"{day.isoformat()} ({solar})" if solar else day.isoformat()


def months_later(day: date, months: int) -> date:
    """Give the same day so many months later (or earlier), or that month's last day; never beyond the last date."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, gregorian_calendar.monthrange(year, month + 1)[1]))
