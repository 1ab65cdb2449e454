"""The grammar of written dates: which numbers of a text are year, month, day or age, and which calendar it names.

Only what stands in the text is read: no calendar is weighed here and no day computed.
A text that is not understood is refused with the sentence to show; it is never read half.
"""

import re
from dataclasses import dataclass, replace

from khabar.domain.calendars import MONTHS, Calendar
from khabar.domain.month_names import CALENDAR_MARKS, MONTHS_BY_NAME, bare
from khabar.text import normalise, to_latin_digits, without_bidi_controls

LONGEST = 80
OLDEST_AGE = 125

EMPTY = "Write a date, a year or an age, or leave this empty."
TOO_LONG = "A date has at most 80 characters. Write only the date here."
NOT_UNDERSTOOD = "We cannot read this as a date. Write for example 1365, 1986-02-03, about 1990, or age 34 in 2019."
YEAR_NEEDED = "A date needs a year of four digits. For an age, write for example: age 34 in 2019."
NO_SUCH_MONTH = "There is no such month: months go from 1 to 12."
AGE_TOO_HIGH = "Nobody is as old as that. Ages go up to 125."
YEARS_BACKWARDS = "The second year lies before the first."


class NotADateError(ValueError):
    """The text cannot be read as a date; its words are the sentence to show."""


@dataclass(frozen=True)
class Written:
    """Year, month and day as written. `calendars` is empty where the text names none; `last_year` ends a range."""

    year: int
    month: int | None = None
    day: int | None = None
    last_year: int | None = None
    calendars: tuple[Calendar, ...] = ()
    about: bool = False


@dataclass(frozen=True)
class WrittenAge:
    """An age, or a range of ages, at a date; None is the day on which it is read."""

    youngest: int
    oldest: int
    at: Written | None
    about: bool = False


_PERSIAN_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "\u200c": " ", "\u200d": None, "\u0640": None})
_ABOUT = re.compile(
    r"^(?:about|around|approximately|approx|circa|ca|c|roughly|probably|maybe|حدود|حدودا|حوالی|تقریبا|نحو)\b\.?\s*|^~\s*|\s*\?$",
)
_BORN = re.compile(r"^(?:born|b\.)\s*(?:in|on)?\s*")
_AGE = re.compile(
    r"^(?P<word>aged?|سن)?\s*:?\s*(?P<young>\d{1,3})(?:\s*(?:-|–|to)\s*(?P<old>\d{1,3}))?"
    r"\s*(?P<years>years?\s+old|years?|yrs?|ساله|سال|سنه|سنة)?(?:\s*,?\s*(?P<at>in|at|on|در|فی)\s+(?P<when>.+))?$",
)
_NUMBERS = re.compile(r"^(\d+)(?:\s*[-–/.,\s]\s*(\d+))?(?:\s*[-–/.,\s]\s*(\d+))?$")
_YEARS = re.compile(r"^(?:between\s+)?(\d{4})\s*(?:-|–|/|to|or|and|تا|یا)\s*(\d{4})$")
_YEAR_DIGITS = 4
_WITHOUT_SEPARATORS = 8
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")


def read_written(text: str) -> Written | WrittenAge:
    """Read a text; NotADateError with the sentence to show where it is not understood."""
    tidy = normalise(without_bidi_controls(text))
    if not tidy:
        raise NotADateError(EMPTY)
    if len(tidy) > LONGEST:
        raise NotADateError(TOO_LONG)
    plain = _BORN.sub("", to_latin_digits(tidy).casefold().translate(_PERSIAN_LETTERS))
    certain = _ABOUT.sub("", plain).strip()
    return replace(_read_age(certain) or _read_date(certain), about=certain != plain)


def _read_age(plain: str) -> WrittenAge | None:
    found = _AGE.match(plain)
    if not found or not (found["word"] or found["years"] or found["at"]):
        return None
    youngest = int(found["young"])
    oldest = int(found["old"] or youngest)
    if max(youngest, oldest) > OLDEST_AGE:
        raise NotADateError(AGE_TOO_HIGH)
    when = _read_date(found["when"].strip()) if found["when"] else None
    return WrittenAge(min(youngest, oldest), max(youngest, oldest), when)


def _read_date(plain: str) -> Written:
    """Read a date without words of age or doubt: first the calendar it names, then its numbers and month."""
    unmarked, calendars = plain, tuple[Calendar, ...]()
    for mark, calendar in CALENDAR_MARKS:
        if mark.search(unmarked):
            unmarked, calendars = mark.sub(" ", unmarked, count=1), (calendar,)
            break
    unmarked = re.sub(r"\bhijri\b|هجری", "", unmarked).strip(" ,.")
    if years := _YEARS.match(unmarked):
        return _range(int(years[1]), int(years[2]), calendars)
    if any(char.isalpha() for char in unmarked):
        return _with_named_month(unmarked, calendars)
    return replace(_numeric(unmarked), calendars=calendars)


def _range(first: int, last: int, calendars: tuple[Calendar, ...]) -> Written:
    if last < first:
        raise NotADateError(YEARS_BACKWARDS)
    return Written(first, last_year=last, calendars=calendars)


def _with_named_month(text: str, calendars: tuple[Calendar, ...]) -> Written:
    unsuffixed = re.sub(r"\bof\b", " ", _ORDINAL.sub("", text))
    named = MONTHS_BY_NAME.get(bare(unsuffixed))
    if named is None or (calendars and calendars != (named[0],)):
        raise NotADateError(NOT_UNDERSTOOD)
    numbers = re.findall(r"\d+", unsuffixed)
    years = [number for number in numbers if len(number) == _YEAR_DIGITS]
    days = [int(number) for number in numbers if len(number) < _YEAR_DIGITS]
    if len(years) != 1 or len(days) > 1 or len(numbers) > len(years) + len(days):
        raise NotADateError(YEAR_NEEDED if not years else NOT_UNDERSTOOD)
    return Written(int(years[0]), named[1], days[0] if days else None, calendars=(named[0],))


def _numeric(text: str) -> Written:
    found = _NUMBERS.match(text)
    if not found:
        raise NotADateError(NOT_UNDERSTOOD)
    numbers = [number for number in found.groups() if number]
    if len(numbers) == 1 and len(numbers[0]) == _WITHOUT_SEPARATORS:
        numbers = [numbers[0][:4], numbers[0][4:6], numbers[0][6:]]
    if len(numbers[-1]) == _YEAR_DIGITS and len(numbers) > 1:
        numbers.reverse()
        numbers = _day_first(numbers)
    if len(numbers[0]) != _YEAR_DIGITS:
        raise NotADateError(YEAR_NEEDED)
    month, day = [*map(int, numbers[1:]), None, None][:2]
    if month is not None and not 1 <= month <= MONTHS:
        raise NotADateError(NO_SUCH_MONTH)
    return Written(int(numbers[0]), month, day)


def _day_first(numbers: list[str]) -> list[str]:
    """Order year, month, day of a date that ends in its year: day before month, unless that cannot be."""
    if len(numbers) == 3 and int(numbers[1]) > MONTHS >= int(numbers[2]):  # noqa: PLR2004 - year, month and day
        return [numbers[0], numbers[2], numbers[1]]
    return numbers
