"""The figures of bench linkage on candidates small enough to count by hand."""

import numpy as np
import pytest
from bench._linkage_control import scores_of, weights_of
from bench._linkage_figures import NEVER, Candidates, groups
from hypothesis import given
from hypothesis import strategies as st

TRUTH = frozenset({("r1", "p1"), ("r2", "p2"), ("r3", "p3")})
FOUND = Candidates(
    [("r1", "p9"), ("r1", "p1"), ("r2", "p2"), ("r2", "p8"), ("r4", "p7")], np.array([5.0, 4.0, 9.0, 1.0, 2.0]), TRUTH
)


def test_recall_counts_pairs_never_proposed_as_missed() -> None:
    assert FOUND.recall_within(1) == pytest.approx(1 / 3)
    assert FOUND.recall_within(2) == pytest.approx(2 / 3)


def test_reading_on_average_takes_the_best_of_all_wherever_they_are() -> None:
    assert FOUND.recall_on_average(0.5, 4) == pytest.approx(1 / 3), "two pairs: 9 and 5"
    assert FOUND.recall_on_average(0.75, 4) == pytest.approx(2 / 3), "three: 9, 5 and 4"
    assert FOUND.recall_on_average(3, 4) == pytest.approx(2 / 3), "there are no more than five"


def test_reading_on_average_never_reads_more_than_was_said() -> None:
    tied = Candidates([("r1", "p1"), ("r1", "p9"), ("r2", "p2")], np.array([3.0, 3.0, 4.0]), TRUTH)
    assert tied.recall_on_average(1, 2) == pytest.approx(1 / 3), "of two equal ones the second would be one too many"


def test_ranks_are_those_within_a_request_best_first() -> None:
    assert FOUND.ranks.tolist() == [0, 1, 0, 1, 0]


def test_recall_at_a_precision_takes_the_lowest_bar_that_holds_it() -> None:
    assert FOUND.bar_at(0.99) == 9.0
    assert FOUND.recall_at(0.99) == pytest.approx(1 / 3)
    assert FOUND.bar_at(0.6) == 4.0
    assert FOUND.recall_at(0.6) == pytest.approx(2 / 3)


def test_pairs_of_one_score_stand_or_fall_together() -> None:
    tied = Candidates([("r1", "p1"), ("r1", "p9")], np.array([3.0, 3.0]), TRUTH)
    assert tied.bar_at(0.95) == NEVER
    assert tied.recall_at(0.95) == 0


def test_nothing_proposed_finds_nothing() -> None:
    none = Candidates([], np.zeros(0), TRUTH)
    assert none.recall_within(3) == none.recall_at(0.95) == 0


def test_a_part_of_the_requests_keeps_its_own_truth() -> None:
    cut = FOUND.cut({"r1", "r4"})
    assert cut.truth == {("r1", "p1")}
    assert cut.recall_within(2) == 1
    assert len(cut.pairs) == 3


def test_groups_share_the_bar_of_all() -> None:
    divided = groups(TRUTH, lambda pair: pair[0])
    assert list(divided) == ["r1", "r2", "r3"]
    assert FOUND.recall_at(0.99, divided["r2"], FOUND.bar_at(0.99)) == 1
    assert FOUND.recall_at(0.99, divided["r1"], FOUND.bar_at(0.99)) == 0


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.floats(-5, 5)), max_size=30))
def test_reading_more_never_finds_less(rows: list[tuple[int, int, float]]) -> None:
    unique = {(f"r{left}", f"p{right}"): score for left, right, score in rows}
    found = Candidates(list(unique), np.array(list(unique.values())), TRUTH)
    recalls = [found.recall_within(read) for read in range(1, 7)]
    assert recalls == sorted(recalls)
    assert found.recall_at(0.5) <= recalls[-1]


def test_the_control_learns_that_a_field_given_on_both_sides_speaks_for_a_pair() -> None:
    together, apart = np.array([[3], [3], [0], [0]]), np.array([[0], [1], [2], [3]])
    weights = weights_of(together, apart)
    scores = scores_of(np.array([[3], [1]]), weights)
    assert scores[0] > 0 > scores[1]


def test_the_control_finds_nothing_where_gaps_come_by_chance() -> None:
    states = np.array([[0], [1], [2], [3]])
    assert np.allclose(scores_of(states, weights_of(states, states)), 0)
