"""Everybody on a list compared with whoever is asked for: as two by two, and nobody pushed aside."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.linkage import Person, PersonIndex, Terms, compare_persons, everybody, probability_at, retrieval
from khabar.linkage.everybody import Everybody
from linkage.people import DARIUS, DARIUS_HERE, persons

PRIOR, LIKELY = 1 / 200, 0.5
PEOPLE = st.lists(persons, max_size=6).map(lambda some: [replace(one, id=f"p{at}") for at, one in enumerate(some)])


def list_of(people: list[Person]) -> Everybody:
    return Everybody(people, min_probability=LIKELY, prior=PRIOR)


@given(PEOPLE, PEOPLE, st.integers(1, 9))
@settings(max_examples=20)
def test_each_is_told_as_if_the_two_had_been_compared_alone(
    here: list[Person], asked: list[Person], at_once: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(everybody, "AT_ONCE", at_once)
        told = list_of(here).like(asked)
    assert [{one.id for one in found} for found in told] == [
        {other.id for other in here if probability_at(compare_persons(one, other).score, PRIOR) >= LIKELY}
        for one in asked
    ]


def test_one_of_the_list_is_found_beside_any_number_who_are_likelier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrieval, "POOL", 3)
    likelier = [replace(DARIUS, id=f"p{at}") for at in range(8)]
    crowd = [DARIUS_HERE, *likelier]
    by_index = PersonIndex(crowd).candidates_of_many([DARIUS], Terms(len(crowd), LIKELY, PRIOR))
    assert DARIUS_HERE.id not in {one.registration_id for one in by_index[0]}, "why there is another list"
    assert DARIUS_HERE in list_of(crowd).like([DARIUS])[0]


def test_an_empty_list_is_like_nobody() -> None:
    assert list_of([]).like([DARIUS, DARIUS_HERE]) == [(), ()]
    assert list_of([DARIUS]).like([]) == []
