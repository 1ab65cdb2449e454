"""The structural twin: the porch without a house. What works here cannot have asked the house anything."""

from __future__ import annotations

import http.client
import importlib
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from django.urls import URLPattern, URLResolver

from config.ground import copied, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from config.ground import Ground

FIELDS = {
    "name": "Darius",
    "father": "Bahram",
    "enquirer_name": "Shirin",
    "story": "He was last seen at the mill.",
    "code": "1234 5678 9012",
    "pin": "654321",
    "text": "We are all well.",
}


def porch_routes() -> list[str]:
    """Every address the porch knows, from its URL resolver; none of them takes a part that varies."""
    patterns = importlib.import_module("khabar.config.urls_porch").urlpatterns
    return sorted(f"/{route}" for route in _routes(patterns))


def _routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for one in patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns, here)
        else:
            assert "<" not in here, "a route with a varying part needs an example here"
            yield here


@dataclass
class Answered:
    status: int
    body: str


@dataclass
class Phone:
    """A browser without script: it keeps cookies and sends back hidden fields."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answered:
        return self._ask("GET", path)

    def post(self, path: str, **fields: str) -> Answered:
        return self._ask("POST", path, fields)

    def _ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> Answered:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Host": "localhost", "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(fields)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        for header in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        found = Answered(answer.status, answer.read().decode())
        connection.close()
        return found

    def hidden(self, page: Answered) -> dict[str, str]:
        """The hidden fields of a page's forms."""
        found = {}
        for tag in re.findall(r"<input[^>]*>", page.body):
            name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
            if 'type="hidden"' in tag and name and value:
                found[name[1]] = value[1]
        return found


@pytest.fixture(scope="module")
def phone(template: Ground, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    """A porch process whose house has been carried away."""
    ground = copied(template, tmp_path_factory.mktemp("twin") / "home")
    port = free_port()
    ground.write(porch_bind=f"127.0.0.1:{port}")
    (ground.home / "house").rename(ground.home.parent / "carried away")
    command = [sys.executable, "-m", "khabar", "--settings", str(ground.settings), "serve", "porch"]
    log = ground.home.parent / "porch.log"
    with log.open("wb") as output:
        porch = subprocess.Popen(command, env=ground.environment, stdout=output, stderr=output)
    try:
        yield _answering(Phone(port), porch)
    finally:
        porch.terminate()
        porch.wait(timeout=60)
    assert not (ground.home / "house").exists(), "the porch has made itself a house"
    assert "Traceback" not in log.read_text(encoding="utf-8"), log.read_text(encoding="utf-8")


def _answering(phone: Phone, porch: subprocess.Popen[bytes]) -> Phone:
    for _ in range(200):
        assert porch.poll() is None, "the porch did not start without its house"
        try:
            phone.get("/")
        except ConnectionError:
            time.sleep(0.05)
        else:
            return phone
    raise AssertionError("the porch did not answer")


def test_the_porch_has_routes() -> None:
    assert {"/", "/family/form/", "/family/open/", "/here/form/"} <= set(porch_routes())


def test_every_route_of_the_porch_answers_without_a_house(phone: Phone) -> None:
    for route in porch_routes():
        page = phone.get(route)
        assert page.status < 500, route
        assert page.status in (200, 302, 405), f"{route}: {page.status}"


def test_every_form_of_the_porch_answers_without_a_house(phone: Phone) -> None:
    for route in porch_routes():
        empty = phone.hidden(phone.get("/family/form/"))
        token = {"csrfmiddlewaretoken": empty["csrfmiddlewaretoken"]}
        for fields in ({}, token, token | FIELDS, phone.hidden(phone.get(route)) | token | FIELDS):
            page = phone.post(route, **fields)
            assert page.status < 500, f"{route}: {page.status}"


def test_a_request_is_filed_and_its_page_is_read_without_a_house(phone: Phone) -> None:
    form = phone.hidden(phone.get("/family/form/"))
    slip = phone.post("/family/form/", **form, **FIELDS)
    assert slip.status == 200, slip.body
    *code, pin, rest = re.findall(r"digits-group\">(\d+)<", slip.body)
    door = phone.hidden(phone.get("/family/open/"))
    opened = phone.post("/family/open/", **door, code=" ".join(code), pin=pin + rest)
    assert opened.status == 302, opened.body
    page = phone.get("/family/page/")
    assert page.status == 200
    assert "There is nothing we may tell you today" in page.body


def test_what_is_not_there_looks_the_same_everywhere_without_a_house(phone: Phone) -> None:
    pages = [phone.get(path) for path in ("/desk/", "/helper/", "/asking/1/", "/sign-in/", "/admin/")]
    assert {page.status for page in pages} == {404}
    assert len({page.body for page in pages}) == 1
