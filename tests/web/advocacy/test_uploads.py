from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from khabar.apps.correspondence.models import Incoming
from khabar.domain.codes import grouped
from khabar.domain.duties import Duty
from web.advocacy.test_letters import approve_text, desks, do, drafted, leyla, ministry, mira, post, round_of
from web.desks import text

if TYPE_CHECKING:
    from django.test import Client

    from web.desks import Desks

__all__ = ["desks", "leyla", "mira", "post"]
pytestmark = [
    pytest.mark.django_db(databases=["default", "porch"]),
    pytest.mark.urls("khabar.config.urls_association_house"),
]
PICTURE = b"\xff\xd8\xff\xe0 a page, photographed"


@pytest.fixture
def letter(desks: Desks, leyla: Client, mira: Client) -> tuple[str, str]:
    """A letter that left by mail, and its reference."""
    approve_text(mira)
    made = drafted(leyla, ministry(leyla))
    do(mira, made, "approve")
    do(leyla, made, "0/send")
    round_of(desks)
    page = leyla.get(f"/advocacy/letters/{made}/")
    return made, page.context["copies"][0].reference


def bring(browser: Client, raw: bytes, code: str, desks: Desks) -> str:
    on = desks.parts.clock.now().date().isoformat()
    sent = {"code": code, "on": on, "answer": SimpleUploadedFile("Darius Ahmadi.jpg", raw)}
    return text(browser.post("/advocacy/tray/bring/", sent, follow=True))


def test_a_photographed_answer_is_filed_under_its_reference(
    desks: Desks, leyla: Client, letter: tuple[str, str]
) -> None:
    page = bring(leyla, PICTURE, grouped(letter[1]), desks)
    assert "It is filed under this letter." in page
    assert "answered" in page
    row = Incoming.objects.get()
    assert row.letter == letter[0]
    back = leyla.get(f"/advocacy/tray/{row.id}/mail/")
    assert back.content == PICTURE
    assert back.headers["Content-Type"] == "application/octet-stream"
    assert back.headers["Content-Disposition"].startswith("attachment")
    assert "was here already" in bring(leyla, PICTURE, grouped(letter[1]), desks)
    assert Incoming.objects.count() == 1


def test_a_damaged_reference_is_proposed_and_one_look_files_it(
    desks: Desks, leyla: Client, letter: tuple[str, str]
) -> None:
    page = bring(leyla, PICTURE, letter[1][:5] + letter[1][6:], desks)
    assert "differs by one mistake" in page
    row = Incoming.objects.get()
    assert not row.letter
    settle = leyla.get(f"/advocacy/tray/{row.id}/").content.decode()
    assert f'value="{letter[0]}:0" selected' in settle
    assert "It is filed under that letter" in text(
        leyla.post(f"/advocacy/tray/{row.id}/", {"letter": f"{letter[0]}:0"}, follow=True)
    )


MISTAKES = [
    (b"", {}, "This file is empty."),
    (b"PK\x03\x04", {}, "This is no mail, PDF, picture or text."),
    (PICTURE, {"code": "12"}, "A reference has fifteen digits."),
    (PICTURE, {"on": "2099-01-01"}, "This day has not come yet."),
    (PICTURE, {"on": "2001-01-01"}, "The letter left after this day."),
    (PICTURE, {"on": "soon"}, "Write the day as"),
]


def test_a_mistake_is_told_in_one_line_and_nothing_is_kept(
    desks: Desks, leyla: Client, letter: tuple[str, str]
) -> None:
    for raw, more, sentence in MISTAKES:
        given = {"code": letter[1], "on": desks.parts.clock.now().date().isoformat()} | more
        sent = {**given, "answer": SimpleUploadedFile("scan.jpg", raw)}
        page = leyla.post("/advocacy/tray/bring/", sent)
        assert page.status_code == 200
        assert sentence in text(page)
    assert not Incoming.objects.exists()


def test_ezra_finds_no_page_to_bring_anything_in(desks: Desks) -> None:
    ezra = desks.browser("ezra", Duty.EDITOR)
    unknown = ezra.get("/advocacy/nothing/")
    found = ezra.get("/advocacy/tray/bring/")
    assert (found.status_code, found.content) == (unknown.status_code, unknown.content)
