"""A whole demonstration as its user starts it, with a small caseload on ports of its own."""

from __future__ import annotations

import http.client
import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from demo.made import SECONDS_TO_STOP, give_demonstration, left_behind, wait_until_nothing_is_left
from demo.running import Demonstration, begin

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a space in its name, whose first start was cut off and then done to its end."""
    folder = tmp_path_factory.mktemp("demo") / "a folder"
    give_demonstration(folder)
    return folder


@pytest.fixture
def running(installed: Path) -> Iterator[Demonstration]:
    demonstration = begin(installed)
    try:
        demonstration.wait_until_open()
        yield demonstration
    finally:
        if demonstration.process.poll() is None:
            demonstration.end(signal.SIGINT)
        demonstration.hear_the_end()


def test_the_next_start_makes_nothing_anew_and_the_page_does_what_it_says(running: Demonstration) -> None:
    assert running.said == f"Open http://localhost:{running.ports.page}/ · Ctrl-C stops the demonstration.\n"
    status, page, _ = running.get("/")
    assert status == http.client.OK
    assert "A sister looks for her brother" in page
    running.post("/house/lock/")
    assert "The house is locked" in running.get("/")[1]
    running.post("/house/unlock/")
    assert "The house is unlocked" in running.get("/")[1]
    address, until = running.post("/time/six-hours/"), time.monotonic() + 60
    while running.get(address)[0] != http.client.FOUND:
        assert time.monotonic() < until, "no round was done"
        time.sleep(0.2)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_leaves_nothing_behind(running: Demonstration, number: signal.Signals) -> None:
    code, seconds = running.end(number)
    assert (code, "Traceback" in running.said) == (0, False)
    assert seconds < SECONDS_TO_STOP
    assert left_behind(running.folder) == []
    assert list(running.folder.rglob("*.sock")) == []


def test_even_a_kill_leaves_no_process_behind(running: Demonstration) -> None:
    running.end(signal.SIGKILL)
    wait_until_nothing_is_left(running.folder)


def test_a_second_start_in_the_folder_and_a_taken_port_are_refused_in_one_line(
    running: Demonstration, tmp_path: Path
) -> None:
    for folder, ports, word in ((running.folder, None, "already"), (tmp_path / "new", running.ports, "in use")):
        second = begin(folder, ports)
        assert second.hear_the_end() == 1
        assert word in second.said
        assert second.said.count("\n") == 1
    assert not (tmp_path / "new").exists()


def test_a_program_that_dies_ends_the_demonstration_in_one_line(running: Demonstration) -> None:
    children = Path(f"/proc/{running.process.pid}/task/{running.process.pid}/children").read_text().split()
    os.kill(int(children[-1]), signal.SIGKILL)
    assert running.hear_the_end() == 1
    assert "has ended by itself" in running.said
    assert left_behind(running.folder) == []
