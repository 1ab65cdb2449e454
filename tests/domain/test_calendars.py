from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.calendars import (
    HIJRI_OFF_BY_DAYS,
    Calendar,
    NoSuchDayError,
    Span,
    both_calendars,
    months_later,
    solar_hijri,
    span,
)

YEARS = {Calendar.GREGORIAN: (1600, 2100), Calendar.SOLAR_HIJRI: (1200, 1500), Calendar.HIJRI: (1200, 1500)}


@pytest.mark.parametrize(
    ("calendar", "year", "month", "day", "expected"),
    [
        (Calendar.GREGORIAN, 2024, 2, 29, date(2024, 2, 29)),
        (Calendar.SOLAR_HIJRI, 1405, 8, 30, date(2026, 11, 21)),
        (Calendar.SOLAR_HIJRI, 1403, 12, 30, date(2025, 3, 20)),
        (Calendar.HIJRI, 1445, 9, 1, date(2024, 3, 11)),
        (Calendar.HIJRI, 1500, 12, 30, date(2077, 11, 16)),
    ],
)
def test_known_days(calendar: Calendar, year: int, month: int, day: int, expected: date) -> None:
    assert span(calendar, year, month, day) == Span(expected, expected)


def test_a_solar_hijri_year_runs_from_nowruz_to_nowruz() -> None:
    assert span(Calendar.SOLAR_HIJRI, 1365) == Span(date(1986, 3, 21), date(1987, 3, 20))


@pytest.mark.parametrize("year", [1342, 1501])
def test_hijri_days_outside_the_tables_say_that_they_are_approximate(year: int) -> None:
    day = span(Calendar.HIJRI, year, 1, 1)
    assert day.approximate
    assert (day.latest - day.earliest).days == 2 * HIJRI_OFF_BY_DAYS
    assert span(Calendar.HIJRI, year).approximate
    assert not span(Calendar.HIJRI, 1400).approximate


@pytest.mark.parametrize("calendar", Calendar)
@given(data=st.data())
def test_months_follow_one_another_without_gap_or_overlap(calendar: Calendar, data: st.DataObject) -> None:
    year = data.draw(st.integers(*YEARS[calendar]))
    months = [span(calendar, year, month) for month in range(1, 13)]
    off = timedelta(days=2 * HIJRI_OFF_BY_DAYS if months[0].approximate else 0)
    for one, following in pairwise(months):
        assert following.earliest == one.latest + timedelta(days=1) - off
    whole = span(calendar, year)
    assert (whole.earliest, whole.latest) == (months[0].earliest, months[-1].latest)


@pytest.mark.parametrize(
    ("calendar", "year", "month", "day"),
    [
        (Calendar.GREGORIAN, 2023, 2, 29),
        (Calendar.GREGORIAN, 2023, 13, 1),
        (Calendar.SOLAR_HIJRI, 1404, 12, 30),
        (Calendar.SOLAR_HIJRI, 1404, 1, 32),
        (Calendar.HIJRI, 1445, 9, 31),
        (Calendar.HIJRI, 1300, 2, 30),
        (Calendar.HIJRI, 1300, 0, 1),
        (Calendar.GREGORIAN, 2023, 1, 0),
    ],
)
def test_a_day_that_never_was_is_refused(calendar: Calendar, year: int, month: int, day: int) -> None:
    with pytest.raises(NoSuchDayError):
        span(calendar, year, month, day)


def test_days_are_shown_in_both_calendars() -> None:
    assert both_calendars(date(2026, 11, 21)) == "2026-11-21 (1405-08-30)"
    assert solar_hijri(date(1986, 2, 3)) == "1364-11-14"


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_days_beyond_the_solar_calendar_are_shown_in_iso_alone(day: date) -> None:
    assert both_calendars(day) == day.isoformat()


@given(st.dates(date(1850, 1, 1), date(2100, 1, 1)))
def test_a_day_shown_in_solar_hijri_is_read_back(day: date) -> None:
    year, month, number = map(int, solar_hijri(day).split("-"))
    assert span(Calendar.SOLAR_HIJRI, year, month, number) == Span(day, day)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-1500, 1500))
def test_months_later_keeps_the_day_or_the_months_last(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


def test_months_later_ends_with_the_last_date_there_is() -> None:
    assert months_later(date(9999, 8, 1), 6) == date.max
    assert months_later(date(9999, 8, 1), 4) == date(9999, 12, 1)
