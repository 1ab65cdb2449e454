"""Counting by weeks and intervals gives what counting day by day gives."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.clocks.courses import SENT, days, free_days, pauses
from khabar.domain.clocks import FreeDays, Pause, Rule, Unit
from khabar.domain.clocks.counting import counting

ONE_DAY = timedelta(days=1)


@given(
    free_days(),
    st.lists(pauses(), max_size=4),
    st.sampled_from((Unit.DAYS, Unit.WORKING_DAYS)),
    days,
    st.integers(-5, 90),
)
def test_days_between_are_those_that_one_counts_by_hand(
    free: FreeDays, given_pauses: list[Pause], unit: Unit, after: date, length: int
) -> None:
    found = counting(Rule(1, unit, free_days=free), given_pauses, SENT)

    def counts(day: date) -> bool:
        still = any(one.since <= day <= one.until for one in given_pauses if one.until)
        return not still and not (unit is Unit.WORKING_DAYS and free.is_free(day))

    by_hand = [day for ahead in range(1, length + 1) if counts(day := after + ONE_DAY * ahead)]
    assert found.between(after, after + ONE_DAY * length) == len(by_hand)
    for number, day in enumerate(by_hand, start=1):
        assert found.advance(after, number) == day
    assert found.advance(after, 0) == after


def test_at_both_ends_of_the_calendar_it_counts_what_there_is() -> None:
    found = counting(Rule(1, Unit.DAYS), [Pause(date.min, date.min + ONE_DAY, "papers")], SENT)
    assert found.between(date.min, date.min + ONE_DAY * 3) == 2
    assert found.advance(date.max - ONE_DAY, 30) == date.max
    assert found.advance(date.max, 1) == date.max
