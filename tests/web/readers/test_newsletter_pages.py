from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from khabar.apps.newsletters.taking_back import take_article_back
from khabar.apps.subscriptions import actions
from khabar.apps.subscriptions.models import Reader
from newsletter_cast import DOOR, LEYLA, article
from signing import Desk

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from conftest import SettableClock
    from newsletter_cast import Newsroom

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
SUBSCRIBE = "/newsletter/subscribe/"


def words(answer: Response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())).split())


def told(answer: Response) -> tuple[int, list[tuple[str, str]], bytes]:
    return answer.status_code, sorted(answer.items()), answer.content


def test_an_issue_is_read_on_a_page_as_files_and_as_a_feed(room: Newsroom, visitor: Client) -> None:
    assert "No issue has been published yet." in words(visitor.get("/newsletter/"))
    room.published(article(title="Three winters", text="We wait.\n\n> And we write."), motto="Families who write")
    assert "Three winters" in words(visitor.get("/newsletter/"))
    page = visitor.get("/newsletter/en/1/")
    assert "Families who write" in words(page)
    assert b"<blockquote" in page.content
    assert b"<script" not in page.content
    for name, kind in (("issue.pdf", "application/pdf"), ("wall.pdf", "application/pdf")):
        assert visitor.get(f"/newsletter/en/1/{name}").headers["Content-Type"] == kind
    for name in ("short.txt", "read-aloud.txt"):
        assert "Three winters" in visitor.get(f"/newsletter/en/1/{name}").content.decode()
    feed = visitor.get("/newsletter/en/feed.xml")
    tree = etree.fromstring(feed.content)
    atom = "{http://www.w3.org/2005/Atom}"
    assert [one.findtext(f"{atom}title") for one in tree.iter(f"{atom}entry")] == ["Three winters"]
    assert "Newsletter" in words(visitor.get("/"))


@pytest.mark.parametrize("path", ["en/2/", "fa/1/", "en/1/other.pdf", "fa/feed.xml", "en/0/", "en/2/issue.pdf"])
def test_what_is_not_there_is_not_there(room: Newsroom, visitor: Client, path: str) -> None:
    room.published()
    assert visitor.get(f"/newsletter/{path}").status_code == 404


def test_a_petitions_box_shows_what_is_counted_now(room: Newsroom, visitor: Client, clock: SettableClock) -> None:
    desk = Desk(room.parts)
    desk.open()
    room.published(article(petition="tell-us"))
    assert "0 confirmed signatures" in words(visitor.get("/newsletter/en/1/"))
    desk.signed("one@example.org")
    clock.advance(timedelta(minutes=1))
    desk.count()
    assert "1 confirmed signature" in words(visitor.get("/newsletter/en/1/"))


def test_subscribing_confirming_and_leaving_without_script_or_cookie(room: Newsroom, visitor: Client) -> None:
    assert visitor.post(SUBSCRIBE, {"email": "shirin@example.org", "language": "en"}).status_code == 200
    [token] = room.deliver()
    page = visitor.get(f"/newsletter/confirm/{token}/")
    assert "Nothing has been sent yet." in words(page)
    assert "comes to you" in words(visitor.post(f"/newsletter/confirm/{token}/"))
    assert Reader.objects.get().state == "confirmed"
    assert "Shall no more issues come?" in words(visitor.get(f"/newsletter/leave/{token}/"))
    assert Reader.objects.get().state == "confirmed"
    one_press = visitor.post(f"/newsletter/leave/{token}/", {"List-Unsubscribe": "One-Click"})
    assert one_press.status_code == 200
    assert Reader.objects.get().state == "left"
    assert "holds no more" in words(visitor.post(f"/newsletter/confirm/{token}/"))
    assert not visitor.cookies


def test_a_scanner_that_opens_every_link_confirms_and_ends_nothing(room: Newsroom, visitor: Client) -> None:
    visitor.post(SUBSCRIBE, {"email": "shirin@example.org", "language": "en"})
    [token] = room.deliver()
    for path in ("confirm", "silence", "leave"):
        for verb in ("get", "head", "options", "put", "delete", "patch"):
            getattr(visitor, verb)(f"/newsletter/{path}/{token}/")
    assert Reader.objects.get().state == "pending"


def test_ezra_learns_nothing_from_any_answer(room: Newsroom, visitor: Client, clock: SettableClock) -> None:
    """New, pending, confirmed, left, silenced: one answer, byte for byte; and one for every link."""

    def ask(address: str) -> tuple[int, list[tuple[str, str]], bytes]:
        return told(visitor.post(SUBSCRIBE, {"email": address, "language": "en"}))

    confirmed, left = room.reader("confirmed@example.org"), room.reader("left@example.org")
    actions.leave(actor=DOOR, now=clock.now(), token=left)
    room.ask("silent@example.org")
    [silent] = room.deliver()
    actions.be_silent(actor=DOOR, now=clock.now(), token=silent)
    names = ("new", "new", "confirmed", "left", "silent")
    answers = [ask(f"{name}@example.org") for name in names]
    assert all(one == answers[0] for one in answers)
    assert answers[0][0] == 200
    for path in ("confirm", "leave"):
        pages = {
            told(visitor.get(f"/newsletter/{path}/{token}/"))[2].replace(token.encode(), b"")
            for token in (confirmed, left, silent, "x" * 32)
        }
        assert len(pages) == 1
    ended = {told(visitor.post(f"/newsletter/leave/{token}/"))[2] for token in (confirmed, left, "x" * 32)}
    assert len({one.replace(b"x", b"") for one in ended}) == 1


@pytest.mark.parametrize("typed", ["", "nobody", "a@b", "a@exam ple", "a@example.org\r\nBcc: ezra@example.org"])
def test_what_is_no_address_goes_back_with_its_field(room: Newsroom, visitor: Client, typed: str) -> None:
    del room
    answer = visitor.post(SUBSCRIBE, {"email": typed, "language": "en"})
    assert answer.status_code == 422
    assert 'href="#id_email"' in answer.content.decode()
    assert not Reader.objects.exists()


def test_a_network_that_asks_too_often_is_stopped(room: Newsroom, visitor: Client) -> None:
    object.__setattr__(room.parts.options, "signatures_per_minute", 1)
    assert visitor.post(SUBSCRIBE, {"email": "a@example.org", "language": "en"}).status_code == 200
    assert visitor.post(SUBSCRIBE, {"email": "b@example.org", "language": "en"}).status_code == 429
    assert Reader.objects.count() == 1


def test_in_persian_the_page_runs_from_the_right_and_an_english_issue_from_the_left(
    room: Newsroom, visitor: Client
) -> None:
    room.published()
    page = visitor.get("/newsletter/en/1/", headers={"accept-language": "fa"}).content.decode()
    assert '<html lang="fa" dir="rtl">' in page
    assert re.search(r'<article lang="en" dir="ltr"', page)
    assert "خبرنامه" in visitor.get("/newsletter/", headers={"accept-language": "fa"}).content.decode()


def test_what_was_taken_back_is_on_no_page(room: Newsroom, visitor: Client) -> None:
    issue = room.published(article(title="First one"), article(title="Second one"))
    second = room.seen(issue).articles[1]
    before = visitor.get("/newsletter/en/1/").content
    assert b"Second one" in before
    _take_back(room, issue, second.id)
    for path in ("", "en/1/", "en/feed.xml", "en/1/short.txt", "en/1/read-aloud.txt"):
        assert b"Second one" not in visitor.get(f"/newsletter/{path}").content
    assert b'id="a1"' in visitor.get("/newsletter/en/1/").content


def _take_back(room: Newsroom, issue: str, article_id: str) -> None:
    now = room.parts.clock.now()
    take_article_back(
        actor=LEYLA, now=now, parts=room.parts, issue_id=issue, article_id=article_id, reason="agreed no more"
    )
    room.carry()
