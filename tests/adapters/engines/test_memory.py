"""The engine in memory: as many processes as one likes, the same candidates, nothing left behind."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from khabar.adapters.engines import memory
from khabar.adapters.engines.memory import MemoryEngine
from khabar.demo.caseload import generate
from khabar.demo.caseload_persons import persons
from khabar.linkage import DEFAULT_PRIOR, Candidate, link

MADE = generate(2030, 120, 200)
BORN = """
import os, time
from khabar.adapters.engines import memory
from khabar.linkage import Terms
from khabar.linkage.linking import Linking

end_with_parent = memory._end_with_parent

def late(heard: int, held: int) -> None:
    os.write(1, f"{os.getpid()}\\n".encode())
    time.sleep(1)
    end_with_parent(heard, held)

memory._end_with_parent = late
with memory._forks(Linking([], [], Terms()), 2) as workers:
    for _ in range(2):
        workers.submit(time.sleep, 600)
    time.sleep(600)
"""
HELD = """
import os, time
from khabar.adapters.engines.memory import _forks
from khabar.linkage import Terms
from khabar.linkage.linking import Linking

with _forks(Linking([], [], Terms()), 2) as workers:
    for waiting in [workers.submit(time.sleep, 600) for _ in range(2)]:
        while not waiting.running():
            time.sleep(0.01)
    print(*workers._processes, flush=True)
    time.sleep(600)
"""


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


def test_a_caller_who_stops_early_leaves_no_worker_and_garbage_is_looked_for_as_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(memory, "FEW", 0)
    lists = persons(MADE.requests), persons(MADE.presences)
    found = MemoryEngine(processes=2).link(*lists, min_probability=0.01, prior=DEFAULT_PRIOR)
    often = gc.get_threshold()
    assert next(iter(found)).request_id
    assert gc.get_threshold()[0] > often[0]
    found.close()  # type: ignore[attr-defined]  # a generator
    assert multiprocessing.active_children() == []
    assert gc.get_threshold() == often


def test_a_worker_without_work_says_so() -> None:
    with pytest.raises(RuntimeError, match="without work"):
        memory._found(range(1))


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_a_parent_that_is_killed(end: signal.Signals) -> None:
    """They hold names in clear, so they must not go on without whoever started them."""
    started = [sys.executable, "-c", HELD]
    with subprocess.Popen(started, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as parent:
        assert parent.stdout is not None
        workers = [int(number) for number in parent.stdout.readline().split()]
        assert len(workers) == 2
        assert all(map(is_running, workers))
        parent.send_signal(end)
    assert_they_end(workers)


def test_workers_end_whose_parent_is_killed_before_they_began_to_look_out_for_it() -> None:
    started = [sys.executable, "-c", BORN]
    with subprocess.Popen(started, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as parent:
        assert parent.stdout is not None
        workers = [int(parent.stdout.readline()) for _ in range(2)]
        parent.kill()
    assert_they_end(workers)


def assert_they_end(workers: list[int]) -> None:
    until = time.monotonic() + 20
    while any(map(is_running, workers)):
        assert time.monotonic() < until, "a worker lives on without its parent"
        time.sleep(0.05)


def is_running(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    return "State:\tZ" not in status
