"""Each door says before it reads how much it takes; which doors take files is counted here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from apps.accounts.colleagues import browser_of
from apps.accounts.rooms import house
from khabar.config import settings as ours
from khabar.config.kinds import LAYOUTS
from khabar.domain.duties import Duty
from khabar.domain.kinds import Kind
from khabar.web.components.bodies import MOST_WORDS, is_for_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.urls import URLResolver
    from pytest_django import Settings

    from apps.accounts.colleagues import House

__all__ = ["house"]

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

DOORS_FOR_FILES = {
    (Kind.INTERMEDIARY, "porch"): {"bridge/"},
    (Kind.ASSOCIATION, "porch"): {"bridge/"},
    (Kind.INTERMEDIARY, "house"): {
        "families/papers/",
        "families/lists/",
        "asking/lists/",
        "carrier/trips/<str:trip_id>/papers/",
    },
    (Kind.ASSOCIATION, "house"): {
        "advocacy/tray/bring/",
        "advocacy/files/<str:file_id>/documents/",
        "archive/add/",
    },
}


def doors(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, object]]:
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield route, one.callback
        else:
            yield from doors(one, route)


@pytest.mark.parametrize(("kind", "side"), DOORS_FOR_FILES, ids=str)
def test_only_these_doors_take_files(kind: Kind, side: str) -> None:
    found = {route for route, view in doors(get_resolver(LAYOUTS[kind].urls[side])) if is_for_files(view)}
    assert found == DOORS_FOR_FILES[kind, side]


def test_more_than_a_form_holds_is_answered_with_a_plain_page_and_not_read(settings: Settings, parts: object) -> None:
    del parts
    settings.ROOT_URLCONF, settings.MIDDLEWARE = "khabar.config.urls_porch", ours._PORCH_MIDDLEWARE
    answer = Client().post("/family/form/", b"x" * (MOST_WORDS + 1), content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "at most 1000 kilobytes" in " ".join(answer.content.decode().split())
    assert vars(answer.wsgi_request)["_read_started"] is False


def test_a_door_that_is_not_hers_answers_a_large_body_as_no_door_does(house: House) -> None:
    ezra = browser_of(house.colleague("ezra", Duty.HELPER))
    body, kind = b"x" * (MOST_WORDS + 1), "application/octet-stream"
    told = [
        (one.status_code, one.content)
        for one in (ezra.post(path, body, content_type=kind) for path in ("/asking/", "/families/typed/", "/nowhere/"))
    ]
    assert told[0] == told[1] == told[2]
    assert told[0][0] == 404


def test_a_length_that_is_no_number_counts_as_too_much(house: House) -> None:
    client = browser_of(house.colleague("mira"))
    assert client.post("/kin/", {"name": "Leyla"}, CONTENT_LENGTH="many").status_code == 413


def test_a_form_with_a_thousand_fields_is_refused_in_a_plain_page(settings: Settings, parts: object) -> None:
    del parts
    settings.ROOT_URLCONF, settings.MIDDLEWARE = "khabar.config.urls_porch", ours._PORCH_MIDDLEWARE
    many = Client(enforce_csrf_checks=True).post("/family/form/", {f"field{number}": "x" for number in range(1000)})
    assert many.status_code in {403, 404}
    assert b"<h1>" in many.content


def test_a_form_inside_forms_is_taken_for_what_it_is_and_answered_like_any_other(
    settings: Settings, parts: object
) -> None:
    del parts
    settings.ROOT_URLCONF, settings.MIDDLEWARE = "khabar.config.urls_porch", ours._PORCH_MIDDLEWARE
    inner = b"Ezra"
    for level in range(300):
        inner = b"--%d\r\nContent-Type: multipart/mixed; boundary=%d\r\n\r\n" % (level, level - 1) + inner
        inner += b"\r\n--%d--\r\n" % level
    answer = Client(enforce_csrf_checks=True).post(
        "/family/form/", inner, content_type="multipart/form-data; boundary=299"
    )
    assert answer.status_code in {403, 404}
    assert b"Ezra" not in answer.content
