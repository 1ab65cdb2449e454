"""PFIF documents on the pages of lists: questions, what it is, taking in; hostile ones refused; each desk its own."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import cast
from khabar.adapters.pfif import pfif_bytes
from khabar.apps.copies.models import Copy
from khabar.apps.ledger.queries import flaws_in_chain
from khabar.apps.lists import working
from khabar.apps.lists.models import Brought
from khabar.apps.registry.models import Presence, PresenceList, Request
from khabar.domain.duties import Duty
from khabar.domain.pfif import Document, Record, Version
from khabar.domain.pfif.formats import written_moment
from pfif_parts import darius, shirins_note
from web.desks import Desks, acts, as_bytes, text
from web.lists.test_lists_pages import ANSWERS

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

EXAMPLES = Path(__file__).resolve().parents[3] / "docs" / "pfif"
ASKING, FAMILIES = "/asking/lists/", "/families/lists/"


def sought(at: int = 1, **more: str) -> Record:
    note = shirins_note(note_record_id=f"people.example/n.{at}", status="information_sought")
    return darius(Version.V1_4, note, person_record_id=f"people.example/p.{at}", **more)


def wrote(at: int = 2, **more: str) -> Record:
    said = {"status": "is_note_author", "author_name": "Omar", "last_known_location": "Oberau"}
    note = shirins_note(note_record_id=f"people.example/n.{at}", **said)
    named = {"full_name": "Omar Nasser"} | more
    return darius(Version.V1_4, note, person_record_id=f"people.example/p.{at}", **named)


def document(*persons: Record) -> bytes:
    return pfif_bytes(Document(Version.V1_4, persons))


def everything(ended: str) -> bytes:
    seen = darius(
        Version.V1_4,
        shirins_note(note_record_id="people.example/n.3", status="believed_alive"),
        person_record_id="people.example/p.3",
        full_name="Tomas Brandt",
    )
    gone = sought(4, full_name="Leyla Karimi", expiry_date=ended)
    faulty = sought(5, full_name="Ezra Toth", age="x")
    return document(sought(1, age="35"), wrote(2), seen, gone, faulty)


def send(browser: Client, content: bytes, to: str) -> Response:
    return browser.post(to, {"list": SimpleUploadedFile("people.xml", content)}, follow=True)


def at_its_page(page: Response) -> str:
    return str(page.request["PATH_INFO"]).removesuffix("questions/")


def looked_at(browser: Client, content: bytes, to: str, **changed: str) -> Response:
    at = at_its_page(send(browser, content, to))
    return browser.post(f"{at}questions/", ANSWERS | changed, follow=True)


def taken(desks: Desks, browser: Client, content: bytes, to: str, **changed: str) -> Response:
    at = at_its_page(looked_at(browser, content, to, **changed))
    assert "Waits to be taken in" in text(browser.post(at + "take/", follow=True))
    working.do_all(actor=cast.JOB, now=desks.parts.clock.now(), parts=desks.parts)
    return browser.get(at)


def told_of(page: Response) -> str:
    """What the page of a list that was taken in says came of it."""
    found = re.search(r"Taken in: .*?Not taken: \d+\.", text(page))
    return found[0] if found else text(page)


def some_days_ago(desks: Desks) -> str:
    return written_moment(desks.parts.clock.now() - timedelta(days=3))


def test_the_questions_come_first_and_then_what_it_is(desks: Desks) -> None:
    farid = desks.browser("farid", Duty.FAMILY_DESK)
    first = send(farid, everything(some_days_ago(desks)), FAMILIES)
    assert "First come the questions" in text(first)
    assert "5 persons" not in text(first)
    look = text(farid.post(f"{at_its_page(first)}questions/", ANSWERS, follow=True))
    assert "A PFIF document, version 1.4: 5 persons and 5 notes." in look
    assert "Would become a request 1" in look
    assert "Have expired: nothing of them is taken in, not even the name 1" in look
    assert "Nobody seeks them in this document: nothing is taken in 2" in look
    assert "Refused, because something is to be mended 1" in look
    assert re.search(r"A value is of its field.+?s kind\. error \d+", look)
    assert "A day after its expiry a person says nothing any more." in look
    assert "no columns to choose" in look
    assert "Darius Ahmadi" in look
    assert "Shirin Ahmadi" in look
    assert "Leyla" not in look
    assert "Omar" not in look
    assert acts().count("list looked at") == 1
    assert not Request.objects.exists()


def test_a_desk_takes_in_its_own_kind_and_reports_what_is_to_be_mended(desks: Desks) -> None:
    farid = desks.browser("farid", Duty.FAMILY_DESK)
    done = taken(desks, farid, everything(some_days_ago(desks)), FAMILIES)
    assert "Taken in: 1. Here already: 0. Not taken: 1." in text(done)
    assert "Have expired: nothing was taken in 1" in text(done)
    assert (Request.objects.count(), Presence.objects.count(), Copy.objects.count()) == (1, 0, 1)
    report = farid.get(f"{at_its_page(done)}report/").content.decode("utf-8-sig").splitlines()
    assert report[0] == "person_record_id,line,what was done,what to mend"
    assert re.fullmatch(r"people.example/p.5,\d+,refused,Line \d+ \(age\) breaks a rule of PFIF: “.+”", report[1])
    assert acts()[-2:] == ["pfif list taken in", "list report given"]
    assert not list(flaws_in_chain("house"))


def test_the_asking_desk_takes_in_who_wrote_and_nobody_else(desks: Desks) -> None:
    mira = desks.browser("mira", Duty.ASKING_DESK)
    look = text(looked_at(mira, everything(some_days_ago(desks)), ASKING))
    assert "Would become a presence 1" in look
    assert "Did not write themselves: nothing is taken in 2" in look
    assert "Omar Nasser" in look
    assert "Oberau" in look
    assert "Darius" not in look
    assert "Taken in: 1." in text(taken(desks, mira, everything(some_days_ago(desks)), ASKING))
    assert (Request.objects.count(), Presence.objects.count()) == (0, 1)


def test_the_same_document_again_adds_nothing(desks: Desks) -> None:
    farid = desks.browser("farid", Duty.FAMILY_DESK)
    for counts in ("Taken in: 2. Here already: 0.", "Taken in: 0. Here already: 2."):
        assert counts in text(taken(desks, farid, document(sought(), sought(7)), FAMILIES))
    assert Request.objects.count() == 2
    assert acts().count("pfif list taken in") == 1


def test_no_page_of_the_family_desk_tells_what_a_list_of_presences_held(desks: Desks) -> None:
    """Mira brings a document about the same records, and a newer word on when they end: Farid reads what he read."""
    farid, mira = desks.browser("farid", Duty.FAMILY_DESK), desks.browser("mira", Duty.ASKING_DESK)
    in_days = {days: written_moment(desks.parts.clock.now() + timedelta(days=days)) for days in (-1, 2, 30)}
    searched = document(sought(1, expiry_date=in_days[30]))
    taken(desks, farid, searched, FAMILIES)
    of_family = Copy.objects.get()
    at_first = told_of(taken(desks, farid, searched, FAMILIES))
    without = as_bytes(farid.get("/families/"))
    taken(desks, mira, document(wrote(1, expiry_date=in_days[30]), wrote(8)), ASKING)
    newer = taken(desks, mira, document(wrote(1, source_date=in_days[-1], expiry_date=in_days[2])), ASKING)
    assert "their register has said anew when they end 1" in text(newer), "it changes the end of what Mira brought"
    assert Presence.objects.count() == 2
    assert Copy.objects.get(id=of_family.id).expires_on == of_family.expires_on, "and no family's search"
    assert as_bytes(farid.get("/families/")) == without
    assert told_of(taken(desks, farid, searched, FAMILIES)) == at_first == "Taken in: 0. Here already: 1. Not taken: 0."
    never_here, here_as_presence = (
        taken(desks, farid, document(sought(at, source_date=in_days[-1], expiry_date=in_days[2])), FAMILIES)
        for at in (9, 8)
    )
    assert told_of(never_here) == told_of(here_as_presence) == "Taken in: 1. Here already: 0. Not taken: 0."
    assert "said anew" not in text(here_as_presence)


def test_what_one_desk_was_answered_about_a_file_is_told_to_no_other_that_brings_the_same(desks: Desks) -> None:
    farid, mira = desks.browser("farid", Duty.FAMILY_DESK), desks.browser("mira", Duty.ASKING_DESK)
    both = document(sought(1), wrote(2))
    taken(desks, mira, both, ASKING, made_by="A nurse of the ward")
    taken(desks, farid, both, FAMILIES, made_by="The families of Oberau")
    page = text(farid.get(f"/families/{Request.objects.get().id}/"))
    assert "Who made the list The families of Oberau" in page
    assert "A nurse" not in page
    assert PresenceList.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ((EXAMPLES / "refused-entities.xml").read_bytes(), "There is no document type declaration"),
        (b'<?xml version="1.0" encoding="windows-1256"?><pfif/>', "It is UTF-8"),
        (document(sought())[:-20], "The document is well-formed XML"),
        (b"<pfif:pfif xmlns:pfif='http://zesty.ca/pfif/1.4'>\x00</pfif:pfif>", "It holds no control characters"),
        (b"<html><body>Darius</body></html>", "The root is pfif"),
        (b"<p xmlns='http://zesty.ca/pfif/9.9'/>", "The root is pfif"),
        (b"<pfif xmlns='http://zesty.ca/pfif/9.9'/>", "The version is 1.1, 1.2, 1.3 or 1.4"),
    ],
)
def test_hostile_or_broken_xml_is_refused_with_its_line_and_nothing_is_kept(
    desks: Desks, content: bytes, sentence: str
) -> None:
    for room, who, duty in ((FAMILIES, "farid", Duty.FAMILY_DESK), (ASKING, "mira", Duty.ASKING_DESK)):
        told = text(send(desks.browser(who, duty), content, room))
        assert sentence in told
        assert re.search(r"Line \d+ breaks a rule of PFIF", told)
    assert not Brought.objects.exists()
    assert not desks.parts.blobs.kept  # type: ignore[attr-defined]  # the blobs of tests can be counted


@pytest.mark.parametrize("answer", [{"how": "leaked"}, {"people_knew": "no"}, {"purpose": "from a video"}])
def test_a_roster_is_refused_by_the_questions_and_shown_to_nobody(desks: Desks, answer: dict[str, str]) -> None:
    mira = desks.browser("mira", Duty.ASKING_DESK)
    page = looked_at(mira, document(wrote()), ASKING, **answer)
    assert text(page).startswith("To mend")
    at = at_its_page(page)
    assert "Omar" not in text(mira.get(at))
    assert "First say who made this list." in text(mira.post(at + "take/", follow=True))
    working.do_all(actor=cast.JOB, now=desks.parts.clock.now(), parts=desks.parts)
    assert not Presence.objects.exists()
    assert not PresenceList.objects.exists()


def test_answers_can_be_changed_until_it_is_taken_in(desks: Desks) -> None:
    farid = desks.browser("farid", Duty.FAMILY_DESK)
    at = at_its_page(looked_at(farid, document(sought()), FAMILIES))
    assert 'value="A nurse"' in farid.get(at + "questions/").content.decode()
    farid.post(at + "take/")
    assert farid.get(at + "questions/").headers["Location"] == at
    assert "Its rows are being taken in already." in text(farid.post(at + "take/", follow=True))


def test_what_persian_readers_are_told_is_persian(desks: Desks) -> None:
    farid = desks.browser("farid", Duty.FAMILY_DESK)
    farid.cookies["language"] = "fa"
    look = text(looked_at(farid, everything(some_days_ago(desks)), FAMILIES))
    assert "نسخهٔ ۱٫۴" in look
    for english in ("persons", "error", "Would become", "field", "Line"):
        assert english not in look
