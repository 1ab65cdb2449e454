"""How the births of invented people are written: three calendars, precision, placeholders, wrong conversions, slips.

The true day is Gregorian; conversion is that of the calendar libraries, the errors are those of hurried clerks.
Every text written here is a date that can be read. It must never read one: that is `khabar.domain.dates`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from random import Random
from typing import Final

import hijridate
import jdatetime

Form = Callable[[date, Random], str]

_PERSIAN_DIGITS: Final = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_ARABIC_DIGITS: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_DIGITS_AT_HOME: Final = {"persian": _PERSIAN_DIGITS, "arabic": _ARABIC_DIGITS}
_DIGITS_SHARE: Final = 0.35
_TAKEN_IN: Final = (2012, 2026)
"""The years in which ages were written down, the last one left out."""
_SAFE_DAY: Final = 28

_CALENDARS: Final[Mapping[str, tuple[float, float]]] = {"persian": (0.55, 0.04), "arabic": (0.0, 0.15)}
"""How often each culture counts by the Solar Hijri and by the Hijri calendar; the rest is Gregorian."""


def written_birth(born: date, culture: str, random: Random, *, on_the_spot: bool, home: bool) -> str:
    """Write a birth once, as families (or lists made on the spot) do."""
    solar, hijri = _CALENDARS.get(culture, (0.0, 0.0))
    drawn = random.random()
    if drawn < solar:
        text = _solar(born, random, on_the_spot=on_the_spot)
    elif drawn < solar + hijri:
        text = _hijri(born, random)
    else:
        forms, totals = _ON_LISTS if on_the_spot else _BY_FAMILIES
        form = random.choices(forms, cum_weights=totals)[0]
        text = (_full if form in _SOLAR_SLIPS and culture != "persian" else form)(born, random)
    if home and culture in _DIGITS_AT_HOME and text[0].isdigit() and random.random() < _DIGITS_SHARE:
        return text.translate(_DIGITS_AT_HOME[culture])
    return text


@cache
def _in_solar(born: date) -> tuple[int, int, int]:
    solar = jdatetime.date.fromgregorian(date=born)
    return solar.year, solar.month, solar.day


@cache
def _in_hijri(born: date) -> tuple[int, int, int]:
    year, month, day = hijridate.Gregorian(born.year, born.month, born.day).to_hijri().datetuple()
    return year, month, day


def _solar(born: date, random: Random, *, on_the_spot: bool) -> str:
    year, month, day = _in_solar(born)
    drawn = random.random()
    if drawn < 0.40:  # noqa: PLR2004 - shares of ways to write, as in the tables below
        return f"{year}-{month:02}-{day:02}" if drawn < 0.2 else f"{year}/{month}/{day}"  # noqa: PLR2004 - as above
    if drawn < 0.48:  # noqa: PLR2004 - as above
        return f"{year}-{month:02}"
    if drawn < (0.56 if on_the_spot else 0.51):
        return f"{year}-01-01"
    if drawn < 0.60:  # noqa: PLR2004 - as above
        return f"about {year + random.choice((-1, 0, 0, 1))}"
    return str(year + (random.choice((-1, 1)) if random.random() < 0.05 else 0))  # noqa: PLR2004 - as above


def _hijri(born: date, random: Random) -> str:
    year, month, day = _in_hijri(born)
    text = f"{year}-{month:02}-{day:02}" if random.random() < 0.4 else str(year)  # noqa: PLR2004 - share
    return f"{text} AH" if random.random() < 0.5 else text  # noqa: PLR2004 - share


def _full(born: date, _random: Random) -> str:
    return born.isoformat()


def _day_first(born: date, random: Random) -> str:
    mark = random.choice("/.")
    return f"{born.day:02}{mark}{born.month:02}{mark}{born.year}"


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


def _misconverted_year(born: date, random: Random) -> str:
    """Write the Gregorian year got by adding 621 or 622 to the Solar Hijri year, right or not."""
    return str(_in_solar(born)[0] + random.choice((621, 622)))


def _misconverted(born: date, random: Random) -> str:
    """Convert the year alone and leave the Solar Hijri month and day as they stand."""
    year, month, day = _in_solar(born)
    return f"{year + random.choice((621, 621, 622))}-{month:02}-{min(day, _SAFE_DAY):02}"


def _placeholder(born: date, _random: Random) -> str:
    """Write 1 January, as registers do for a year alone."""
    return f"{born.year}-01-01"


def _near_year(born: date, random: Random) -> str:
    return str(born.year + random.choice((-3, -2, -1, -1, 1, 1, 2, 3)))


def _about(born: date, random: Random) -> str:
    return f"about {born.year + random.choice((-2, -1, 0, 0, 0, 1, 2))}"


def _age(born: date, random: Random) -> str:
    year = random.randrange(max(_TAKEN_IN[0], born.year + 2), _TAKEN_IN[1])
    return f"age {max(0, year - born.year - random.choice((0, 0, 0, 1, 1, 1, 2, -1)))} in {year}"


def _typed(born: date, random: Random) -> str:
    """Type one of the numbers wrong."""
    which = random.randrange(3)
    if which == 0:
        return born.replace(year=born.year + random.choice((-10, -9, -1, 1, 10)), day=min(born.day, 28)).isoformat()
    if which == 1:
        return born.replace(month=random.randrange(1, 13), day=min(born.day, _SAFE_DAY)).isoformat()
    return born.replace(day=random.randrange(1, _SAFE_DAY + 1)).isoformat()


_SOLAR_SLIPS: Final = frozenset({_misconverted_year, _misconverted})
"""What happens only where people count by the Solar Hijri calendar."""


def _table(shares: Mapping[Form, float]) -> tuple[tuple[Form, ...], tuple[float, ...]]:
    total, totals = 0.0, []
    for share in shares.values():
        total += share
        totals.append(total)
    return tuple(shares), tuple(totals)


_BY_FAMILIES: Final = _table(
    {
        _full: 0.46,
        _day_first: 0.15,
        _month: 0.06,
        _year: 0.16,
        _exchanged: 0.02,
        _misconverted_year: 0.04,
        _near_year: 0.02,
        _about: 0.05,
        _age: 0.04,
        _typed: 0.02,
    }
)
_ON_LISTS: Final = _table(
    {
        _full: 0.36,
        _day_first: 0.08,
        _month: 0.04,
        _year: 0.14,
        _exchanged: 0.05,
        _misconverted_year: 0.06,
        _misconverted: 0.04,
        _placeholder: 0.09,
        _near_year: 0.04,
        _about: 0.02,
        _age: 0.10,
        _typed: 0.03,
    }
)
