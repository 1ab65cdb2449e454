"""What is kept of pairs of words is what weighing them anew would give."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.names import weighed_before
from khabar.names.lexicon import Lexicon
from khabar.names.weighed_before import WeighedBefore
from khabar.names.weights import TOLD, Weighed

Keys = list[int]


@pytest.fixture(autouse=True)
def few_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """With four places, pairs push one another out all the time."""
    monkeypatch.setattr(weighed_before, "BITS", 2)


@given(st.lists(st.lists(st.integers(0, 2**62), unique=True, max_size=9), max_size=9))
def test_a_pair_weighs_what_it_weighs_however_many_met_before(calls: list[Keys]) -> None:
    """Every call answers each pair with its own weight, whoever took its place in between."""
    before, weighed = WeighedBefore(1), []

    def weigh(keys: np.ndarray) -> np.ndarray:
        weighed.extend(keys.tolist())
        return (keys % 1009).astype(np.float32)[:, None]

    for call in calls:
        keys = np.array(sorted(call), np.int64)
        assert before.told(keys, weigh)[:, 0].tolist() == [key % 1009 for key in keys.tolist()]
    assert set(weighed) == {key for call in calls for key in call}


def test_a_pair_that_met_lately_is_not_weighed_again() -> None:
    """The second call for the same pair does no work."""
    before, calls = WeighedBefore(1), []

    def weigh(keys: np.ndarray) -> np.ndarray:
        calls.append(keys.tolist())
        return np.ones((len(keys), 1), np.float32)

    for _ in range(3):
        before.told(np.array([7], np.int64), weigh)
    assert calls == [[7]]


def test_what_was_kept_is_still_known_when_the_room_has_grown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty pairs in a room of four places that grows to 256: few push one another out, and growth loses none."""
    monkeypatch.setattr(weighed_before, "BITS", 8)
    monkeypatch.setattr(weighed_before, "FIRST_BITS", 2)
    before, anew = WeighedBefore(1), []

    def weigh(keys: np.ndarray) -> np.ndarray:
        anew.extend(keys.tolist())
        return (keys % 1009).astype(np.float32)[:, None]

    for key in range(40):
        before.told(np.array([key], np.int64), weigh)
    anew.clear()
    again = before.told(np.arange(40, dtype=np.int64), weigh)
    assert again[:, 0].tolist() == list(range(40))
    assert len(anew) < 20


def test_words_weigh_the_same_with_and_without_memory() -> None:
    """Shirin's and Darius's words among others, laid beside one another in many calls."""
    lexicon, before = Lexicon(), WeighedBefore(TOLD)
    names = ["Shirin Ahmadi", "شیرین احمدی", "Darius Novak", "Дариус Новак", "Mohammad-Reza", "محمدرضا", "D. Novak"]
    lexicon.numbers_of(names)
    rows, words = lexicon.words.rows(), np.arange(len(lexicon.words))
    one, other = (side.reshape(-1) for side in np.meshgrid(words, words))
    anew = Weighed(lexicon.tables, rows, one, other).told()
    for start in range(0, len(one), 60):
        part = slice(start, start + 60)
        kept = Weighed(lexicon.tables, rows, one[part], other[part], before).told()
        assert np.allclose(kept, anew[part], atol=1e-4)
