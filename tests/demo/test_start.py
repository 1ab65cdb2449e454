"""A whole demonstration as its user starts it, with a small caseload on ports of its own."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from khabar.demo.plan import Ports

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow
SOURCE = Path(__file__).resolve().parents[2] / "src"
SECONDS_TO_STOP = 6.0
"""Three are promised on a quiet machine; the checks keep two processors busy."""


@dataclass
class Demonstration:
    """One that runs: its process, its folder, its ports, and what it says."""

    process: subprocess.Popen[str]
    folder: Path
    ports: Ports
    said: str = ""

    def wait_until_open(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said += line
            if line.startswith("Open http"):
                return
        pytest.fail(f"it ended: {self.said}")

    def end(self, number: signal.Signals) -> tuple[int, float]:
        began = time.monotonic()
        self.process.send_signal(number)
        code = self.process.wait(60)
        seconds = time.monotonic() - began
        self.hear_the_end()
        return code, seconds

    def hear_the_end(self) -> int:
        """Wait for the end and keep the last words; return the exit code."""
        code = self.process.wait(60)
        if self.process.stderr is not None and not self.process.stderr.closed:
            self.said += self.process.stderr.read()
            self.process.stderr.close()
        return code

    def get(self, address: str, cookie: str = "") -> tuple[int, str, str]:
        return self._ask("GET", address, cookie)

    def post(self, address: str) -> str:
        """Post the form as the page has it, and return where it leads."""
        _, page, headers = self.get("/")
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', page)
        cookie = re.search(r"csrftoken=[^;]+", headers)
        assert token
        assert cookie
        status, _, headers = self._ask("POST", address, cookie[0], f"csrfmiddlewaretoken={token[1]}")
        assert status == http.client.FOUND
        return headers.partition("Location: ")[2].splitlines()[0]

    def _ask(self, method: str, address: str, cookie: str = "", body: str = "") -> tuple[int, str, str]:
        host = f"localhost:{self.ports.page}"
        more = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{host}"} if body else {}
        connection = http.client.HTTPConnection("127.0.0.1", self.ports.page, timeout=30)
        connection.request(method, address, body or None, {"Host": host, "Cookie": cookie, **more})
        response = connection.getresponse()
        answer = response.status, response.read().decode(), str(response.headers)
        connection.close()
        return answer


def free_ports() -> Ports:
    with ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(3)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return Ports(*(int(probe.getsockname()[1]) for probe in probes))


def begin(folder: Path, ports: Ports | None = None) -> Demonstration:
    ports = ports or free_ports()
    words = [sys.executable, "-m", "khabar", "demo", "--dir", str(folder), "--ports", str(ports), "--people", "50"]
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("KHABAR_")}
    process = subprocess.Popen(
        words,
        env={**surroundings, "PYTHONPATH": str(SOURCE)},
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        cwd="/",
    )
    return Demonstration(process, folder, ports)


def left_behind(folder: Path) -> list[str]:
    """Name the processes that have this folder's settings in their surroundings."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if str(folder).encode() in (entry / "environ").read_bytes():
                found.append((entry / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def wait_until_nothing_is_left(folder: Path, seconds: float) -> None:
    until = time.monotonic() + seconds
    while left := left_behind(folder):
        assert time.monotonic() < until, left
        time.sleep(0.05)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a space in its name, whose first start was cut off and then done to its end."""
    folder = tmp_path_factory.mktemp("demo") / "a folder"
    cut_off = begin(folder)
    while not (folder / "making" / "house" / "keyring.cbor").exists():
        assert cut_off.process.poll() is None
        time.sleep(0.05)
    cut_off.end(signal.SIGKILL)
    wait_until_nothing_is_left(folder, SECONDS_TO_STOP)
    again = begin(folder)
    again.wait_until_open()
    assert "cut off" in again.said
    again.end(signal.SIGINT)
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
    wait_until_nothing_is_left(running.folder, SECONDS_TO_STOP)


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
