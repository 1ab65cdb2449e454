from __future__ import annotations

import os
import signal
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from django.db import connections

from khabar.config import recycling
from khabar.web.family.visits import VISIT

MASTER = 4711


@dataclass
class Request:
    """What gunicorn hands to its hooks."""

    method: str = "GET"
    headers: list[tuple[str, str]] = field(default_factory=list)
    is_last: bool = False

    def force_close(self) -> None:
        self.is_last = True


@dataclass
class Worker:
    """A worker, as far as the hooks know it."""

    alive: bool = True
    ppid: int = MASTER


@pytest.fixture
def signals(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    sent: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda pid, which: sent.append((pid, which)))
    return sent


def visited(*cookies: str, method: str = "GET") -> Request:
    return Request(method, [("HOST", "families.example"), ("COOKIE", "; ".join(cookies))])


def test_whatever_is_typed_and_each_look_at_a_page_leaves_something_and_nothing_else_does() -> None:
    assert recycling.leaves_something("POST", {})
    assert recycling.leaves_something("GET", {"COOKIE": "language=fa; visit=AbC"})
    assert recycling.leaves_something("HEAD", {"COOKIE": "visit=x"})
    assert not recycling.leaves_something("GET", {})
    assert not recycling.leaves_something("GET", {"COOKIE": "language=fa; revisit=x; visitor=x"})
    assert recycling.VISIT_COOKIE == VISIT


def test_a_worker_ends_after_such_an_answer_its_line_is_closed_and_the_next_is_asked_for(
    signals: list[tuple[int, int]],
) -> None:
    worker, request = Worker(), visited("visit=x")
    recycling.begin_answer(worker, request)
    assert request.is_last
    alive = [worker.alive]  # the answer is still to be given
    recycling.end_answer(worker, request, {}, None)
    assert [*alive, worker.alive] == [True, False]
    assert signals == [(MASTER, signal.SIGTTIN)]
    recycling.end_answer(worker, visited(method="POST"), {}, None)
    assert len(signals) == 1, "one successor for each worker, however many answers were under way"


def test_a_worker_goes_on_after_what_everybody_may_see(signals: list[tuple[int, int]]) -> None:
    worker, request = Worker(), visited("language=fa")
    recycling.begin_answer(worker, request)
    recycling.end_answer(worker, request, {}, None)
    assert (worker.alive, request.is_last, signals) == (True, False, [])


def test_the_number_of_workers_is_again_what_was_set_when_one_is_gone() -> None:
    server = SimpleNamespace(cfg=SimpleNamespace(workers=2), num_workers=4)
    for expected in (3, 2, 2):
        recycling.forget_one(server, None)
        assert server.num_workers == expected


@pytest.mark.urls("khabar.config.urls_porch")
@pytest.mark.django_db
def test_everything_is_loaded_before_the_first_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[bool] = []
    monkeypatch.setattr(connections, "close_all", lambda: closed.append(True))
    recycling.load_everything()
    assert closed == [True], "no line to a database is shared by two processes"
    assert set(recycling.hooks()) == {"preload_app", "on_starting", "pre_request", "post_request", "child_exit"}
