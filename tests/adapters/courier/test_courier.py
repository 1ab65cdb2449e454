"""Bundles over HTTP to this machine; anything but "taken" is an outside trouble, and nothing else is followed."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, ClassVar

import pytest

from khabar.adapters.courier import HttpCourier, NoCourier
from khabar.domain.errors import Outside

if TYPE_CHECKING:
    from collections.abc import Iterator


class Porch(BaseHTTPRequestHandler):
    """Answers every POST with one status, and keeps what came."""

    status: ClassVar[int] = 204
    came: ClassVar[list[tuple[str, str, bytes]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.came.append((self.path, self.headers["Content-Type"], body))
        self.send_response(self.status)
        self.send_header("Location", "/elsewhere/")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def porch(status: int) -> Iterator[str]:
    Porch.status, Porch.came[:] = status, []
    server = HTTPServer(("127.0.0.1", 0), Porch)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_bundle_is_posted_once_to_the_door_of_bundles() -> None:
    with porch(204) as address:
        HttpCourier().post(address, b"sealed" * 1000)
    assert Porch.came == [("/bridge/", "application/octet-stream", b"sealed" * 1000)]


@pytest.mark.parametrize(("status", "retry"), [(200, False), (302, False), (422, False), (429, True), (503, True)])
def test_any_other_answer_is_trouble_and_no_redirect_is_followed(status: int, retry: bool) -> None:  # noqa: FBT001 - a case
    with porch(status) as address, pytest.raises(Outside) as found:
        HttpCourier().post(address, b"x")
    assert found.value.retry is retry
    assert len(Porch.came) == 1


def test_a_porch_that_is_not_there_is_tried_again_another_time() -> None:
    with porch(204) as address:
        pass
    with pytest.raises(Outside) as found:
        HttpCourier().post(address, b"x")
    assert found.value.retry


def test_plain_answers_to_tls_are_trouble() -> None:
    with porch(204) as address, pytest.raises(Outside):
        HttpCourier().post(address.replace("http://", "https://"), b"x")
    assert not Porch.came


def test_without_a_network_nothing_is_posted() -> None:
    with pytest.raises(Outside):
        NoCourier().post("https://porch.example/", b"x")
