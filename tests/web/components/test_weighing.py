"""The bar of a line of evidence: in its frame, symmetric, never silent about evidence that exists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.web.components.weighing import WIDTH, Bar, Sense, bar_of, sense_of

WEIGHTS = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False)


@given(WEIGHTS)
def test_a_bar_stays_inside_its_frame_and_touches_the_middle(weight: float) -> None:
    bar = bar_of(weight)
    assert bar.start >= 0
    assert bar.start + bar.length <= WIDTH + 1e-9
    middle = pytest.approx(WIDTH / 2)
    assert middle in (bar.start, bar.start + bar.length)


@given(WEIGHTS)
def test_for_and_against_are_drawn_alike(weight: float) -> None:
    assert bar_of(weight).length == bar_of(-weight).length


@given(WEIGHTS, WEIGHTS)
def test_a_heavier_reason_never_has_a_shorter_bar(one: float, other: float) -> None:
    lighter, heavier = sorted((abs(one), abs(other)))
    assert bar_of(lighter).length <= bar_of(heavier).length


def test_a_weight_that_prints_as_nought_says_nothing() -> None:
    assert bar_of(0.004) == Bar(50.0, 0.0, Sense.SILENT)
    assert sense_of(0.005) is Sense.FOR
    assert sense_of(-0.005) is Sense.AGAINST


def test_small_evidence_is_still_seen() -> None:
    assert bar_of(-0.01).length == 2.0


@pytest.mark.parametrize("weight", [float("nan"), float("inf")])
def test_a_weight_that_is_no_number_is_refused(weight: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        bar_of(weight)
