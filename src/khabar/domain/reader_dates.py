"""How a day is written for a reader: in the calendar of the language, and beside it in ISO.

Persian has Solar Hijri with Persian digits, every other language the Gregorian calendar with the names of the Unicode
CLDR. ISO stands with it always, in Latin digits, so that two people with two languages can point at the same day.
"""

from datetime import date

from babel.core import UnknownLocaleError
from babel.dates import format_date

from khabar.domain.calendars import solar_hijri
from khabar.text import to_persian_digits

PERSIAN = "fa"
_RIGHT_TO_LEFT = (PERSIAN, "ar")
_SOLAR_HIJRI_MONTHS = (
    *("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور"),
    *("مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
)
"""Months as they are called in Iran; readers in Afghanistan know them by the signs of the zodiac."""


def day_in_words(day: date, language: str) -> str:
    """Write a day as people say it: "۳۰ آبان ۱۴۰۵", "21 November 2026"; empty for one its calendar does not reach."""
    if language.partition("-")[0] == PERSIAN:
        return _solar_hijri_words(day)
    try:
        return format_date(day, "d MMMM y", locale=language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return format_date(day, "d MMMM y", locale="en")


def day_for_reader(day: date, language: str) -> str:
    """Write a day in the reader's calendar and in ISO: "۳۰ آبان ۱۴۰۵ (2026-11-21)"."""
    words = day_in_words(day, language)
    return f"{words} ({day.isoformat()})" if words else day.isoformat()


def day_in_plain_text(day: date, language: str) -> str:
    """Write it for a text without markup: isolates keep the numbers of the ISO date in order beside Persian letters."""
    if language.partition("-")[0] not in _RIGHT_TO_LEFT:
        return day_for_reader(day, language)
    iso = day.isoformat()
    return day_for_reader(day, language).replace(iso, f"\N{LEFT-TO-RIGHT ISOLATE}{iso}\N{POP DIRECTIONAL ISOLATE}")


def _solar_hijri_words(day: date) -> str:
    written = solar_hijri(day)
    if not written:
        return ""
    year, month, number = map(int, written.split("-"))
    return f"{to_persian_digits(str(number))} {_SOLAR_HIJRI_MONTHS[month - 1]} {to_persian_digits(str(year))}"
