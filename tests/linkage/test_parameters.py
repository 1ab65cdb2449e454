"""The frozen numbers: each has a source or a reason, curves never fall, and levels point the right way."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from khabar.linkage.parameters import FROZEN, curve_of, frozen_table
from khabar.linkage.wording import leaning

TABLE = frozen_table()


def test_every_number_has_a_source_or_a_reason() -> None:
    blocks = [TABLE[name] for name in TABLE if isinstance(TABLE[name], dict)]
    for block in blocks:
        inner = [part for part in block.values() if isinstance(part, dict) and {"source", "reason"} & set(part)]
        assert {"source", "reason"} & set(block) or inner
        assert all(
            len(part.get("source", part.get("reason", ""))) > 10 for part in [*inner, *([] if inner else [block])]
        )


def test_a_curve_never_falls_as_the_score_rises() -> None:
    for curve in FROZEN.curves.values():
        assert all(lower < higher for lower, higher in pairwise(curve.scores))
        assert all(lower <= higher for lower, higher in pairwise(curve.weights))
        assert curve.weights[0] < 0 < curve.highest


@given(st.floats(-50, 50), st.floats(-50, 50))
def test_a_higher_score_never_weighs_less(one: float, other: float) -> None:
    lower, higher = sorted((one, other))
    for curve in FROZEN.curves.values():
        assert curve.weight_at(lower) <= curve.weight_at(higher)


def test_between_two_bins_a_curve_is_a_straight_line() -> None:
    curve = curve_of([[0.0, 0.5, 0.5], [2.0, 0.8, 0.1]], 0.5)
    assert curve.weight_at(-9.0) == 0.0
    assert curve.weight_at(9.0) == curve.highest
    assert curve.weight_at(1.0) == curve.highest / 2


def test_levels_point_the_right_way() -> None:
    assert FROZEN.levels["sex"].weights["same"] > 0 > FROZEN.levels["sex"].weights["other"]
    birth = FROZEN.levels["birth"].weights
    assert birth["day"] > birth["month"] > birth["year"] > birth["near"] > birth["apart"]
    assert birth["swapped"] > 0 > birth["few"]


@given(st.floats(-200, 200))
def test_every_weight_has_words(weight: float) -> None:
    assert str(leaning(weight))
