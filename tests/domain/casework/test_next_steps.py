from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.casework.next_steps import (
    FURTHEST,
    NextStep,
    ToCall,
    calling_order,
    require_ahead,
    require_reason,
)
from khabar.domain.errors import Invalid

TODAY = date(2026, 3, 2)


def refused(step: NextStep) -> str:
    with pytest.raises(Invalid) as problem:
        require_ahead(step, TODAY)
    return problem.value.field


def test_a_step_says_what_is_done_and_lies_ahead_within_half_a_year() -> None:
    with pytest.raises(Invalid) as empty:
        NextStep(" ", TODAY)
    assert empty.value.field == "step"
    assert refused(NextStep("call her", TODAY - timedelta(days=1))) == "on"
    assert refused(NextStep("call her", TODAY + FURTHEST + timedelta(days=1))) == "on"
    assert require_ahead(NextStep("call her", TODAY), TODAY).on == TODAY


def test_the_family_that_was_never_called_comes_first_and_who_said_stop_is_not_called() -> None:
    shirin = ToCall("a", TODAY, TODAY - timedelta(days=9))
    leyla = ToCall("b", TODAY)
    omar = ToCall("c", TODAY, stopped=True)
    later = ToCall("d", TODAY + timedelta(days=1))
    assert calling_order([shirin, leyla, omar, later], TODAY) == (leyla, shirin)


@given(st.lists(st.builds(ToCall, st.text(max_size=3), st.dates(), st.none() | st.dates(), st.booleans())))
def test_everybody_on_the_list_is_due_and_nobody_is_forgotten(families: list[ToCall]) -> None:
    called = calling_order(families, TODAY)
    assert all(one.due <= TODAY and not one.stopped for one in called)
    assert len(called) == sum(1 for one in families if one.due <= TODAY and not one.stopped)


def test_a_file_is_closed_with_a_reason_and_the_reason_stands_without_blanks() -> None:
    assert require_reason(" It is done.\n") == "It is done."
    with pytest.raises(Invalid) as problem:
        require_reason(" \n")
    assert problem.value.field == "reason"
