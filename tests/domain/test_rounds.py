from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.kinds import Kind
from khabar.domain.rounds import (
    ASSOCIATION_ROUND,
    INTERMEDIARY_ROUND,
    Step,
    goes_steadily,
    is_late,
    kept_contact_on,
    next_contact_on,
    next_round_at,
    round_at,
    round_number,
    rounds_due,
    timetable,
    warn_on,
)
from khabar.vault import ASSOCIATION_CLASSES, INTERMEDIARY_CLASSES

HOURS = st.sampled_from([1, 2, 3, 4, 6, 8, 12, 24])
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the strategy adds the zone
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def test_rounds_start_at_fixed_hours() -> None:
    assert next_round_at(datetime(2026, 11, 21, 17, 43, tzinfo=UTC)) == datetime(2026, 11, 21, 18, tzinfo=UTC)
    assert next_round_at(datetime(2026, 11, 21, 18, tzinfo=UTC)) == datetime(2026, 11, 22, tzinfo=UTC)


def test_the_timetable_is_the_same_in_every_time_zone() -> None:
    there = datetime(2026, 11, 21, 21, 13, tzinfo=timezone(timedelta(hours=3, minutes=30)))
    assert next_round_at(there) == datetime(2026, 11, 21, 18, tzinfo=UTC)


@given(MOMENTS, HOURS)
def test_the_next_round_is_after_now_and_within_one_interval(now: datetime, every: int) -> None:
    upcoming = next_round_at(now, every)
    assert now < upcoming <= now + timedelta(hours=every)
    assert upcoming.hour % every == 0
    assert (upcoming.minute, upcoming.second, upcoming.microsecond) == (0, 0, 0)
    assert round_at(round_number(upcoming, every), every) == upcoming


@given(MOMENTS, MOMENTS, HOURS)
def test_a_round_is_due_when_its_moment_has_passed_since_the_last(last: datetime, now: datetime, every: int) -> None:
    due = rounds_due(last, now, every)
    assert due >= 0
    assert (due > 0) == (next_round_at(last, every) <= now)


def test_the_first_round_is_due_at_once() -> None:
    assert rounds_due(None, datetime(2026, 11, 21, tzinfo=UTC)) == 1


def test_a_house_that_slept_two_days_knows_how_many_rounds_it_missed() -> None:
    last = datetime(2026, 11, 19, 12, 1, tzinfo=UTC)
    assert rounds_due(last, last + timedelta(days=2)) == 8


@pytest.mark.parametrize("every", [0, -6, 5, 48])
def test_a_timetable_that_does_not_fill_the_day_is_a_mistake_of_ours(every: int) -> None:
    with pytest.raises(ValueError, match="rounds run"):
        round_number(datetime(2026, 11, 21, tzinfo=UTC), every)


def test_a_moment_without_its_zone_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="time zone"):
        round_number(datetime(2026, 11, 21))  # noqa: DTZ001 - that is the example


def test_a_locked_house_still_renews_every_pigeonhole_and_counts_every_signature() -> None:
    assert INTERMEDIARY_ROUND.key_for(Step.RENEW) == ""
    assert ASSOCIATION_ROUND.key_for(Step.COUNT) == ""


def test_each_kind_of_installation_has_the_steps_of_its_own_work() -> None:
    assert timetable(Kind.INTERMEDIARY) is INTERMEDIARY_ROUND
    assert timetable(Kind.ASSOCIATION) is ASSOCIATION_ROUND
    assert not {Step.MATCH, Step.CONTACT, Step.RENEW} & set(ASSOCIATION_ROUND.steps)


def test_every_step_needs_a_key_of_its_own_kind_of_installation_or_none() -> None:
    assert {key for _, key in INTERMEDIARY_ROUND.keys} <= {"", *INTERMEDIARY_CLASSES}
    assert {key for _, key in ASSOCIATION_ROUND.keys} <= {"", *ASSOCIATION_CLASSES}


@given(DAYS, DAYS, st.integers(1, 400))
def test_a_family_always_hears_from_us_after_today_and_within_one_interval(
    filed_on: date,
    today: date,
    every: int,
) -> None:
    by = next_contact_on(filed_on, today, every)
    assert by > today
    assert (by - filed_on).days % every == 0
    assert by <= max(filed_on, today) + timedelta(days=every)


@given(DAYS, DAYS, st.integers(1, 400))
def test_a_kept_day_lies_ahead_within_one_period_and_in_the_same_row(kept: date, today: date, every: int) -> None:
    day = kept_contact_on(kept, today, every)
    assert 0 < (day - today).days <= every
    assert (day - kept).days % every == 0
    assert kept_contact_on(day, today, every) == day


def test_contact_every_so_many_days_needs_a_day() -> None:
    with pytest.raises(ValueError, match="at least one"):
        next_contact_on(date(2026, 11, 21), date(2026, 11, 21), 0)


def test_unlockers_are_warned_a_week_before_a_date_would_pass() -> None:
    by = date(2026, 12, 21)
    assert warn_on(by) == date(2026, 12, 14)
    assert not is_late(by, by)
    assert is_late(by, date(2026, 12, 22))


def test_a_clock_that_leapt_is_believed_after_a_day_of_rounds() -> None:
    before, year = [10, 9, 8], 4 * 365
    assert goes_steadily(before, 11)
    assert goes_steadily([], year)
    assert not goes_steadily(before, 10 + year)
    assert not goes_steadily([12 + year, 11 + year, 10 + year, *before], 13 + year)
    assert goes_steadily([13 + year, 12 + year, 11 + year, 10 + year, *before], 14 + year)


def test_a_clock_that_was_set_right_is_believed_after_a_day_too() -> None:
    year = 4 * 365
    assert goes_steadily([], 3)
    assert goes_steadily([5, 4], 3)
    assert not goes_steadily([3 + year, 2], 3)
    assert not goes_steadily([5, 4, 3, 3 + year, 2], 6)
    assert goes_steadily([6, 5, 4, 3, 3 + year, 2], 7)


def test_a_clock_that_leaps_again_and_again_is_never_believed() -> None:
    year, done = 4 * 365, list[int]()
    for at in range(2, 40):
        for current in (at, at + year):
            assert goes_steadily(done, current) is not bool(done)
            done.insert(0, current)


@given(st.lists(st.integers(1, 300), min_size=1, max_size=30))
def test_rounds_without_a_leap_are_believed_however_many_were_missed(gaps: list[int]) -> None:
    numbers = [sum(gaps[: at + 1]) for at in range(len(gaps))]
    assert goes_steadily(reversed(numbers[:-1]), numbers[-1])
