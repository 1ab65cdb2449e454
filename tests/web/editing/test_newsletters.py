from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from khabar.apps.newsletters.models import Issue, Piece
from khabar.apps.rounds import association_steps
from khabar.apps.subscriptions.queries import published_issue
from khabar.config import wiring
from khabar.domain.duties import Duty
from khabar.web.front.access import table
from newsletter_cast import WithoutPaper
from web.association import HOUSE, NOWHERE, address_of, told

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from web.association import Rooms

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

FRONT = {"seen": "0", "language": "en", "title": "The Lantern", "columns": "۲", "publisher": "families"}
ARTICLE = {
    "seen": "0",
    "title": "Three winters",
    "text": "On Monday Shirin Ravan came.",
    "language": "en",
    "kind": "article",
    "consent": "yes",
    "consent_reference": "C-1",
    "dated": "1404-12-01",
}
PERSON = {
    "seen": "1",
    "name": "Shirin Ravan",
    "consent": "no",
    "role": "mother",
    "region": "the north",
    "about": "her son",
    "year": "۱۳۷۰, 1991",
    "covers": ["name"],
}


def words(answer: Response) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


def deed(page: Response, part: str) -> tuple[str, dict[str, str]]:
    """Find a form of the page by its address, with the version it carries."""
    found = re.search(
        rf'action="([^"]*{part}[^"]*)">.*?(?:name="seen" value="(\d+)"|</form>)', page.content.decode(), re.DOTALL
    )
    assert found is not None, part
    return found[1], {"seen": found[2] or ""}


@pytest.fixture
def desk(rooms: Rooms) -> tuple[Client, Client, str]:
    """Leyla has begun an issue; Tomas is her colleague."""
    wiring.use(replace(rooms.parts, news=WithoutPaper()))
    leyla, tomas = rooms.browser("leyla", Duty.EDITOR), rooms.browser("tomas", Duty.EDITOR)
    answer = leyla.post("/editing/newsletters/new/", FRONT)
    assert answer.status_code == 302, words(answer)
    return leyla, tomas, str(answer.headers["Location"])


def test_from_a_draft_over_the_gate_and_a_second_person_to_the_porch(
    rooms: Rooms, desk: tuple[Client, Client, str]
) -> None:
    leyla, tomas, page = desk
    assert leyla.post(f"{page}people/new/", PERSON).status_code == 302
    assert leyla.post(f"{page}articles/new/", ARTICLE).status_code == 302
    shown = leyla.get(page)
    assert "The gate refuses this version." in words(shown)
    assert "line 1" in words(shown)
    assert "mother from the north, about her son" in words(shown)
    address, version = deed(shown, "take-over")
    assert leyla.post(address, {"seen": "9"}).status_code == 302
    assert "Somebody else has written a version" in words(leyla.get(page))
    leyla.post(address, version)
    mended = words(leyla.get(page))
    assert "The offered words stand there now." in mended
    assert "The gate refuses" not in mended
    assert "/approve/" not in leyla.get(page).content.decode()
    for _ in range(2):
        tomas.post(*deed(tomas.get(page), "/approve/"))
    assert "An issue can be published when" not in words(leyla.get(page))
    assert "It is published." in words(leyla.post(*deed(leyla.get(page), "/publish/"), follow=True))
    association_steps.publish_newsletters(rooms.parts.clock.now(), rooms.parts)
    found = published_issue("en", 1)
    assert found is not None
    assert "other from the north" in found.articles[0].html
    assert "Shirin" not in found.articles[0].html
    assert "The Lantern 1" in words(leyla.get("/editing/newsletters/"))


def published(rooms: Rooms, desk: tuple[Client, Client, str], **other: object) -> None:
    leyla, tomas, page = desk
    leyla.post(f"{page}articles/new/", ARTICLE | {"text": "We wait."} | other)
    for _ in range(2):
        tomas.post(*deed(tomas.get(page), "/approve/"))
    leyla.post(*deed(leyla.get(page), "/publish/"))
    association_steps.publish_newsletters(rooms.parts.clock.now(), rooms.parts)


def test_sending_is_asked_once_and_its_progress_told_without_script(
    rooms: Rooms, desk: tuple[Client, Client, str]
) -> None:
    published(rooms, desk)
    leyla, _tomas, page = desk
    assert "0 readers get issues in this language." in words(leyla.get(page))
    address, _ = deed(leyla.get(page), "/send/")
    leyla.post(address)
    assert "It is about to be sent." in words(leyla.get(page))
    assert "This issue is sent, or on its way." in words(leyla.post(address, follow=True))
    association_steps.publish_newsletters(rooms.parts.clock.now(), rooms.parts)
    assert "It is on its way." in words(leyla.get(page))
    association_steps.write_to_readers(rooms.parts.clock.now(), rooms.parts)
    assert "0 mails have left" in words(leyla.get(page))


def test_taking_back_says_what_cannot_be_fetched_back(rooms: Rooms, desk: tuple[Client, Client, str]) -> None:
    published(rooms, desk)
    leyla, _tomas, page = desk
    back = re.search(r'href="([^"]+/back/)"', leyla.get(page).content.decode())
    assert back is not None
    assert "cannot be fetched back" in words(leyla.get(back[1]))
    assert "errors" not in leyla.get(back[1]).content.decode()
    leyla.post(back[1], {"reason": ""})
    assert published_issue("en", 1) is not None
    assert "All of it was taken back." in words(leyla.post(back[1], {"reason": "agreed no more"}, follow=True))
    association_steps.publish_newsletters(rooms.parts.clock.now(), rooms.parts)
    assert published_issue("en", 1) is None


def test_a_person_who_agrees_no_more_is_taken_out_by_one_editor(rooms: Rooms, desk: tuple[Client, Client, str]) -> None:
    leyla, _tomas, page = desk
    leyla.post(f"{page}people/new/", PERSON | {"consent": "yes", "consent_reference": "C-7"})
    published(rooms, desk, text="Here Shirin Ravan tells.")
    assert published_issue("en", 1) is not None
    leyla.post(f"{page}people/0/back/", {"reason": "agreed no more"})
    association_steps.publish_newsletters(rooms.parts.clock.now(), rooms.parts)
    assert published_issue("en", 1) is None


def test_what_was_written_can_be_written_anew_and_taken_out(desk: tuple[Client, Client, str]) -> None:
    leyla, _tomas, page = desk
    leyla.post(f"{page}articles/new/", ARTICLE)
    [article] = Piece.objects.filter(place=1)
    there = f"{page}pieces/{article.id}/"
    assert "On Monday Shirin Ravan came." in leyla.get(there).content.decode()
    assert leyla.post(there, ARTICLE | {"seen": "1", "text": "Another."}).status_code == 302
    assert "Somebody else has written" in words(leyla.post(there, ARTICLE | {"seen": "1"}))
    assert leyla.post(f"{page}front/", FRONT | {"seen": "1", "title": "The Lamp"}).status_code == 302
    assert "The Lamp" in leyla.get(f"{page}front/").content.decode()
    leyla.post(f"{page}people/new/", PERSON | {"seen": "2"})
    assert "Shirin Ravan" in leyla.get(f"{page}people/0/").content.decode()
    assert leyla.post(f"{page}people/0/", PERSON | {"seen": "3", "name": "Shirin Tarin"}).status_code == 302
    assert "Shirin Tarin" in words(leyla.get(page))
    leyla.post(*deed(leyla.get(page), "/drop/"))
    assert "Three winters" not in words(leyla.get(page))


@pytest.mark.parametrize(
    ("address", "form", "field"),
    [
        ("articles/new/", ARTICLE | {"text": "<b>bold</b>"}, "HTML has no place"),
        ("articles/new/", ARTICLE | {"title": ""}, "article_title"),
        ("articles/new/", ARTICLE | {"dated": "soon"}, "article_dated"),
        ("people/new/", PERSON | {"year": "many"}, "person_year"),
        ("front/", FRONT | {"seen": "1", "columns": "7"}, "front_columns"),
        ("front/", FRONT | {"seen": "1", "loaded": "alone"}, "front_loaded"),
        ("front/", FRONT | {"seen": "1", "reference": "1234"}, "front_reference"),
    ],
)
def test_what_is_wrong_goes_back_with_what_was_typed(
    desk: tuple[Client, Client, str], address: str, form: dict[str, str], field: str
) -> None:
    leyla, _tomas, page = desk
    answer = leyla.post(page + address, form)
    assert answer.status_code != 302
    assert field in answer.content.decode()
    assert Piece.objects.count() == 1


def test_the_preview_is_a_pdf_and_there_is_none_of_nothing(rooms: Rooms, desk: tuple[Client, Client, str]) -> None:
    leyla, _tomas, page = desk
    assert leyla.get(f"{page}issue.pdf").status_code == 404
    leyla.post(f"{page}articles/new/", ARTICLE)
    made = leyla.get(f"{page}issue.pdf")
    assert made.content.startswith(b"%PDF")
    assert made.headers["Content-Disposition"] == 'attachment; filename="issue.pdf"'
    assert rooms.parts.options.kind == "association"


def test_ezra_without_the_duty_and_with_a_foreign_id_meets_the_page_that_is_not_there(
    rooms: Rooms, desk: tuple[Client, Client, str]
) -> None:
    leyla, _tomas, page = desk
    ezra = rooms.browser("ezra", Duty.ADVOCATE)
    nothing = told(ezra.get(NOWHERE))
    routes = [row.route for row in table(HOUSE) if row.route.startswith("/editing/newsletters/")]
    assert len(routes) == 16
    for route in routes:
        assert told(ezra.get(address_of(route))) == nothing
        assert told(ezra.post(address_of(route))) == nothing
    assert told(ezra.get(page)) == nothing
    assert leyla.get(f"/editing/newsletters/{'0' * 32}/").status_code == 404
    assert Issue.objects.count() == 1
