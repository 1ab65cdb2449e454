"""An advocate notes a consent, copies facts into a request, and reads the family her page as it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apps.bridge.crossing import Far, Near
from apps.bridge.test_association import page_for, requests_in
from association_cast import agreed
from khabar.apps.entrusted import side
from khabar.apps.entrusted.models import Entrusted
from khabar.domain.bridge.entrusting import NO_CONSENT, tracing_by
from khabar.domain.casework.consents import Stand
from khabar.domain.duties import Duty
from khabar.domain.page import Piece, PieceKind

if TYPE_CHECKING:
    from django.test import Client

    from khabar.ports import Parts
    from web.association import Rooms

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

SAID = {"person": "shirin", "stand": "given", "on": "2026-03-01", "how": "by telephone", "reference": "C-7"}
FACTS = {
    "enquirer": "shirin",
    "name": "Darius Ahmadi",
    "other_names": "داریوش احمدی",
    "birth": "1986",
    "enquirer_name": "Shirin Ahmadi",
    "kinship": "sister",
    "said_of_me": "0",
    "purpose": "family_news",
}


@pytest.fixture
def far(parts: Parts) -> Far:
    return Far(parts)


@pytest.fixture
def near(rooms: Rooms, far: Far) -> Near:
    return Near(rooms.parts, side.SIDE).joined(far)


@pytest.fixture
def leyla(rooms: Rooms, near: Near) -> Client:
    del near
    return rooms.browser("leyla", Duty.ADVOCATE)


def test_from_the_consent_to_the_page_that_comes_back(rooms: Rooms, near: Near, far: Far, leyla: Client) -> None:
    file = rooms.file()
    base = f"/advocacy/files/{file}/intermediaries/"
    start = leyla.get(base).content.decode()
    assert "The Tracing House of Lindenau" in start
    assert NO_CONSENT in start
    assert "Write a request" not in start

    assert leyla.post(f"{base}{near.partner}/agreed/", {**SAID, "seen": "1"}).status_code == 302
    assert "Write a request" in leyla.get(base).content.decode()
    blank = leyla.get(f"{base}{near.partner}/ask/").content.decode()
    assert 'value="Shirin Ahmadi"' in blank
    assert 'value="Darius Ahmadi"' in blank

    answer = leyla.post(f"{base}{near.partner}/ask/", {**FACTS, "seen": "1"})
    assert answer.status_code == 302, answer.content.decode()
    waiting = leyla.get(base).content.decode()
    assert "It leaves with the next round." in waiting
    assert "داریوش احمدی" in waiting

    (sent,) = requests_in(near.made(), near, far)
    assert (sent.name, sent.kinship, sent.phone) == ("Darius Ahmadi", "sister", "")
    near.take(far.sent(near.parts, page_for(sent)))
    silent = leyla.get(base).content.decode()
    assert "There is nothing we may tell you today" in silent
    near.take(far.sent(near.parts, page_for(sent, Piece(kind=PieceKind.WORD, name="Darius", text="I am well"))))
    told = leyla.get(base).content.decode()
    assert "I am well" in told
    assert "There is nothing we may tell you today" not in told
    assert "One of the family" not in leyla.get(f"/advocacy/files/{file}/").content.decode()


def test_what_stands_in_the_way_is_named_and_nothing_is_kept(rooms: Rooms, near: Near, leyla: Client) -> None:
    file = rooms.file()
    base = f"/advocacy/files/{file}/intermediaries/"
    agreed(file, "shirin", tracing_by(near.partner), rooms.parts)
    shown = leyla.get(f"{base}{near.partner}/ask/")
    assert shown.status_code == 200
    agreed(file, "shirin", tracing_by(near.partner), rooms.parts, stand=Stand.WITHDRAWN)
    answer = leyla.post(f"{base}{near.partner}/ask/", {**FACTS, "seen": "1"})
    assert answer.status_code == 200
    assert not Entrusted.objects.exists()


def test_a_birth_that_cannot_be_is_said_beside_its_field(rooms: Rooms, near: Near, leyla: Client) -> None:
    file = rooms.file()
    agreed(file, "shirin", tracing_by(near.partner), rooms.parts)
    address = f"/advocacy/files/{file}/intermediaries/{near.partner}/ask/"
    answer = leyla.post(address, {**FACTS, "birth": "31 February 1990", "seen": "1"})
    assert answer.status_code == 200
    assert 'aria-describedby="' in answer.content.decode()
    assert not Entrusted.objects.exists()


def test_a_request_is_taken_back_before_it_leaves(rooms: Rooms, near: Near, leyla: Client) -> None:
    file = rooms.file()
    agreed(file, "shirin", tracing_by(near.partner), rooms.parts)
    base = f"/advocacy/files/{file}/intermediaries/"
    leyla.post(f"{base}{near.partner}/ask/", {**FACTS, "seen": "1"})
    row = Entrusted.objects.get().id
    assert leyla.post(f"{base}{row}/take-back/", {"seen": "1"}).status_code == 302
    assert "Write a request" in leyla.get(base).content.decode()


def test_while_nothing_may_be_told_the_page_reads_the_same_after_every_bundle(
    rooms: Rooms, near: Near, far: Far, leyla: Client
) -> None:
    file = rooms.file()
    agreed(file, "shirin", tracing_by(near.partner), rooms.parts)
    base = f"/advocacy/files/{file}/intermediaries/"
    leyla.post(f"{base}{near.partner}/ask/", {**FACTS, "seen": "1"})
    (sent,) = requests_in(near.made(), near, far)
    pages = []
    for _ in range(2):
        near.take(far.sent(near.parts, page_for(sent)))
        pages.append(leyla.get(base).content.decode().partition("<main")[2].partition("</main>")[0])
    assert pages[0] == pages[1]
    assert "There is nothing we may tell you today" in pages[0]


def test_in_persian_every_sentence_of_the_page_is_persian(rooms: Rooms, near: Near, leyla: Client) -> None:
    file = rooms.file()
    leyla.cookies["language"] = "fa"
    page = leyla.get(f"/advocacy/files/{file}/intermediaries/").content.decode()
    assert 'dir="rtl"' in page
    for english in ("Intermediaries", "Who agreed", "nobody yet", "Nothing leaves"):
        assert english not in page
    assert near.partner in page


def test_an_unknown_partner_and_ezra_find_nothing(rooms: Rooms, near: Near, leyla: Client) -> None:
    file = rooms.file()
    base = f"/advocacy/files/{file}/intermediaries/"
    assert leyla.get(f"{base}{'0' * 32}/ask/").status_code == 404
    ezra = rooms.browser("ezra", Duty.EDITOR)
    assert ezra.get(base).status_code == ezra.get(f"{base}{near.partner}/ask/").status_code == 404
