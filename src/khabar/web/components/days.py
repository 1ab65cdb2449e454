"""Days and figures as the reader of this page writes them: the calendar and the digits of the language that is active.

One place for all pages, mails and read-models, so that no page writes a day otherwise than the one before.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khabar.domain.dates import APPROXIMATE, READ_AS, READ_ON, Calendar, parse_partial_date
from khabar.domain.errors import Invalid
from khabar.domain.reader_dates import PERSIAN, day_for_reader
from khabar.text import to_persian_digits

if TYPE_CHECKING:
    from khabar.linkage import Reading

_SIGNS = "+-\N{MINUS SIGN}"
_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"
_PERSIAN_MARKS = {ord("."): "\N{ARABIC DECIMAL SEPARATOR}", ord(","): "\N{ARABIC THOUSANDS SEPARATOR}"}


def shown_day(value: date) -> str:
    """Write a day in the reader's calendar and in ISO. A moment is read in its own zone."""
    day = value.date() if isinstance(value, datetime) else value
    return day_for_reader(day, get_language() or "en")


def read_in_words(written: str, on: date) -> list[str]:
    """Say how a date written on that day was read, likeliest reading first; nothing for what is no date.

    A year or a month becomes the days it covers, so that people with two calendars can compare it.
    """
    try:
        read = parse_partial_date(written, today=on)
    except Invalid:
        return []
    return [*map(_reading, read.readings), *([_(APPROXIMATE)] if read.approximate else [])]


def _reading(one: Reading) -> str:
    calendar, percent = Calendar(one.calendar), shown_figures(round(100 * one.weight))
    if one.earliest == one.latest:
        return _(READ_ON[calendar]) % {"day": shown_day(one.earliest), "percent": percent}
    days = {"earliest": shown_day(one.earliest), "latest": shown_day(one.latest)}
    return _(READ_AS[calendar]) % {**days, "percent": percent}


def shown_figures(value: object) -> str:
    """Write a number in running text with the digits of the language."""
    written = str(value)
    return to_persian_digits(written) if (get_language() or "").partition("-")[0] == PERSIAN else written


def shown_number(written: str) -> str:
    """Write a number such as +7.91 or 20,000 as the language does, its sign before it whatever stands around."""
    shown = shown_figures(written)
    if shown == written:
        return written
    return f"{_LEFT_TO_RIGHT if written[0] in _SIGNS else ''}{shown.translate(_PERSIAN_MARKS)}"
