from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.petitions.trends import (
    HOUR,
    KNOWN_FROM,
    LEAST_HOURS,
    LEAST_SIGNATURES,
    LOOKED_AT,
    TIMES,
    look_back,
    rush,
)

NOW = datetime(2026, 3, 16, 9, 20, tzinfo=UTC)
THIS = NOW.replace(minute=0)
HOURS = st.dictionaries(st.integers(0, 400).map(lambda back: THIS - back * HOUR), st.integers(0, 5000), max_size=40)


def calm(number: int = 4, hours: int = 12) -> dict[datetime, int]:
    return {THIS - timedelta(days=1) - back * HOUR: number for back in range(1, hours + 1)}


def test_an_hour_of_many_times_what_is_usual_is_told_with_its_numbers() -> None:
    found = rush({**calm(), THIS - HOUR: 400}, NOW)
    assert found is not None
    assert (found.since, found.until, found.signatures, found.usual) == (THIS - HOUR, THIS, 400, 4)


def test_a_steady_petition_and_a_small_one_give_no_alarm() -> None:
    assert rush({**calm(), THIS: 4 * TIMES - 1}, NOW) is None
    assert rush({**calm(1), THIS: LEAST_SIGNATURES - 1}, NOW) is None


def test_in_its_first_hours_nothing_is_usual_yet() -> None:
    assert rush({**calm(hours=LEAST_HOURS - 1), THIS: 4000}, NOW) is None
    assert rush({**calm(hours=LEAST_HOURS), THIS: 4000}, NOW) is not None


def test_after_two_days_an_hour_is_told_no_more() -> None:
    hours = {**calm(hours=12), THIS: 4000}
    assert rush(hours, NOW + LOOKED_AT) is not None
    assert rush(hours, NOW + LOOKED_AT + HOUR) is None


@given(HOURS)
def test_what_is_told_is_an_hour_that_was_there_and_lies_far_above_the_usual(hours: dict[datetime, int]) -> None:
    found = rush(hours, NOW)
    if found is not None:
        assert hours[found.since] == found.signatures >= max(LEAST_SIGNATURES, TIMES * found.usual)
        assert found.usual >= 1
        assert NOW - LOOKED_AT - HOUR <= found.since <= NOW


@given(HOURS, st.integers(1, 50))
def test_what_lies_before_the_look_back_and_empty_hours_change_nothing(hours: dict[datetime, int], back: int) -> None:
    old = look_back(NOW) - back * HOUR
    known = {at: number for at, number in hours.items() if at >= look_back(NOW)}
    assert rush({**known, old: 9999}, NOW) == rush(known, NOW)
    assert rush({at: number for at, number in hours.items() if number}, NOW) == rush(hours, NOW)


@given(st.integers(1, 1000), st.integers(LEAST_HOURS, 40))
def test_an_even_stream_of_any_size_is_never_a_rush(number: int, hours: int) -> None:
    assert rush({THIS - back * HOUR: number for back in range(hours)}, NOW) is None


def test_what_is_usual_comes_out_of_the_fortnight_before() -> None:
    old = {THIS - KNOWN_FROM - back * HOUR: 4 for back in range(1, 13)}
    assert rush({**old, THIS: 400}, NOW) is None
