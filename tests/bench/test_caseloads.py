"""Invented caseloads of bench: the same for a seed, whole, readable, and true to what they say of themselves."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from bench._caseload_people import World
from bench._caseload_places import country_of
from bench._linkage_ceiling import ceiling
from bench.caseloads import PRESENT, TODAY, Caseload, generate, persons, write
from bench.name_data import part_of

from bench_world import small_world
from khabar.cli.match_lists import read_persons
from khabar.text import Script, scripts


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return small_world(tmp_path_factory.mktemp("names"))


@pytest.fixture(scope="module")
def caseload(world: World) -> Caseload:
    """Invent one."""
    return generate(world, 1500, seed=7)


def test_equal_seeds_give_equal_caseloads(world: World, caseload: Caseload) -> None:
    again = generate(world, 1500, seed=7)
    assert (again.requests, again.presences, again.truth) == (caseload.requests, caseload.presences, caseload.truth)
    assert generate(world, 1500, seed=8).requests != caseload.requests


def test_lists_have_the_size_asked_for_and_ids_of_their_own(world: World, caseload: Caseload) -> None:
    assert len(caseload.requests) == len(caseload.presences) == 1500
    assert len({row[0] for row in (*caseload.requests, *caseload.presences)}) == 3000
    assert len(generate(world, 300, seed=1, presences=700).presences) == 700


def test_about_a_third_of_the_requests_have_a_presence(caseload: Caseload) -> None:
    found = {request for request, _ in caseload.truth}
    assert len(found) / len(caseload.requests) == pytest.approx(PRESENT, abs=0.03)
    presences = {row[0] for row in caseload.presences}
    assert all(presence in presences for _, presence in caseload.truth)


def test_some_are_sought_twice_and_some_listed_twice(caseload: Caseload) -> None:
    assert max(Counter(presence for _, presence in caseload.truth).values()) > 1
    assert max(Counter(request for request, _ in caseload.truth).values()) > 1


def test_words_come_from_the_part_asked_for_alone(world: World) -> None:
    for (culture, _), pool in world.pools.items():
        if culture in {"arabic", "hebrew"}:
            assert {part_of(word.native) for word in pool.spelled} == {"dev"}


def test_every_list_can_be_read_as_anybody_s_list_is_read(caseload: Caseload, tmp_path: Path) -> None:
    write(caseload, tmp_path)
    for name, rows in (("requests", caseload.requests), ("presences", caseload.presences)):
        read = read_persons(tmp_path / f"{name}.csv", today=TODAY)
        assert not read.warnings
        assert [person.id for person in read.persons] == [row[0] for row in rows]
        assert [person.birth for person in read.persons] == [person.birth for person in persons(rows)]


def test_fields_are_missing_as_often_as_on_hurried_lists(caseload: Caseload) -> None:
    mothers = [sum(bool(row[5]) for row in rows) / len(rows) for rows in (caseload.requests, caseload.presences)]
    assert mothers[0] == pytest.approx(0.83, abs=0.04)
    assert mothers[1] == pytest.approx(0.46, abs=0.05)


def test_true_pairs_cross_scripts(caseload: Caseload) -> None:
    names = {row[0]: row[1] for row in (*caseload.requests, *caseload.presences)}
    latin = [[Script.LATIN in scripts(names[one]) for one in pair] for pair in caseload.truth]
    crossing = sum(left != right for left, right in latin)
    assert 0.25 < crossing / len(latin) < 0.65


def test_siblings_share_parents_and_no_given_name(world: World) -> None:
    random = Random(3)  # noqa: S311 - people to be drawn again
    for _ in range(50):
        person = world.invent(random)
        sibling = world.sibling(person, random)
        assert sibling.father is person.father
        assert sibling.family is person.family
        assert sibling.given is not person.given
        assert world.cousin(person, random).grandfather is person.grandfather
        assert world.namesake(person, random).given is person.given


def test_every_place_lies_in_a_country(world: World) -> None:
    for land in world.lands.values():
        assert land.countries
        for place in (*land.cities, *land.villages):
            assert country_of(place) in land.countries


def test_who_is_meant_agrees_with_the_truth(caseload: Caseload) -> None:
    assert all(caseload.who[left] is caseload.who[right] for left, right in caseload.truth)
    assert set(caseload.who) == {row[0] for row in (*caseload.requests, *caseload.presences)}


def test_a_reader_who_takes_everything_rightly_finds_nearly_all(caseload: Caseload) -> None:
    best = ceiling(caseload)
    assert best.recall_within(10) > 0.99
    assert best.recall_within(1) > 0.8
