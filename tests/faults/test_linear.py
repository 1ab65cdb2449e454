"""The small checker of one cell: what can have happened one after the other passes, what cannot is named."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from faults.linear import Deed, contradiction


def write(value: int, begun: float, ended: float = float("inf")) -> Deed:
    return Deed(is_write=True, value=value, begun=begun, ended=ended)


def read(value: int, begun: float, ended: float) -> Deed:
    return Deed(is_write=False, value=value, begun=begun, ended=ended)


def test_a_value_that_comes_back_after_another_was_read_is_a_contradiction() -> None:
    told = contradiction([write(1, 0, 1), write(2, 2, 3), read(2, 4, 5), read(1, 6, 7)], 0)
    assert told == "1 was read again after 2" or "within the time of another" in told


def test_an_old_value_read_after_a_newer_write_was_answered_is_a_contradiction() -> None:
    assert contradiction([write(1, 0, 1), read(0, 2, 3)], 0)


def test_a_value_that_nobody_wrote_and_one_from_the_future_are_contradictions() -> None:
    assert contradiction([read(7, 0, 1)], 0) == "7 was read and never written"
    assert contradiction([read(7, 0, 1), write(7, 2, 3)], 0) == "7 was read before it was written"


def test_deeds_at_the_same_time_may_have_happened_in_either_order() -> None:
    assert contradiction([write(1, 0, 10), read(0, 1, 2), read(1, 3, 4), read(1, 5, 6)], 0) == ""
    assert contradiction([write(1, 0, 10), write(2, 0, 10), read(2, 11, 12)], 0) == ""


def test_a_write_that_was_cut_off_may_have_happened_or_not() -> None:
    assert contradiction([write(1, 0), read(0, 1, 2), read(0, 8, 9)], 0) == ""
    assert contradiction([write(1, 0), read(0, 1, 2), read(1, 8, 9)], 0) == ""
    assert contradiction([write(1, 0), read(1, 1, 2), read(0, 8, 9)], 0)


@given(st.lists(st.tuples(st.booleans(), st.floats(0.01, 5), st.floats(0, 5), st.floats(0, 5)), max_size=30))
def test_whatever_really_happened_one_after_the_other_is_no_contradiction(
    steps: list[tuple[bool, float, float, float]],
) -> None:
    at, cell, deeds = 0.0, 0, []
    for number, (is_write, gap, before, after) in enumerate(steps, start=1):
        at += gap
        cell = number if is_write else cell
        deeds.append(Deed(is_write, cell, at - before, at + after))
    assert contradiction(deeds, 0) == ""
