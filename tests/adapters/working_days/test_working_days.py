"""Free days as a library lists them: every one with a name, no country guessed, nothing fetched."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.adapters.working_days import ListedWorkingDays
from khabar.domain.clocks import Course, Rule, Unit, clock_on, told_all
from khabar.domain.errors import Invalid

LISTED = ListedWorkingDays()


def test_a_country_has_its_own_weekend_and_holidays_with_their_names() -> None:
    there = LISTED.free_days("DEU", [2026], "en")
    assert there.weekend == {5, 6}
    assert there.names[date(2026, 4, 6)] == "Easter Monday"
    assert there.years == {2026}
    assert "holidays 0." in there.source
    assert LISTED.free_days("JO", [2026], "en").weekend == {4, 5}


def test_names_stand_in_the_readers_language_where_there_are_any_and_in_english_otherwise() -> None:
    assert "نوروز" in LISTED.free_days("ir", [2026], "fa").names[date(2026, 3, 23)]
    assert LISTED.free_days("JO", [2026], "fa").names[date(2026, 1, 1)] == "New Year's Day"


def test_a_body_may_keep_another_week_than_its_country() -> None:
    assert LISTED.free_days("DE", [2026], "en", weekend=frozenset({4})).weekend == {4}


@pytest.mark.parametrize("country", ["", "XX", "YUG", "Germany", "HolidayBase", "../DE", "آلمان"])
def test_an_unknown_country_is_refused_by_field_and_never_guessed(country: str) -> None:
    with pytest.raises(Invalid) as found:
        LISTED.free_days(country, [2026], "en")
    assert found.value.field == "country"


def test_years_that_were_not_asked_for_have_no_holidays_and_a_clock_says_so() -> None:
    there = LISTED.free_days("DE", [2026], "en")
    assert {one.on.year for one in there.holidays} == {2026}
    course = Course(rule=Rule(20, Unit.WORKING_DAYS, free_days=there), sent=date(2026, 12, 20))
    assert "not known to us for 2027" in " ".join(told_all(clock_on(course, date(2026, 12, 21)).steps, "en"))


@given(st.integers(1950, 2090), st.sampled_from(("DE", "IR", "AL", "GB", "TR")))
def test_every_holiday_has_a_name_and_lies_in_a_year_that_was_asked_for(year: int, country: str) -> None:
    there = LISTED.free_days(country, [year], "fa")
    assert all(one.name.strip() and one.on.year == year for one in there.holidays)
