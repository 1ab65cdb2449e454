"""The index in memory: who is put, changed, removed and found, and that strangers change nothing."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.linkage import Person, PersonIndex, Terms, compare_persons, index, link, linking, postings, retrieval
from khabar.names.alike import Depth
from linkage.people import DARIUS, DARIUS_HERE, NAMES, born, persons, whole_year

NAMED = st.lists(persons.map(lambda p: replace(p, name=p.name or "Farid")), max_size=8).map(
    lambda people: [replace(person, id=f"p{at}") for at, person in enumerate(people)]
)


def test_a_person_put_is_found_and_removed_is_gone() -> None:
    index = PersonIndex()
    index.put(DARIUS_HERE)
    assert [found.registration_id for found in index.candidates(DARIUS)] == ["presence"]
    index.remove("presence")
    index.remove("presence")
    assert index.candidates(DARIUS) == []
    assert len(index) == 0


def test_a_person_changed_is_found_by_the_new_name_alone() -> None:
    index = PersonIndex([DARIUS_HERE])
    index.put(replace(DARIUS_HERE, name="Омар Хаддад"))
    assert len(index) == 1
    assert "presence" in index
    assert index.candidates(DARIUS, min_probability=0.0) == []
    assert index.candidates(Person("r", "Omar Haddad"), min_probability=0.0) != []


def test_the_index_says_what_comparing_two_says() -> None:
    (found,) = PersonIndex([DARIUS_HERE]).candidates(DARIUS)
    assert found == compare_persons(DARIUS, DARIUS_HERE)


def test_a_pet_name_finds_a_person_though_no_letter_is_alike() -> None:
    index = PersonIndex([Person("p", "Sasha"), Person("q", "Mira")])
    assert [person.id for person in index.alike(Person("r", "Александр"))] == ["p"]


def test_an_other_name_finds_a_person_too() -> None:
    index = PersonIndex([replace(DARIUS_HERE, name="Ezra Levi", other_names=("داریوش کریمی",))])
    assert [found.registration_id for found in index.candidates(DARIUS)] == ["presence"]


@given(NAMED)
@settings(max_examples=40)
def test_candidates_come_best_first_and_none_below_what_was_asked(people: list[Person]) -> None:
    found = PersonIndex(people).candidates(DARIUS, min_probability=0.2, prior=0.01)
    assert all(one.score >= other.score for one, other in pairwise(found))
    assert all(candidate.probability >= 0.2 for candidate in found)


@given(NAMED, st.sampled_from((1e-4, 0.01, 0.5)))
@settings(max_examples=40)
def test_leaving_out_the_hopeless_early_loses_nobody(people: list[Person], least: float) -> None:
    index = PersonIndex(people)
    alike = {person.id for person in index.alike(DARIUS)}
    expected = {p.id for p in people if p.id in alike and compare_persons(DARIUS, p).probability >= least}
    found = index.candidates(DARIUS, min_probability=least)
    assert {candidate.registration_id for candidate in found} == expected


@given(NAMED, NAMED)
@settings(max_examples=40)
def test_unrelated_records_change_nothing(related: list[Person], others: list[Person]) -> None:
    strangers = [replace(person, id="s" + person.id, name="Ezra Levi", other_names=()) for person in others]
    alone = PersonIndex(related).candidates(DARIUS, min_probability=0.0)
    among = PersonIndex([*strangers, *related]).candidates(DARIUS, min_probability=0.0)
    assert alone == among


@given(NAMED, st.randoms())
@settings(max_examples=40)
def test_the_order_in_which_people_come_and_go_changes_nothing(people: list[Person], random: Random) -> None:
    index = PersonIndex(people)
    for person in random.sample(people, len(people) // 2):
        index.remove(person.id)
        index.put(person)
    assert index.candidates(DARIUS, min_probability=0.0) == PersonIndex(people).candidates(DARIUS, min_probability=0.0)


def test_a_score_does_not_move_when_namesakes_come() -> None:
    namesakes = [Person(f"n{number}", "Dariush Karimi") for number in range(30)]
    (alone,) = PersonIndex([DARIUS_HERE]).candidates(DARIUS)
    among = PersonIndex([*namesakes, DARIUS_HERE]).candidates(DARIUS)
    assert alone == among[0]


def test_linking_two_lists_asks_each_request_as_if_alone_and_tells_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "CHUNK", 200)
    requests = [replace(DARIUS, id=f"r{number}", name=name) for number, name in enumerate(NAMES * 20)]
    told: list[int] = []
    linked = list(link(requests, [DARIUS_HERE], min_probability=0.5, progress=told.append))
    index = PersonIndex([DARIUS_HERE])
    assert linked == [found for request in requests for found in index.candidates(request, min_probability=0.5)]
    assert told == [200, 240]


@given(NAMED, st.lists(persons, min_size=1, max_size=12), st.integers(1, 12))
@settings(max_examples=40)
def test_many_asked_at_once_are_answered_as_each_alone(people: list[Person], asked: list[Person], size: int) -> None:
    terms = Terms(min_probability=0.0)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(retrieval, "DEPTH", Depth(one_in=1, least=2, most=2, kept=100))
        alone = [PersonIndex(people).candidates(one, min_probability=0.0) for one in asked]
        index = PersonIndex(people)
        chunks = [asked[start : start + size] for start in range(0, len(asked), size)]
        together = [found for chunk in chunks for found in index.candidates_of_many(chunk, terms)]
    assert together == alone


def test_linking_two_empty_lists_gives_nothing() -> None:
    assert list(link([], [])) == []


@pytest.mark.parametrize("born_in", [None, 1986])
def test_a_crowd_of_one_name_does_not_hide_the_one_who_fits(
    monkeypatch: pytest.MonkeyPatch, born_in: int | None
) -> None:
    monkeypatch.setattr(postings, "CROWD", 20)
    crowd = [Person(f"c{number}", "Darius Karimi", birth=born(whole_year(1920 + number % 60))) for number in range(400)]
    one = replace(DARIUS_HERE, birth=born(whole_year(born_in)) if born_in else None)
    index = PersonIndex([*crowd, one])
    assert index.candidates(DARIUS)[0].registration_id == "presence"
    for person in crowd:
        index.remove(person.id)
    assert [found.registration_id for found in index.candidates(DARIUS)] == ["presence"]


def most_work(namesakes: int, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """Count, for one question among so many of one name, the pairs weighed and the bearers of the name looked at."""
    looked_at: list[int] = []
    members = postings.Crowd.members

    def counted(crowd: postings.Crowd, traits: postings.Traits) -> Iterator[int]:
        for member in members(crowd, traits):
            looked_at.append(member)
            yield member

    monkeypatch.setattr(postings.Crowd, "members", counted)
    index = PersonIndex(Person(f"c{number}", "Darius Karimi", sex="m") for number in range(namesakes))
    return len(index.alike(DARIUS)), len(looked_at)


def test_a_question_costs_the_same_among_few_and_among_very_many_of_one_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "CROWD", 20)
    weighed, looked_at = most_work(100, monkeypatch)
    assert 0 < weighed <= retrieval.POOL
    assert (weighed, looked_at) == most_work(2000, monkeypatch)


def test_a_crowd_without_traits_is_cut_and_not_scanned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "CROWD", 20)
    index = PersonIndex(Person(f"c{number}", "Darius Karimi") for number in range(500))
    assert 0 < len(index.alike(Person("r", "Darius Karimi"))) <= 20
    assert len(index.candidates(DARIUS, limit=5, min_probability=0.0)) == 5


@given(people=st.lists(NAMED, max_size=3), asked=NAMED)
def test_many_put_at_once_are_found_as_those_put_one_by_one(people: list[list[Person]], asked: list[Person]) -> None:
    at_once, one_by_one = PersonIndex(), PersonIndex()
    for some in people:
        at_once.put_many(some)
        for person in some:
            one_by_one.put(person)
    terms = Terms(limit=50, min_probability=0.0)
    assert at_once.candidates_of_many(asked, terms) == one_by_one.candidates_of_many(asked, terms)
    assert len(at_once) == len(one_by_one)


def test_a_crowd_put_at_once_is_divided_like_one_that_came_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "CROWD", 3)
    crowd = [replace(DARIUS_HERE, id=f"p{at}", birth=born(whole_year(1960 + at % 4))) for at in range(20)]
    at_once, one_by_one = PersonIndex(crowd), PersonIndex()
    for person in crowd:
        one_by_one.put(person)
    terms = Terms(limit=50, min_probability=0.0)
    assert at_once.candidates_of_many([DARIUS], terms) == one_by_one.candidates_of_many([DARIUS], terms)


@given(NAMED, st.integers(1, 3), st.integers(0, 9))
@settings(max_examples=60)
def test_everybody_who_is_like_somebody_is_given_however_few_are_looked_at_closely(
    people: list[Person], looked_at: int, at_once: int
) -> None:
    terms = Terms(limit=len(people) + 1, min_probability=0.5, prior=1 / 200)
    every = PersonIndex(people).candidates_of_many([DARIUS, DARIUS_HERE, DARIUS], terms)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(retrieval, "POOL", looked_at)
        patch.setattr(index, "PAIRS_AT_ONCE", at_once)
        told = PersonIndex(people).everybody_like([DARIUS, DARIUS_HERE, DARIUS], terms)
    assert [[one.id for one in found] for found in told] == [[one.registration_id for one in found] for found in every]
    assert PersonIndex().everybody_like([DARIUS], terms) == [()]
    assert PersonIndex(people).everybody_like([], terms) == []
