"""A real server on a real socket: what is too long, says no length, never ends or is no request at all.

One process serves a page that reads whatever it is given; its times are short, and everything else is as in life.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from khabar.adapters.bounded import source_folders
from khabar.config import front
from khabar.web.components.middleware import HEADERS

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 5_000
PROGRAM = f"""
import sys
from khabar.config import front, serve
front.PAUSE, front.GRACE = 0.4, 1.0
def page(environ, start):
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    start("200 OK", [("Content-Length", "5")])
    return [b"%05d" % len(body)]
serve._Server(page, sys.argv[1], 1, {{"worker_class": front.bounded({MOST}), "graceful_timeout": 1}}).run()
"""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = int(probe.getsockname()[1])
    log = tmp_path_factory.mktemp("front") / "log"
    with log.open("wb") as told:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, f"127.0.0.1:{free}"],
            stdout=told,
            stderr=told,
            env={**os.environ, "PYTHONPATH": source_folders()},
        )
    for _ in range(200):
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", free)) == 0:
                break
        time.sleep(0.1)
    yield free
    process.terminate()
    process.wait(timeout=20)
    assert b"127.0.0.1" not in log.read_bytes()
    assert b"Ezra" not in log.read_bytes()


def told(port: int, *pieces: bytes, pause: float = 0.0) -> bytes:
    """Send pieces with pauses between them, and give everything that comes back until the line is closed."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        for piece in pieces:
            try:
                line.sendall(piece)
            except OSError:  # the other side has had enough
                break
            time.sleep(pause)
        answer = b""
        try:
            while piece := line.recv(65536):
                answer += piece
        except OSError:
            pass
        return answer


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer else 0


def head(more: bytes = b"", method: bytes = b"POST") -> bytes:
    return method + b" /family/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + more + b"\r\n"


REFUSED = {
    "a body that is too long": (head(b"Content-Length: 5001\r\n"), 413),
    "a body without end": (head(b"Transfer-Encoding: chunked\r\n") + b"5\r\nEzra!\r\n", 411),
    "both lengths": (head(b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n") + b"0\r\n\r\n", 400),
    "a length that is none": (head(b"Content-Length: -5\r\n"), 400),
    "a line that is too long": (b"GET /" + b"Ezra" * 1000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
    "a hundred headers": (head(b"".join(b"X-%d: Ezra\r\n" % one for one in range(100))), 431),
    "a header without an end": (head(b"X: " + b"Ezra" * 5000 + b"\r\n"), 431),
    "no request at all": (b"Ezra <script>alert(1)</script>\r\n\r\n", 400),
}


@pytest.mark.parametrize(("sent", "expected"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_in_few_words_with_every_header_and_nothing_of_it_repeated(
    port: int, sent: bytes, expected: int
) -> None:
    answer = told(port, sent)
    assert status(answer) == expected
    headers = dict(re.findall(r"^([\w-]+): (.*)\r$", answer.decode("ascii"), re.MULTILINE))
    assert HEADERS.items() <= headers.items()
    assert (headers["Cache-Control"], headers["Connection"]) == ("no-store", "close")
    assert b"Ezra" not in answer
    assert b"script>" not in answer


def test_what_fits_is_handed_on_whole(port: int) -> None:
    answer = told(port, head(b"Content-Length: 5000\r\n") + b"x" * 5000)
    assert (status(answer), answer[-5:]) == (200, b"05000")


def test_a_body_that_stops_coming_holds_nobody_up(port: int) -> None:
    begun = time.monotonic()
    assert status(told(port, head(b"Content-Length: 4000\r\n") + b"x" * 10)) in {0, 500}
    assert time.monotonic() - begun < 4


def test_a_body_that_comes_byte_by_byte_ends_after_its_grace(port: int) -> None:
    begun = time.monotonic()
    assert status(told(port, head(b"Content-Length: 4000\r\n"), *[b"x"] * 12, pause=0.15)) != 200
    assert time.monotonic() - begun < 5


def test_twelve_who_only_begin_do_not_keep_the_thirteenth_waiting(port: int) -> None:
    lines = [socket.create_connection(("127.0.0.1", port), timeout=60) for _ in range(12)]
    try:
        for line in lines:
            line.sendall(b"POST /family/ HTTP/1.1\r\nHost: loc")
        begun = time.monotonic()
        assert status(told(port, head(b"Content-Length: 1\r\n") + b"x")) == 200
        assert time.monotonic() - begun < 5
    finally:
        for line in lines:
            line.close()


class Slow:
    """A socket on which bytes come when they are asked for."""

    def settimeout(self, seconds: float | None) -> None:
        self.waits = seconds

    def recv(self, most: int, _flags: int) -> bytes:
        return b"x" * min(most, 100)


def test_an_old_telephone_that_keeps_sending_is_waited_for() -> None:
    moment, slow = [0.0], Slow()
    patient = front.Patient(slow, lambda: moment[0])  # type: ignore[arg-type]  # as much of a socket as is asked
    for _ in range(5_000):
        assert len(patient.recv(100_000)) == 100
        moment[0] += 100 / 5_000  # five kilobytes a second, for a hundred seconds


def test_one_that_drips_is_not() -> None:
    moment, slow = [0.0], Slow()
    patient = front.Patient(slow, lambda: moment[0])  # type: ignore[arg-type]  # as much of a socket as is asked
    for _ in range(20):
        assert patient.recv(1)
        moment[0] += 1
    moment[0] += 1
    with pytest.raises(ConnectionResetError):
        patient.recv(1)
    patient.begin()
    assert patient.recv(1)
