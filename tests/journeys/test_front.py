"""The servers of a real installation: every answer of either side has the headers, refusals of theirs too."""

from __future__ import annotations

import http.client
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from khabar.web.components.middleware import HEADERS

if TYPE_CHECKING:
    from journeys.story import Story

PATHS = ("/", "/sign-in/", "/no/such/page/", "/blank/", "/static/khabar.css", "/static/nothing.css", "/language/?to=fa")


def asked(port: int, method: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    with closing(connection):
        connection.request(method, path, headers={"Host": f"localhost:{port}", **headers})
        answer = connection.getresponse()
        with closing(answer):
            return answer.status, dict(answer.getheaders()), answer.read()


@pytest.mark.slow
def test_every_answer_of_either_server_keeps_itself_to_itself(story: Story) -> None:
    statuses = set()
    for port in (story.inst.porch_port, story.inst.house_port):
        for method in ("GET", "HEAD", "POST", "OPTIONS"):
            for path in PATHS:
                status, headers, _body = asked(port, method, path)
                statuses.add(status)
                assert HEADERS.items() <= headers.items(), (port, method, path)
                assert path.startswith("/static/k") or "no-store" in headers["Cache-Control"], (port, method, path)
    assert {200, 302, 404, 405} <= statuses


@pytest.mark.slow
def test_a_body_that_no_door_takes_is_refused_before_it_is_sent(story: Story) -> None:
    for port in (story.inst.porch_port, story.inst.house_port):
        status, headers, body = asked(port, "POST", "/family/form/", **{"Content-Length": "900000000"})
        assert (status, headers["Connection"]) == (413, "close")
        assert HEADERS.items() <= headers.items()
        assert body.startswith(b"This is too much")
        assert asked(port, "POST", "/family/form/", **{"Transfer-Encoding": "chunked"})[0] == 411
