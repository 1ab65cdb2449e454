from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.publishing.readers import (
    HAS_AN_ADDRESS,
    MOST_MISSES,
    ReaderAct,
    ReaderState,
    after,
    is_given_up,
    states_before,
)


@given(st.lists(st.sampled_from(ReaderAct)))
def test_only_a_confirmation_lets_issues_come_and_nothing_brings_an_ended_one_back(acts: list[ReaderAct]) -> None:
    state, ended = ReaderState.PENDING, False
    for act in acts:
        before, state = state, after(state, act)
        assert state is not ReaderState.CONFIRMED or before is state or act is ReaderAct.CONFIRM
        assert not ended or state is before
        ended = state not in HAS_AN_ADDRESS
        assert (before in states_before(act)) == (before is not state)


def test_an_address_that_does_not_exist_is_given_up_at_once_any_other_the_second_time() -> None:
    assert is_given_up("5.1.1", 1)
    assert not is_given_up("5.2.2", 1)
    assert not is_given_up("", 1)
    assert is_given_up("", MOST_MISSES)
