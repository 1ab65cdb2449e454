from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.errors import Invalid, Refused
from khabar.domain.ids import RequestId
from khabar.domain.need_to_know import DUE, FRESH, LONGEST_REASON, ReasonNeeded, reason_for, waits_at_desk

TODAY = date(2026, 3, 2)
DAYS = st.integers(-400, 400).map(timedelta)


@pytest.mark.parametrize(
    ("filed", "due", "waits"), [(0, 40, True), (30, 40, True), (31, 8, False), (31, 7, True), (900, -3, True)]
)
def test_new_requests_and_those_whose_day_comes_wait(filed: int, due: int, *, waits: bool) -> None:
    filed_on, hear_by = TODAY - timedelta(days=filed), TODAY + timedelta(days=due)
    assert waits_at_desk(filed_on=filed_on, hear_by=hear_by, today=TODAY) is waits


@given(DAYS, DAYS)
def test_it_depends_on_two_days_alone_and_a_later_look_never_makes_the_day_wait_less(
    age: timedelta, left: timedelta
) -> None:
    def waits(age: timedelta, left: timedelta) -> bool:
        return waits_at_desk(filed_on=TODAY - age, hear_by=TODAY + left, today=TODAY)

    assert waits(age, left) == (age <= FRESH or left <= DUE)
    assert waits(age, left) <= waits(age, left - timedelta(days=1))


@pytest.mark.parametrize("written", ["", "  ", "x" * (LONGEST_REASON + 1)])
def test_a_reason_is_one_sentence(written: str) -> None:
    with pytest.raises(Invalid):
        reason_for(written)
    assert reason_for(" Her brother telephoned. ") == "Her brother telephoned."


def test_that_a_reason_is_needed_is_a_refusal_that_knows_for_which_request() -> None:
    needed = ReasonNeeded(RequestId("5e" * 16))
    assert isinstance(needed, Refused)
    assert needed.request_id == "5e" * 16
    assert "5e" not in str(needed)
