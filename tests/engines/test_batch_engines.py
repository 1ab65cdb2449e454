"""The engines that join tables, as ./run check --engines runs them: the pairs of memory, in its order, nothing left."""

from __future__ import annotations

import tempfile
from functools import cache
from typing import TYPE_CHECKING

import pytest

from khabar.adapters.engines.choice import engine_named
from khabar.demo.caseload import generate
from khabar.demo.caseload_persons import persons
from khabar.linkage import DEFAULT_PRIOR, FROZEN, Candidate, Person

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),  # Spark leaves its own to the collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
MADE = generate(2031, 600, 1200)
LIKELY = 0.5
"""The threshold at which engines must agree; also the least at which a pair is thought likelier than not."""
ENGINES = ("duckdb", "spark")


@cache
def linked(engine: str) -> tuple[Candidate, ...]:
    lists = persons(MADE.requests), persons(MADE.presences)
    return tuple(engine_named(engine, FROZEN).link(*lists, min_probability=0.01, prior=DEFAULT_PRIOR))


def pairs(candidates: tuple[Candidate, ...], least: float) -> set[tuple[str, str]]:
    return {(one.request_id, one.registration_id) for one in candidates if one.probability >= least}


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_gives_the_pairs_of_memory(engine: str) -> None:
    expected, found = pairs(linked("memory"), LIKELY), pairs(linked(engine), LIKELY)
    assert len(expected) >= 100
    assert len(expected & found) >= 0.99 * len(expected | found)


@pytest.mark.parametrize("engine", ENGINES)
def test_scores_and_evidence_of_a_pair_are_those_of_memory_word_for_word(engine: str) -> None:
    expected = {(one.request_id, one.registration_id): one for one in linked("memory")}
    common = [one for one in linked(engine) if (one.request_id, one.registration_id) in expected]
    for one in common:
        other = expected[one.request_id, one.registration_id]
        assert one.score == pytest.approx(other.score, abs=0.001)
        assert [said.sentence for said in one.evidence] == [said.sentence for said in other.evidence]


@pytest.mark.parametrize("engine", ENGINES)
def test_candidates_come_request_by_request_the_best_first(engine: str) -> None:
    told = [one.request_id for one in linked(engine)]
    asked = [person.id for person in persons(MADE.requests)]
    assert told == sorted(told, key=asked.index)
    for one, other in zip(linked(engine), linked(engine)[1:], strict=False):
        if one.request_id == other.request_id:
            assert one.score >= other.score


@pytest.mark.parametrize("engine", ENGINES)
def test_engines_agree_with_one_another_to_the_last_pair(engine: str) -> None:
    assert pairs(linked(engine), 0.0) == pairs(linked("duckdb"), 0.0)


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_is_left_in_the_place_for_passing_files(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    darius = Person("1", "داریوش رستمی", (), "بهرام")
    found = engine_named(engine, FROZEN).link(
        [darius], [Person("2", "Dariush Rostami", (), "Bahram")], min_probability=0.0, prior=DEFAULT_PRIOR
    )
    assert [one.registration_id for one in found] == ["2"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_an_empty_list_has_no_candidates(engine: str) -> None:
    made = engine_named(engine, FROZEN)
    darius = [Person("1", "Dariush Rostami")]
    assert list(made.link([], darius, min_probability=0.0, prior=DEFAULT_PRIOR)) == []
    assert list(made.link(darius, [], min_probability=0.0, prior=DEFAULT_PRIOR)) == []


def test_many_people_of_one_name_end_in_bounded_work() -> None:
    crowd = [Person(str(at), "Ali Ahmadi") for at in range(20_000)]
    found = list(engine_named("duckdb", FROZEN).link(crowd[:50], crowd, min_probability=0.0, prior=DEFAULT_PRIOR))
    assert len(found) <= 50 * 60
