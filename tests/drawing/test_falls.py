"""The numbers of a waterfall: it ends at its sum, stays in its frame, and is never silent about what weighs."""

from math import fsum, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.drawing import Chance, Form, Leaning, chance_of, fall_of, leaning_of
from khabar.drawing.falls import MARGIN, MOST_LINES

WEIGHTS = st.lists(st.floats(min_value=-1e4, max_value=1e4, allow_nan=False), max_size=12)
STARTS = st.floats(min_value=-700, max_value=700, allow_nan=False)


@given(STARTS, WEIGHTS)
def test_each_step_begins_where_the_one_before_ended_and_the_last_ends_at_the_sum(
    start: float, weights: list[float]
) -> None:
    fall = fall_of(start, weights)
    at = start
    for lane in fall.lanes:
        assert lane.before == at
        at = lane.after
    assert fall.end == at
    assert fall.end == pytest.approx(start + fsum(weights), abs=1e-6)


@given(STARTS, WEIGHTS)
def test_every_place_lies_inside_the_margins_and_likelier_lies_further_on(start: float, weights: list[float]) -> None:
    fall = fall_of(start, weights)
    stops = sorted([0.0, start, *(lane.after for lane in fall.lanes)])
    places = [fall.scale.place(stop) for stop in stops]
    assert places == sorted(places)
    assert all(MARGIN <= place <= 100 - MARGIN for place in places)


@given(STARTS, WEIGHTS)
def test_the_lines_of_the_grid_can_be_counted_and_lie_on_the_scale(start: float, weights: list[float]) -> None:
    fall = fall_of(start, weights)
    assert len(fall.grid) <= MOST_LINES
    assert 0.0 not in fall.grid, "even odds have a line of their own"
    for line in fall.grid:
        assert line / log(fall.times) == pytest.approx(round(line / log(fall.times)))
        assert fall.scale.lowest - 1e-9 <= line <= fall.scale.highest + 1e-9


def test_lines_are_ten_times_apart_for_what_a_desk_sees() -> None:
    assert fall_of(log(1 / 19_999), [7.5, 3.5, -2.0]).times == 10
    assert fall_of(-9.9, [-300.0]).times == 1_000_000
    assert fall_of(-9.9, [1e6]).grid == ()


@pytest.mark.parametrize("weight", [float("inf"), float("nan")])
def test_what_is_no_finite_number_is_refused(weight: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        fall_of(0.0, [1.0, weight])


def test_a_weight_that_prints_as_nought_leans_nowhere() -> None:
    assert [leaning_of(weight) for weight in (0.004, -0.004, 0.005, -0.005)] == [
        Leaning.SILENT,
        Leaning.SILENT,
        Leaning.FOR,
        Leaning.AGAINST,
    ]


def test_a_chance_is_percent_where_that_says_something_and_one_in_so_many_below() -> None:
    assert chance_of(log(1 / 19_999)) == Chance(Form.ONE_IN, 20_000)
    assert chance_of(log(1 / 11)) == Chance(Form.ONE_IN, 12)
    assert chance_of(0.0) == Chance(Form.PERCENT, 50)
    assert chance_of(log(1 / 8.9)) == Chance(Form.PERCENT, 10)
    assert chance_of(3.0) == Chance(Form.PERCENT, 95)
    assert chance_of(20.0) == Chance(Form.OVER, 99)
    assert chance_of(-1e9) == Chance(Form.LESS_THAN, 1_000_000)


@given(st.floats(min_value=-1e6, max_value=1e6), st.floats(min_value=-1e6, max_value=1e6))
def test_a_likelier_chance_never_reads_as_less_likely(one: float, other: float) -> None:
    less, more = sorted((one, other))
    assert _read(chance_of(less)) <= _read(chance_of(more)) + 1e-9


def _read(chance: Chance) -> float:
    if chance.form in (Form.ONE_IN, Form.LESS_THAN):
        return 1 / chance.number
    return chance.number / 100
