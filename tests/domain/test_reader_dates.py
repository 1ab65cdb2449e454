from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.calendars import solar_hijri
from khabar.domain.dates import parse_partial_date
from khabar.domain.reader_dates import day_for_reader, day_in_plain_text, day_in_words

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "21 November 2026 (2026-11-21)"),
        ("fa", "۳۰ آبان ۱۴۰۵ (2026-11-21)"),
        ("fa-af", "۳۰ آبان ۱۴۰۵ (2026-11-21)"),
        ("fr", "21 novembre 2026 (2026-11-21)"),
        ("xx", "21 November 2026 (2026-11-21)"),
    ],
)
def test_a_day_stands_in_the_readers_calendar_and_in_iso(language: str, written: str) -> None:
    assert day_for_reader(DAY, language) == written


def test_a_day_that_solar_hijri_does_not_reach_stands_in_iso_alone() -> None:
    first = date(1, 1, 1)
    assert solar_hijri(first) == ""
    assert day_in_words(first, "fa") == ""
    assert day_for_reader(first, "fa") == "0001-01-01"


def test_in_a_text_without_markup_the_iso_date_is_kept_in_order() -> None:
    assert day_in_plain_text(DAY, "fa") == "۳۰ آبان ۱۴۰۵ (\u20662026-11-21\u2069)"
    assert day_in_plain_text(DAY, "en") == day_for_reader(DAY, "en")


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)))
def test_a_persian_day_is_read_back_as_the_same_day(day: date) -> None:
    read = parse_partial_date(day_in_words(day, "fa"), today=DAY)
    assert [(one.earliest, one.latest) for one in read.readings] == [(day, day)]
