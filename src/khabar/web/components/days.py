"""Days and figures as the reader of this page writes them: the calendar and the digits of the language that is active.

One place for all pages, mails and read-models, so that no page writes a day otherwise than the one before.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import get_language

from khabar.domain.reader_dates import PERSIAN, day_for_reader
from khabar.text import to_persian_digits


def shown_day(value: date) -> str:
    """Write a day in the reader's calendar and in ISO. A moment is read in its own zone."""
    day = value.date() if isinstance(value, datetime) else value
    return day_for_reader(day, get_language() or "en")


def shown_figures(value: object) -> str:
    """Write a number in running text with the digits of the language."""
    written = str(value)
    return to_persian_digits(written) if (get_language() or "").partition("-")[0] == PERSIAN else written
