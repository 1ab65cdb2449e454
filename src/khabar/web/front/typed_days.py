"""Full days as people type them into the house's forms, in the Gregorian or the Solar Hijri calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.domain.calendars import Calendar, NoSuchDayError, span
from khabar.text import to_latin_digits

if TYPE_CHECKING:
    from datetime import date

SOLAR_YEARS = range(1200, 1501)
"""As in `domain.dates`: a year in this range is Solar Hijri."""
NO_DAY = _("Write the day as 2026-09-30 or 1405-07-08.")


def day_of(written: str) -> date:
    """Read a full day in the Gregorian or the Solar Hijri calendar; raises ValidationError for anything else."""
    parts = to_latin_digits(written).replace("/", "-").replace(".", "-").split("-")
    try:
        year, month, day = (int(part) for part in parts)
        calendar = Calendar.SOLAR_HIJRI if year in SOLAR_YEARS else Calendar.GREGORIAN
        return span(calendar, year, month, day).earliest
    except (ValueError, NoSuchDayError) as problem:
        raise forms.ValidationError(NO_DAY) from problem
