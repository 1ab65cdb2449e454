"""Third persons are forgotten after two years, by days of filing alone; nothing else goes with them."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.calendars import months_later
from khabar.domain.forms import RequestForm
from khabar.domain.third_persons import (
    FIELDS,
    MONTHS_KEPT,
    Window,
    named_in,
    windows_due,
    without_third_persons,
)

FORM = RequestForm(
    filed_at="2026-03-02T09:00:00+00:00",
    name="Darius Ahmadi",
    last_news="A letter in spring.",
    who_may_know=("Bahram the baker", "Parvin"),
    heirs=("Leyla",),
)
DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


def test_their_names_go_and_all_else_stays() -> None:
    assert named_in(FORM) == 2
    after = without_third_persons(FORM)
    assert named_in(after) == 0
    kept = {one.name for one in fields(FORM)} - set(FIELDS)
    assert all(getattr(after, name) == getattr(FORM, name) for name in kept)
    assert without_third_persons(after) == after == replace(FORM, who_may_know=())


def test_the_first_sweep_takes_all_that_is_two_years_old() -> None:
    assert list(windows_due(None, date(2026, 3, 2))) == [Window(None, date(2024, 3, 2))]


def is_in(day: date, windows: list[Window]) -> bool:
    return any((one.after is None or day > one.after) and day <= one.up_to for one in windows)


@given(DAYS, st.lists(st.integers(1, 400), max_size=8))
def test_every_request_is_swept_between_two_and_three_years_and_never_before(filed: date, gaps: list[int]) -> None:
    """However seldom the house is unlocked, whoever is old enough at a sweep has been swept by then."""
    swept, today, done = None, filed - timedelta(days=30), False
    for gap in [0, *gaps]:
        today += timedelta(days=gap)
        windows = list(windows_due(swept, today))
        if is_in(filed, windows):
            assert months_later(filed, MONTHS_KEPT) <= today + timedelta(days=3)
            done = True
        swept = today
        assert done or months_later(today, -MONTHS_KEPT) < filed


@given(DAYS, DAYS)
def test_a_day_is_swept_once_and_a_clock_that_goes_back_sweeps_nothing(swept: date, today: date) -> None:
    windows = list(windows_due(swept, today))
    if today <= swept:
        assert windows == []
    assert all(one.after is not None and one.after <= one.up_to for one in windows)


@given(DAYS, st.integers(2, 25))
def test_what_was_added_later_is_forgotten_on_an_anniversary(filed: date, years: int) -> None:
    day = months_later(filed, 12 * years)
    before = day - timedelta(days=4)
    assert is_in(filed, list(windows_due(before, day + timedelta(days=1))))
