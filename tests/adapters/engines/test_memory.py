"""The engine in memory: as many processes as one likes, the same candidates, nothing left behind."""

from __future__ import annotations

import multiprocessing

import pytest

from khabar.adapters.engines import memory
from khabar.adapters.engines.memory import MemoryEngine
from khabar.demo.caseload import generate
from khabar.demo.caseload_persons import persons
from khabar.linkage import DEFAULT_PRIOR, Candidate, link

MADE = generate(2030, 120, 200)


def linked(processes: int) -> list[Candidate]:
    engine = MemoryEngine(processes=processes)
    told: list[int] = []
    lists = persons(MADE.requests), persons(MADE.presences)
    found = list(engine.link(*lists, min_probability=0.01, prior=DEFAULT_PRIOR, progress=told.append))
    assert told[-1] == len(MADE.requests)
    return found


def test_several_processes_give_what_one_gives_and_are_gone_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "FEW", 0)
    alone = linked(1)
    assert alone == linked(2)
    assert alone == list(link(persons(MADE.requests), persons(MADE.presences)))
    assert multiprocessing.active_children() == []


def test_a_caller_who_stops_early_leaves_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "FEW", 0)
    lists = persons(MADE.requests), persons(MADE.presences)
    found = MemoryEngine(processes=2).link(*lists, min_probability=0.01, prior=DEFAULT_PRIOR)
    assert next(iter(found)).request_id
    found.close()  # type: ignore[attr-defined]  # a generator
    assert multiprocessing.active_children() == []


def test_a_worker_without_work_says_so() -> None:
    with pytest.raises(RuntimeError, match="without work"):
        memory._found(range(1))
