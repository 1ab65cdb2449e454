"""How bench linkage tells kinds of errors apart."""

from random import Random

import numpy as np
import pytest
from bench._caseload_people import World
from bench._linkage_errors import false_ones, missed, relation
from bench._linkage_figures import Candidates
from bench.caseloads import Caseload, generate

from bench_world import small_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return small_world(tmp_path_factory.mktemp("names"))


@pytest.fixture(scope="module")
def caseload(world: World) -> Caseload:
    return generate(world, 200, seed=4)


def test_people_easily_mistaken_are_named_by_how_they_are_related(world: World) -> None:
    random = Random(1)  # noqa: S311 - people to be drawn again
    person = world.invent(random, "persian")
    assert relation(person, world.sibling(person, random)) == "brothers and sisters"
    assert relation(person, world.cousin(person, random)) == "cousins"
    assert relation(person, world.namesake(person, random)) == "strangers of one name"


def test_only_wrong_pairs_from_the_bar_on_are_counted(caseload: Caseload) -> None:
    true = min(caseload.truth)
    wrong = [(true[0], row[0]) for row in caseload.presences if (true[0], row[0]) not in caseload.truth][:2]
    found = Candidates([true, *wrong], np.array([9.0, 8.0, 1.0]), caseload.truth)
    assert sum(false_ones(found, caseload, 5.0).values()) == 1


def test_missed_pairs_are_counted_beside_all_of_their_kind(caseload: Caseload) -> None:
    nothing = Candidates([], np.zeros(0), caseload.truth)
    counts = missed(nothing, caseload)
    assert all(lost == total for lost, total in counts.values())
    assert sum(total for _, total in counts.values()) == len(caseload.truth)
