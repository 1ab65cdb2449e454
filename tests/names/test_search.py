"""Finding a name again: the register in memory."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from khabar import names
from khabar.names.parsing import remembered
from khabar.names.search import Numbers
from khabar.names.whole import scores

REGISTER = [
    ("3", "Shirin Ahmadi"),
    ("1", "Dariush Rostami"),
    ("2", "داریوش رستمی"),
    ("4", "Omar Haddad"),
    ("5", "Mohammadreza Karimi"),
    ("6", ""),
]


def test_the_most_alike_come_first_and_equal_scores_go_by_id() -> None:
    index = names.NameIndex([*REGISTER, ("0", "Dariush Rostami")])
    assert len(index) == 7
    found = index.search("Dariush Rostami", limit=3)
    assert [entry.id for entry in found] == ["0", "1", "2"]
    assert found[0].score >= found[1].score >= found[2].score


def test_the_whole_register_is_searched_by_the_score_of_the_pair() -> None:
    index = names.NameIndex(REGISTER)
    (best, *_) = index.search("محمد رضا کریمی", limit=2)
    assert best.id == "5"
    assert best.score == names.score_names("محمد رضا کریمی", "Mohammadreza Karimi")


def test_nothing_is_found_for_nothing() -> None:
    assert names.NameIndex(REGISTER).search("123", limit=5) == []
    assert names.NameIndex([]).search("Shirin", limit=5) == []
    assert names.NameIndex(REGISTER).search("Wqpfx", limit=5) == []


def test_a_hundred_thousand_equal_names_are_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    index = names.NameIndex((f"{number:06}", "Ali Ahmadi") for number in reversed(range(100_000)))
    compared: list[int] = []

    def counted(lexicon: names.Lexicon, left: Numbers, right: Numbers) -> NDArray[np.float64]:
        compared.append(len(left))
        return scores(lexicon, left, right)

    monkeypatch.setattr("khabar.names.search.scores", counted)
    assert [entry.id for entry in index.search("علی احمدی", limit=3)] == ["000000", "000001", "000002"]
    assert compared == [1]


class Counted(str):
    """An id that counts how often it is held against another one."""

    __slots__ = ()
    comparisons = 0

    def __lt__(self, other: str) -> bool:
        Counted.comparisons += 1
        return str.__lt__(self, other)


def comparisons_to_put_in(equal_names: int) -> int:
    """Count how often ids are compared to make a register of equal names and to search it again and again."""
    Counted.comparisons = 0
    index = names.NameIndex((Counted(number), "Ali Ahmadi") for number in range(equal_names))
    for _ in range(50):
        index.search("علی احمدی", limit=3)
    return Counted.comparisons


def test_many_equal_names_cost_little_more_each_than_few_and_nothing_at_each_search() -> None:
    few, many = comparisons_to_put_in(300), comparisons_to_put_in(3000)
    assert few > 0
    assert many < 20 * few


@given(st.permutations(REGISTER))
def test_the_order_of_the_register_changes_nothing(entries: list[tuple[str, str]]) -> None:
    assert names.NameIndex(entries).search("Darius Rostami", limit=4) == names.NameIndex(REGISTER).search(
        "Darius Rostami", limit=4
    )


def test_forgetting_changes_no_result() -> None:
    before = names.compare("Shirin Ahmadi", "شیرین احمدی")
    names.forget()
    assert names.compare("Shirin Ahmadi", "شیرین احمدی") == before
    names.forget()
    assert remembered.cache_info().currsize == 0
