from __future__ import annotations

from math import inf, log

import numpy as np
import pytest
from bench._name_metrics import (
    area,
    bar_at,
    calibration,
    chances,
    log_loss,
    logit,
    recall_at,
    scaled,
    weight_of_different,
)
from hypothesis import given
from hypothesis import strategies as st

SAME = np.array([True, True, True, False, False, False])
SCORES = np.array([3.0, 2.0, 0.5, 1.0, 0.0, -1.0])

many_pairs = st.lists(st.tuples(st.integers(-5, 5), st.booleans()), min_size=2, max_size=60).filter(
    lambda pairs: len({same for _, same in pairs}) == 2
)


def test_area_is_the_share_of_couples_in_right_order_and_ties_count_half() -> None:
    assert area(SCORES, SAME) == pytest.approx(8 / 9)
    assert area(np.zeros(6), SAME) == 0.5


def test_recall_is_the_most_that_can_be_found_at_a_precision() -> None:
    assert recall_at(SCORES, SAME, 0.99) == pytest.approx(2 / 3)
    assert recall_at(SCORES, SAME, 0.75) == 1.0
    assert bar_at(SCORES, SAME, 0.75) == 0.5


def test_a_tie_with_a_different_pair_is_no_way_round_it() -> None:
    assert recall_at(np.zeros(6), SAME, 0.95) == 0.0
    assert bar_at(np.zeros(6), SAME, 0.95) == inf


def test_where_right_pairs_are_rare_one_wrong_pair_weighs_much() -> None:
    weight = weight_of_different(SAME, 0.001)
    assert weight == pytest.approx(999)
    assert recall_at(SCORES, SAME, 0.75, weight) == pytest.approx(2 / 3)


def test_log_loss_of_a_constant_is_its_entropy() -> None:
    said = np.full(6, 0.5)
    assert log_loss(said, SAME) == pytest.approx(log(2))
    assert log_loss(np.full(6, 0.25), SAME, 3.0) == pytest.approx(-(0.25 * log(0.25) + 0.75 * log(0.75)))


def test_a_sure_mistake_costs_much_but_never_everything() -> None:
    assert log_loss(np.array([0.0, 1.0]), np.array([True, False])) < 30


def test_scaling_finds_the_line_scores_were_made_by() -> None:
    random = np.random.default_rng(1)
    scores = random.normal(50, 20, 40_000)
    same = random.random(40_000) < chances(0.1 * scores - 4)
    line = scaled(scores, same)
    assert line.slope == pytest.approx(0.1, rel=0.05)
    assert line.shift == pytest.approx(-4, rel=0.05)


def test_scaling_survives_scores_that_part_all_pairs_or_none() -> None:
    assert log_loss(chances(scaled(SAME.astype(float), SAME).logits(SAME.astype(float))), SAME) < 0.01
    assert chances(scaled(np.zeros(6), SAME).logits(np.zeros(6))) == pytest.approx(np.full(6, 0.5))


def test_bins_say_what_was_said_and_what_is_true() -> None:
    bins = calibration(np.array([0.1, 0.1, 0.1, 0.9, 1.0, 0.5]), SAME, (0.0, 0.5, 1.0))
    assert [(part.pairs, round(part.said, 3), part.true) for part in bins] == [
        (3, 0.1, 1.0),
        (3, 0.8, 0.0),
    ]
    assert bins[1].error == pytest.approx(80)


def test_a_logit_and_back_is_the_same_chance() -> None:
    assert chances(np.array([logit(0.25)]))[0] == pytest.approx(0.25)


@given(many_pairs)
def test_every_pair_is_in_one_bin(pairs: list[tuple[int, bool]]) -> None:
    said = chances(np.array([float(score) for score, _ in pairs]))
    assert sum(part.pairs for part in calibration(said, np.array([same for _, same in pairs]))) == len(pairs)


@given(many_pairs, st.sampled_from([0.5, 0.9, 0.99]), st.sampled_from([1.0, 10.0, 333.0]))
def test_recall_keeps_its_promise_of_precision(pairs: list[tuple[int, bool]], precision: float, weight: float) -> None:
    scores, same = np.array([float(score) for score, _ in pairs]), np.array([same for _, same in pairs])
    found = scores >= bar_at(scores, same, precision, weight)
    right, wrong = (found & same).sum(), weight * (found & ~same).sum()
    assert not found.any() or right / (right + wrong) >= precision
    assert recall_at(scores, same, precision, weight) == pytest.approx(right / same.sum())


@given(many_pairs)
def test_only_the_order_of_scores_counts(pairs: list[tuple[int, bool]]) -> None:
    scores, same = np.array([float(score) for score, _ in pairs]), np.array([same for _, same in pairs])
    moved = np.exp(scores / 3)
    assert area(scores, same) == area(moved, same)
    assert recall_at(scores, same, 0.95) == recall_at(moved, same, 0.95)
