"""The rounds as they run in life: a parent without keys, a child for each class, each under its allow-list."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from config.agents import unlocked_agent
from khabar.adapters.keyagent.keyring_files import read_public_keys
from khabar.domain.forms import RequestForm
from khabar.domain.rounds import INTERMEDIARY_ROUND
from khabar.vault import canonical
from khabar.vault.keys import KeyClass
from khabar.vault.seals import seal_to

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from config.ground import Ground

SEARCH = "5e" * 16
FILED = "2026-03-02T09:00:00+00:00"


def drop_in(ground: Ground, key: bytes, body: dict[str, object]) -> None:
    """Put one submission into the queue, as the porch would."""
    public = read_public_keys(ground.home / "porch" / "public.keys")[KeyClass.INTAKE].public
    sealed = seal_to(public, canonical.encode({**body, "key": key}), pad_to=(32768,))
    with closing(sqlite3.connect(ground.home / "porch" / "porch.sqlite3")) as connection, connection:
        connection.execute("INSERT INTO intake_submission (key, sealed) VALUES (?, ?)", (key, sealed))


def rows(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path, timeout=20)) as connection:
        return connection.execute(statement).fetchall()


def look_for(ground: Ground, name: str) -> None:
    """Put a question, as a page of the house does."""
    public = read_public_keys(ground.home / "porch" / "public.keys")[KeyClass.REGISTER].public
    question = seal_to(public, canonical.encode({"search": SEARCH, "name": name}), pad_to=(2048,))
    with closing(sqlite3.connect(ground.home / "house" / "house.sqlite3")) as connection, connection:
        statement = "INSERT INTO searches_search (id, asked_by, asked_at, question) VALUES (?, ?, ?, ?)"
        connection.execute(statement, (SEARCH, "f1" * 16, datetime.now(UTC).isoformat(" "), question))


def answer(house: Path, process: subprocess.Popen[str]) -> object:
    """Wait for what the worker wrote."""
    for _ in range(300):
        ((found,),) = rows(house, "SELECT answer FROM searches_search")
        if found is not None or process.poll() is not None:
            return found
        time.sleep(0.1)
    return None


@pytest.fixture
def worker(ground: Ground) -> Iterator[subprocess.Popen[str]]:
    """The process that keeps the timetable; stopped as Ctrl-C stops it."""
    form = RequestForm(name="Darius", enquirer_name="Shirin", filed_at=FILED)
    drop_in(ground, b"r" * 32, {"kind": "request", "form": form.to_body()})
    command = [sys.executable, "-m", "khabar", "work"]
    with unlocked_agent(ground):
        work = subprocess.Popen(command, env=ground.environment, stderr=subprocess.PIPE, text=True)
        yield work
        work.send_signal(signal.SIGINT)
        work.communicate(timeout=20)


def test_a_round_in_processes_of_their_own_does_every_step_under_its_allow_list(
    ground: Ground, worker: subprocess.Popen[str]
) -> None:
    house, porch = ground.home / "house" / "house.sqlite3", ground.home / "porch" / "porch.sqlite3"
    for _ in range(300):
        found = rows(house, "SELECT steps FROM rounds_round WHERE finished_at IS NOT NULL")
        if found or worker.poll() is not None:
            break
        time.sleep(0.1)
    assert found, worker.stderr and worker.stderr.read()
    assert json.loads(str(found[0][0])) == {step.value: "done" for step in INTERMEDIARY_ROUND.steps}
    assert rows(porch, "SELECT sequence FROM intake_submission") == []
    assert rows(house, "SELECT count(*) FROM registry_request") == [(1,)]
    assert rows(house, "SELECT count(*) FROM rounds_unreadable") == [(0,)]
    look_for(ground, "Darius")
    assert answer(house, worker), "between rounds the desk is answered"


def test_where_rounds_are_done_by_hand_the_worker_answers_the_desk_and_does_none(ground: Ground) -> None:
    house = ground.home / "house" / "house.sqlite3"
    look_for(ground, "Darius")
    command = [sys.executable, "-m", "khabar", "work", "--no-rounds"]
    with unlocked_agent(ground):
        work = subprocess.Popen(command, env=ground.environment, stderr=subprocess.PIPE, text=True)
        found = answer(house, work)
        work.send_signal(signal.SIGINT)
        _, told = work.communicate(timeout=20)
    assert found, told
    assert rows(house, "SELECT * FROM rounds_round") == []
    acts = rows(house, "SELECT act, actor FROM ledger_entry WHERE chain = 'house' ORDER BY sequence DESC LIMIT 1")
    assert acts == [("search answered", "system:search")]
