"""Every address of every side, with every verb, answers with the headers that keep a page to itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from apps.accounts.colleagues import browser_of
from apps.accounts.rooms import house
from khabar.config import settings as ours
from khabar.config.kinds import LAYOUTS
from khabar.domain.duties import Duty
from khabar.domain.kinds import Kind
from khabar.web.components.middleware import HEADERS
from khabar.web.front.access import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http.response import HttpResponseBase
    from pytest_django import Settings

    from apps.accounts.colleagues import House

__all__ = ["house"]

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

AT_LEAST = {
    "Content-Security-Policy": r"default-src 'none'; .*frame-ancestors 'none'.*",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": r".*camera=\(\).*",
    "Cache-Control": "no-store",
    "Expires": "",  # a moment in a header makes two equal answers unequal at the turn of a second
}


def paths(urlconf: str) -> Iterator[str]:
    for row in table(urlconf):
        yield re.sub(r"<int:[^>]+>", "1", re.sub(r"<(str:)?[^>:]+>", "0" * 32, row.route))
    yield "/no/such/address/"


def faults(answer: HttpResponseBase, path: str) -> list[str]:
    return [
        f"{answer.status_code} {path}: {name}"
        for name, pattern in AT_LEAST.items()
        if not re.fullmatch(pattern, answer.headers.get(name, ""))
    ]


def all_faults(client: Client, urlconf: str, verbs: tuple[str, ...]) -> list[str]:
    return [fault for path in paths(urlconf) for verb in verbs for fault in faults(getattr(client, verb)(path), path)]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_address_of_a_porch_answers_with_them(parts: object, settings: Settings, kind: Kind) -> None:
    del parts
    settings.ROOT_URLCONF = LAYOUTS[kind].urls["porch"]
    settings.MIDDLEWARE = ours._PORCH_MIDDLEWARE
    settings.LANGUAGES = ours.SPOKEN["porch"]
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    assert all_faults(client, settings.ROOT_URLCONF, ("get", "post", "options")) == []


@pytest.mark.parametrize("kind", list(Kind))
def test_every_address_of_a_house_answers_with_them(house: House, settings: Settings, kind: Kind) -> None:
    settings.ROOT_URLCONF = LAYOUTS[kind].urls["house"]
    at_the_door = Client(raise_request_exception=False)
    assert all_faults(at_the_door, settings.ROOT_URLCONF, ("post",)) == []
    duty = Duty.FAMILY_DESK if kind is Kind.INTERMEDIARY else Duty.OPERATOR
    inside = browser_of(house.colleague("farid", duty))
    inside.raise_request_exception = False
    assert all_faults(inside, settings.ROOT_URLCONF, ("get",)) == []


def test_a_file_may_be_kept_by_the_browser_and_by_no_other_site() -> None:
    answer = Client().get("/static/khabar.css")
    assert b"".join(answer)
    answer.close()
    assert faults(answer, "") == ["200 : Cache-Control"]


def test_no_page_asks_for_more_than_its_own_stylesheet_and_forms() -> None:
    words = dict(one.split(" ", 1) for one in HEADERS["Content-Security-Policy"].split("; "))
    assert words == {
        "default-src": "'none'",
        "style-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }


def test_leaving_the_house_asks_the_browser_to_forget(house: House) -> None:
    client = browser_of(house.colleague("mira"))
    answer = client.post("/sign-out/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.cookies[ours.SESSION_COOKIE_NAME]["max-age"] == 0
