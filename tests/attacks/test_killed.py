"""Porch and rounds are killed in the middle, again and again: each slip that was shown opens its page, once, whole."""

from __future__ import annotations

import http.client
import resource
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from journeys.installation import Installation
from journeys.story import slip_on

if TYPE_CHECKING:
    from journeys.story import Slip

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]
KILLS = 3


def kill_the_porch(inst: Installation) -> None:
    """End the porch as a power cut does, its workers first, and start it again."""
    process = inst.processes.pop("porch")
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    process.kill()
    process.wait(timeout=20)
    for child in children:
        with suppress(ProcessLookupError):
            subprocess.run(["/bin/kill", "-9", child], check=False)
    while any(Path(f"/proc/{child}").exists() for child in children):
        time.sleep(0.05)
    inst.start("porch", "serve", "porch")
    inst._wait_for(inst.porch_port)


def file_until(over: threading.Event, inst: Installation, shown: list[Slip]) -> None:
    while not over.is_set():
        with suppress(OSError, http.client.HTTPException):
            visitor = inst.at_porch()
            visitor.get("/family/form/")
            answer = visitor.send("/family/form/", name=f"Person {len(shown)}")
            if answer.status == 200:
                shown.append(slip_on(answer))


def opens(inst: Installation, slip: Slip) -> bool:
    visitor = inst.at_porch()
    visitor.get("/family/open/")
    return visitor.send("/family/open/", code=slip.code, pin=slip.pin).path == "/family/page/"


def rows(inst: Installation, side: str, table: str) -> int:
    with closing(sqlite3.connect(inst.home / side / f"{side}.sqlite3", timeout=20)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - our own names


def test_what_was_acknowledged_survives_kills_of_the_porch_and_of_rounds(tmp_path: Path) -> None:
    with Installation.at(tmp_path / "home") as inst:
        shown: list[Slip] = []
        over = threading.Event()
        families = [threading.Thread(target=file_until, args=(over, inst, shown)) for _ in range(2)]
        for one in families:
            one.start()
        for _ in range(KILLS):
            time.sleep(0.4)
            kill_the_porch(inst)
        over.set()
        for one in families:
            one.join()
        assert shown
        filed = rows(inst, "porch", "intake_submission")
        assert filed == rows(inst, "porch", "pigeonholes_pigeonhole") >= len(shown)
        inst.pass_time(6 * 3600)
        for pause in (0.9, 1.1, 1.3):
            command = [sys.executable, "-m", "khabar", "round"]
            with subprocess.Popen(command, env=inst.environment, stderr=subprocess.DEVNULL) as begun:
                time.sleep(pause)
                begun.kill()
        inst.khabar("round")
        assert rows(inst, "house", "registry_request") == rows(inst, "house", "post_page") == filed
        assert rows(inst, "porch", "intake_submission") == rows(inst, "house", "rounds_unreadable") == 0
        assert all(opens(inst, slip) for slip in shown)
        assert "Nothing was altered" in inst.khabar("verify").stdout


def test_a_full_disk_does_not_end_the_timetable(tmp_path: Path) -> None:
    with Installation.at(tmp_path / "home") as inst:
        command = [sys.executable, "-m", "khabar", "work"]
        work = subprocess.Popen(command, env=inst.environment, stderr=subprocess.PIPE, text=True)
        resource.prlimit(work.pid, resource.RLIMIT_FSIZE, (0, 0))
        assert work.stderr is not None
        assert "tried again in a minute" in work.stderr.readline()
        time.sleep(1)
        assert work.poll() is None
        work.terminate()
        work.communicate(timeout=20)


def test_a_full_disk_of_the_porch_is_one_plain_page_and_no_half_request(tmp_path: Path) -> None:
    with Installation.at(tmp_path / "home") as inst:
        visitor = inst.at_porch()
        visitor.get("/family/form/")
        form = visitor.at
        pid = inst.processes["porch"].pid
        workers = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        size = (inst.home / "porch" / "porch.sqlite3").stat().st_size
        before = {
            worker: resource.prlimit(worker, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
            for worker in workers
        }
        answer = visitor.send("/family/form/", name="Shirin Ahmadi")
        assert (answer.status, answer.heading) == (503, "Something broke on our side")
        assert rows(inst, "porch", "intake_submission") == rows(inst, "porch", "pigeonholes_pigeonhole") == 0
        for worker, limits in before.items():
            resource.prlimit(worker, resource.RLIMIT_FSIZE, limits)
        visitor.at = form
        assert opens(inst, slip_on(visitor.send("/family/form/", name="Shirin Ahmadi")))
