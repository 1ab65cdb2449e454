"""A demonstration as its user starts it, on ports of its own: started, heard, asked, ended."""

from __future__ import annotations

import http.client
import os
import re
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
    import signal

SOURCE = Path(__file__).resolve().parents[2] / "src"


@dataclass
class Demonstration:
    """One that runs: its process, its folder, its ports, and what it says."""

    process: subprocess.Popen[str]
    folder: Path
    ports: Ports
    association: Ports
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


def free_ports() -> tuple[Ports, Ports]:
    """Find ports for the house and for the association beside it."""
    with ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(6)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        numbers = [int(probe.getsockname()[1]) for probe in probes]
    return Ports(*numbers[:3]), Ports(*numbers[3:])


def begin(folder: Path, ports: Ports | None = None) -> Demonstration:
    free, association = free_ports()
    ports = ports or free
    words = [sys.executable, "-m", "khabar", "demo", "--dir", str(folder), "--ports", str(ports), "--people", "50"]
    words += ["--association-ports", str(association)]
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("KHABAR_")}
    process = subprocess.Popen(
        words,
        env={**surroundings, "PYTHONPATH": str(SOURCE)},
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        cwd="/",
    )
    return Demonstration(process, folder, ports, association)
