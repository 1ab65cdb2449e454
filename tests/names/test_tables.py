"""The learned tables: a network reads every row as if it were alone."""

from math import tanh

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.names.lexicon import CURRENT
from khabar.names.tables import AT_ONCE, Layer, Network, tables_of

TABLES = tables_of(CURRENT)
SMALL = Network(
    np.array([1, 2], np.float32),
    np.array([2, 4], np.float32),
    (
        Layer(np.array([[1, -1], [0.5, 2]], np.float32), np.array([0, 1], np.float32)),
        Layer(np.array([[3], [-2]], np.float32), np.array([0.25], np.float32)),
    ),
)


def test_a_network_scales_bends_and_adds_up() -> None:
    (found,) = SMALL(np.array([[3, 6]], np.float32)).tolist()
    assert found == pytest.approx(3 * tanh(1 + 0.5) - 2 * tanh(-1 + 2 + 1) + 0.25, abs=1e-6)


@given(st.integers(0, 2**32 - 1), st.integers(1, 300), st.sampled_from(sorted(TABLES.whole)))
def test_a_row_gives_the_same_logit_to_the_last_bit_in_any_company(seed: int, rows: int, group: str) -> None:
    network = TABLES.whole[group]
    drawn = np.random.default_rng(seed).normal(size=(rows, len(network.mean)))
    measures = (drawn * network.scale + network.mean).astype(np.float32)
    together = network(measures)
    for size in (1, 2, 3, 7, 16, 100):
        apart = [network(measures[start : start + size]) for start in range(0, rows, size)]
        assert np.concatenate(apart).tolist() == together.tolist()


def test_more_rows_than_are_read_at_once_are_all_read() -> None:
    one = np.array([[3, 6]], np.float32)
    assert set(SMALL(np.repeat(one, AT_ONCE + 3, axis=0)).tolist()) == set(SMALL(one).tolist())
    assert SMALL(one[:0]).tolist() == []
