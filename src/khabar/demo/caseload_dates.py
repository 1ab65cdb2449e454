"""How a birth is written down: calendars, precision, wrong conversions, day and month exchanged, ages.

The true day is Gregorian; conversion is the calendar library's, the errors are those of hurried clerks.
It must never be used to read a date: that is `khabar.domain.dates`.
"""

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Final

import jdatetime

Form = Callable[[date, Random], str]

_PERSIAN_DIGITS: Final = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_SOLAR_OFFSET: Final = 621
_AGES_TAKEN_IN: Final = (2015, 2024)
_PERSIAN_DIGITS_SHARE: Final = 0.4
_SOLAR_SHARE: Final = {"fa": 0.6}
"""How often each community counts years by the Solar Hijri calendar."""


def written_birth(born: date, language: str, random: Random) -> str:
    """Write a birth date once, as somebody of a community might."""
    if random.random() < _SOLAR_SHARE.get(language, 0.0):
        return _solar(born, random)
    forms, weights = zip(*_GREGORIAN, strict=True)
    form: Form = random.choices(forms, weights)[0]
    return form(born, random)


def _solar(born: date, random: Random) -> str:
    solar = jdatetime.date.fromgregorian(date=born)
    full = f"{solar.year}-{solar.month:02}-{solar.day:02}"
    text = random.choices((full, full[:7], full[:4]), (0.5, 0.1, 0.4))[0]
    return text.translate(_PERSIAN_DIGITS) if random.random() < _PERSIAN_DIGITS_SHARE else text


def _full(born: date, _random: Random) -> str:
    return born.isoformat()


def _month(born: date, _random: Random) -> str:
    return born.isoformat()[:7]


def _year(born: date, _random: Random) -> str:
    return str(born.year)


def _exchanged(born: date, _random: Random) -> str:
    """Exchange day and month, where that is a date."""
    try:
        return born.replace(month=born.day, day=born.month).isoformat()
    except ValueError:
        return born.isoformat()


def _misconverted(born: date, _random: Random) -> str:
    """Write the Gregorian year that a clerk gets by adding 621 to the Solar Hijri year, right or not."""
    return str(jdatetime.date.fromgregorian(date=born).year + _SOLAR_OFFSET)


def _off_by_one(born: date, random: Random) -> str:
    return str(born.year + random.choice((-1, 1)))


def _age(born: date, random: Random) -> str:
    first, last = _AGES_TAKEN_IN
    year = random.randint(max(first, born.year + 2), last)
    return f"age {year - born.year - random.randint(0, 1)} in {year}"


_GREGORIAN: Final = (
    (_full, 0.46),
    (_month, 0.08),
    (_year, 0.2),
    (_exchanged, 0.06),
    (_misconverted, 0.06),
    (_off_by_one, 0.04),
    (_age, 0.1),
)
"""The ways a birth is written in the Gregorian calendar, with their shares."""
