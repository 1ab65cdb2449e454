"""Full days as people type them into the house's forms, in the Gregorian or the Solar Hijri calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.domain.calendars import Calendar, NoSuchDayError, span
from khabar.text import to_latin_digits

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import _StrPromise

SOLAR_YEARS = range(1200, 1501)
"""As in `domain.dates`: a year in this range is Solar Hijri."""
NO_DAY = _("Write the day as 2026-09-30 or 1405-07-08.")


class DayField(forms.CharField):
    """A full day as people type it; gives a date, or None where it may stay empty and does."""

    def __init__(self, *, label: _StrPromise | str, help_text: _StrPromise | str = "", required: bool = True) -> None:
        """Take the words; the day is typed on a line of its own, from left to right in every language."""
        line = forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "inputmode": "text"})
        super().__init__(label=label, help_text=help_text, required=required, max_length=20, widget=line)

    def clean(self, value: Any) -> date | None:  # noqa: ANN401 - the framework's signature
        """Read what was typed."""
        written = super().clean(value)
        return day_of(written) if written else None


def day_of(written: str) -> date:
    """Read a full day in the Gregorian or the Solar Hijri calendar; raises ValidationError for anything else."""
    parts = to_latin_digits(written).replace("/", "-").replace(".", "-").split("-")
    try:
        year, month, day = (int(part) for part in parts)
        calendar = Calendar.SOLAR_HIJRI if year in SOLAR_YEARS else Calendar.GREGORIAN
        return span(calendar, year, month, day).earliest
    except (ValueError, NoSuchDayError) as problem:
        raise forms.ValidationError(NO_DAY) from problem
