from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.archive.conftest import MINISTRY
from khabar.apps.archive.models import Claim, Document, Leaf
from khabar.apps.ledger.models import Entry
from khabar.domain.archive_documents import Filing
from khabar.domain.archive_files import SENTENCES, Untaken, untaken
from khabar.domain.duties import Duty
from khabar.web.front.access import table
from web.association import HOUSE, NOWHERE, address_of, told
from web.desks import hidden, text

if TYPE_CHECKING:
    from django.test import Client

    from apps.archive.conftest import Stacks
    from web.association import Rooms

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
BASE = "/archive/"
SEEN = "Darius Ahmadi was seen at the mill on Tuesday."
UNION = Filing("Bulletin 7", "The Bulletin", "", "2025-03-14")
AGAINST = "According to the union, at least 300 people were detained in the north on 3 March 2025."


@pytest.fixture
def leyla(rooms: Rooms) -> Client:
    """An editor's browser."""
    return rooms.browser("leyla", Duty.EDITOR)


def added(browser: Client, words: str = MINISTRY, **more: str) -> str:
    upload = SimpleUploadedFile("anything.txt", words.encode())
    form = {"title": "Morning Gazette", "outlet": "Gazette", "address": "", "published": "2025-03-12", **more}
    return text(browser.post(f"{BASE}add/", {**form, "document": upload}, follow=True))


def page_of_document(document_id: str = "") -> str:
    return f"{BASE}documents/{document_id or Document.objects.get().id}/"


def test_a_document_goes_from_the_upload_to_two_figures_side_by_side(stacks: Stacks, leyla: Client) -> None:
    assert "It is in the archive" in added(leyla)
    shown = text(leyla.get(page_of_document()))
    assert MINISTRY in shown
    assert "100 % sure" in shown
    stacks.add(AGAINST, UNION)
    stacks.work()
    assert "2 claims wait for you" in text(leyla.get(BASE))
    for row in Claim.objects.all():
        one = f"{BASE}claims/{row.id}/"
        first = leyla.get(one)
        posted = {"seen": hidden(first, "seen")}
        fields = dict(re.findall(r'<input type="text" name="(\w+)" value="([^"]*)"', first.content.decode()))
        posted |= {**fields, "unit": "person", "population": "detained"}
        assert "It is confirmed" in text(leyla.post(one, posted, follow=True))
    assert "people: detained 2 2 1" in text(leyla.get(f"{BASE}figures/"))
    figure = leyla.get(f"{BASE}figures/person/detained/")
    assert "at least 300" in text(figure)
    assert "No number could be both." in text(figure)
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="time"' in figure.content.decode()


@pytest.mark.usefixtures("stacks")
def test_the_archive_is_a_room_of_the_editors_desk(leyla: Client) -> None:
    assert 'aria-current="page">Editor</a>' in leyla.get(BASE).content.decode()
    assert "aria-current" not in leyla.get("/").content.decode()


def seen_on(browser: Client, address: str) -> str:
    return hidden(browser.get(address), "seen")


def test_a_wrong_upload_is_said_beside_its_field_and_what_was_typed_is_kept(stacks: Stacks, leyla: Client) -> None:
    shown = added(leyla, "", title="Gazette of the mill")
    assert "This file is empty" in shown
    answer = leyla.post(f"{BASE}add/", {"title": "Gazette of the mill", "outlet": "", "address": "", "published": ""})
    assert 'value="Gazette of the mill"' in answer.content.decode()
    assert "There is no such day" in added(leyla, published="31 February 2025")
    stacks.texts.failing = untaken(Untaken.LOCKED)
    assert SENTENCES[Untaken.LOCKED] in added(leyla)
    assert not Document.objects.exists()


def test_a_large_one_is_read_by_the_worker_while_its_page_says_how_far_it_is(stacks: Stacks, leyla: Client) -> None:
    stacks.texts.pages = 2_000
    assert "waits to be read" in added(leyla)
    page = page_of_document()
    assert leyla.get(page).headers["Refresh"] == "5"
    assert "Refresh" not in leyla.get(f"{page}?still").headers
    Document.objects.update(pages_read=120, pages_of=2_000)
    assert "is being read: page 120 of 2000" in text(leyla.get(BASE))
    assert '<progress value="120" max="2000">' in leyla.get(page).content.decode()
    stacks.texts.failing = untaken(Untaken.TOO_MANY_PAGES)
    stacks.work()
    assert "more than 2,500 pages" in text(leyla.get(page))
    assert "Refresh" not in leyla.get(page).headers


def test_search_works_without_script_in_any_script_and_keeps_the_words_out_of_the_address(
    stacks: Stacks, leyla: Client
) -> None:
    stacks.add("كتاب‌هاي علي در آسیاب است", UNION)
    stacks.add(SEEN)
    page = leyla.get(f"{BASE}search/").content.decode()
    assert '<form method="post"' in page
    assert "<script" not in page
    answer = leyla.post(f"{BASE}search/", {"words": "کتابهای"})
    assert "<mark>كتاب‌هاي</mark>" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert "1 paragraph" in text(leyla.post(f"{BASE}search/", {"words": "darius mill"}))
    assert "No paragraph holds all" in text(leyla.post(f"{BASE}search/", {"words": "windmill"}))
    empty = leyla.post(f"{BASE}search/", {"words": "“”"})
    assert empty.status_code == 422
    assert "Write at least one word" in text(empty)
    assert list(Entry.objects.values_list("act", flat=True)).count("archive searched") == 3


def test_marked_words_are_gone_from_every_page_and_no_page_lists_them(stacks: Stacks, leyla: Client) -> None:
    stacks.add(SEEN + "\n\nDariusz came too. The ministry said that Darius left.")
    stacks.work()
    assert "can be found" in text(leyla.get(BASE))
    answer = text(leyla.post(f"{BASE}marks/add/", {"words": "Darius"}))
    assert "1 mark is new" in answer
    assert "dariusz" in answer
    assert "2 marks are new" in text(leyla.post(f"{BASE}marks/add/", {"words": ["dariusz", "Omar"]}, follow=True))
    document, leaf = page_of_document(), Leaf.objects.get().id
    addresses = [
        BASE,
        document,
        f"{BASE}marks/",
        f"{BASE}claims/",
        f"{BASE}paragraphs/{leaf}/0/",
        f"{BASE}claims/confirmed/",
    ]
    for address in addresses:
        assert "arius" not in leyla.get(address).content.decode()
    assert "[…] Ahmadi was seen" in text(leyla.get(document))
    assert "No paragraph" in text(leyla.post(f"{BASE}search/", {"words": "Ahmadi Darius"})).replace("Darius", "")
    assert "not marked" in text(leyla.post(f"{BASE}marks/back/", {"words": "Nima", "reason": "R"}))
    back = leyla.post(f"{BASE}marks/back/", {"words": "Darius", "reason": "a river"}, follow=True)
    assert "The mark is taken back" in text(back)
    assert "Write the words" in text(leyla.post(f"{BASE}marks/add/", {"words": "–"}))


def test_a_paragraph_shows_its_raw_text_on_demand_and_is_corrected(stacks: Stacks, leyla: Client) -> None:
    stacks.add("They were self-\nemployed at the mlil, as all of them were in those long years.")
    shown = leyla.get(page_of_document()).content.decode()
    assert "<details><summary>" in shown
    assert "As the file gave it:" in shown
    one = f"{BASE}paragraphs/{Leaf.objects.get().id}/0/"
    first = text(leyla.get(one))
    assert "Other readings" in first
    assert "neither is known; the hyphen stays" in first
    seen = seen_on(leyla, one)
    assert "It reads so now" in text(leyla.post(f"{one}0/", {"seen": seen}, follow=True))
    assert "Somebody changed this" in text(leyla.post(f"{one}0/", {"seen": "x"}, follow=True))
    said = {"seen": seen_on(leyla, one), "text": "They were selfemployed at the mill."}
    assert "It reads so now" in text(leyla.post(one, said, follow=True))
    assert "corrected" in text(leyla.get(page_of_document()))
    assert "Somebody changed this" in text(leyla.post(one, said))
    back = leyla.post(f"{one}back/", {"seen": seen_on(leyla, one)}, follow=True)
    assert "self-employed at the mlil" in text(back)
    again = leyla.post(f"{one}back/", {"seen": seen_on(leyla, one)}, follow=True)
    assert "Nobody has corrected" in text(again)


def test_a_claim_is_mended_dismissed_and_opened_again_and_what_cannot_stand_is_said(
    stacks: Stacks, leyla: Client
) -> None:
    stacks.add()
    stacks.work()
    one = f"{BASE}claims/{Claim.objects.get().id}/"
    seen = {"seen": seen_on(leyla, one), "speaker": "Shirin", "least": "۱۲۰", "most": "120", "unit": "person"}
    assert "Name the office or the body" in text(leyla.post(one, seen))
    dismissed = leyla.post(f"{one}dismiss/", {"seen": seen["seen"]}, follow=True)
    assert "It is dismissed" in text(dismissed)
    assert "Somebody decided" in text(leyla.post(f"{one}dismiss/", {"seen": seen["seen"]}, follow=True))
    assert "Dismissed by: Leyla" in text(leyla.get(one))
    assert "taken back" in text(leyla.post(f"{one}back/", {"seen": seen_on(leyla, one)}, follow=True))
    confirmed = {**seen, "speaker": "The interior ministry", "seen": seen_on(leyla, one), "population": "detained"}
    assert "It is confirmed" in text(leyla.post(one, confirmed, follow=True))
    shown = text(leyla.get(one))
    assert "mended by hand" in shown
    assert "The interior ministry, in: Morning Gazette, 12 March 2025 (2025-03-12)" in shown
    assert "The interior ministry" in text(leyla.get(f"{BASE}claims/confirmed/"))
    assert "What it claims" in text(leyla.get(page_of_document()))


def test_the_file_is_given_out_for_a_reason_and_the_document_taken_out(stacks: Stacks, leyla: Client) -> None:
    stacks.add()
    page = page_of_document()
    assert "Please fill this in" in text(leyla.post(f"{page}file/", {"reason": ""}))
    given = leyla.post(f"{page}file/", {"reason": "for the court"})
    assert given.content.decode() == MINISTRY
    assert given.headers["Content-Disposition"] == 'attachment; filename="document.bin"'
    leyla.post(f"{BASE}marks/add/", {"words": "north"})
    assert "is not given out" in text(leyla.post(f"{page}file/", {"reason": "for the court"}))
    assert "It is taken out" in text(leyla.post(f"{page}out/", {"reason": "asked for"}, follow=True))
    assert leyla.get(page).status_code == 404


def test_an_advocate_reads_and_searches_and_changes_nothing(rooms: Rooms, stacks: Stacks) -> None:
    tomas = rooms.browser("tomas", Duty.ADVOCATE)
    stacks.add()
    stacks.work()
    assert MINISTRY in text(tomas.get(page_of_document()))
    assert "1 paragraph" in text(tomas.post(f"{BASE}search/", {"words": "detained"}))
    one = f"{BASE}claims/{Claim.objects.get().id}/"
    assert "Dismiss it" not in text(tomas.get(one))
    assert tomas.post(one, {"seen": "1"}).status_code == 200
    assert not Claim.objects.get().is_decided
    for address in (f"{BASE}add/", f"{BASE}marks/", f"{page_of_document()}file/", f"{one}dismiss/"):
        assert told(tomas.post(address)) == told(tomas.get(NOWHERE))


def test_ezra_finds_nothing_on_any_address_of_the_archive(rooms: Rooms, stacks: Stacks, leyla: Client) -> None:
    stacks.add()
    rows = [row for row in table(HOUSE) if row.route.startswith(BASE)]
    assert len(rows) >= 20
    ezra = rooms.browser("ezra", Duty.COMPANION)
    nothing = told(ezra.get(NOWHERE))
    for row in rows:
        assert row.duties
        assert row.duties <= {Duty.EDITOR, Duty.ADVOCATE}
        assert told(ezra.get(address_of(row.route))) == nothing
        assert told(ezra.post(address_of(row.route))) == nothing
    assert told(ezra.get(page_of_document())) == nothing
    unknown = "0" * 32
    for address in (f"documents/{unknown}/", f"claims/{unknown}/", f"paragraphs/{unknown}/0/", "figures/person/all/"):
        assert told(leyla.get(BASE + address)) == told(leyla.get(NOWHERE))


def test_figures_are_drawn_from_right_to_left_in_persian(rooms: Rooms, stacks: Stacks, leyla: Client) -> None:
    del rooms
    stacks.add()
    stacks.work()
    stacks.confirm_all()
    shown = leyla.get(f"{BASE}figures/person/detained/", headers={"Accept-Language": "fa"}).content.decode()
    assert 'direction="rtl"' in shown
    assert "۱۲۰" in shown
