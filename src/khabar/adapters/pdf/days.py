"""Days as a reader writes them: each language with its own calendar first, and the ISO day beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.domain.calendars import both_calendars, solar_hijri

if TYPE_CHECKING:
    from datetime import date

    from khabar.adapters.pdf.words import Words


def written_day(day: date, words: Words) -> str:
    """Write a day for readers of one language, as "2026-11-21 (1405-08-30)" or as "۳۰ آبان ۱۴۰۵ (۲۰۲۶-۱۱-۲۱)"."""
    solar = solar_hijri(day)
    if "day.written" not in words.said or not solar:
        return words.in_digits(both_calendars(day))
    year, month, of_month = solar.split("-")
    name = words["day.months"].split()[int(month) - 1]
    written = words["day.written"].format(day=int(of_month), month=name, year=year, iso=day.isoformat())
    return words.in_digits(written)
