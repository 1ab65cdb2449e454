"""Files and help in Persian: every page and every form, without an English word left."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from association_cast import LEYLA, SHIRINS, TODAY
from khabar.apps.correspondence.actions import add_body
from khabar.apps.correspondence.letters import BodyCard, BodyKind
from khabar.domain.bar_list import Departure
from khabar.domain.casework.next_steps import NextStep
from khabar.domain.casework.people import FilePerson, Part
from khabar.domain.duties import Duty
from web.advocacy.deeds import HOME, done, page_of

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from conftest import SettableClock
    from web.association import Rooms

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

LATIN = re.compile(r"[A-Za-z]{2,}")
NAMES = re.compile(r"The Tracing House of Lindenau \(invented\)|English|Leyla|Nima")
ALOUD = {"aria-label", "placeholder", "title", "alt", "data-label"}
BODY = replace(
    SHIRINS,
    label="خانوادهٔ دختر نانوا",
    people=(
        FilePerson("d", "داریوش احمدی", Part.MISSED, ("داری",)),
        FilePerson("s", "شیرین احمدی", Part.FAMILY, (), "خواهر", "۵۵۵ ۰۱، صبح‌ها"),
    ),
    step=NextStep("به وزارتخانه نامه بنویسیم", TODAY + timedelta(days=3)),
    departure=Departure("SUN", had_left=True, left_in_fear=frozenset({"BEL"})),
)
SAID = {"on": "۱۴۰۴/۱۲/۱۱", "how": "تلفنی", "reference": "۱۲", "said_by": "مادر"}


def english_in(answer: Response) -> list[str]:
    """English words that somebody would see or hear on a page; names of colleagues are marked and stay as they are."""
    page: Any = html.document_fromstring(answer.content.decode())
    for one in page.xpath('//*[@translate="no"] | //style | //nav[@class="languages"]'):
        one.drop_tree()
    spoken = [str(value) for name in ALOUD for value in page.xpath(f"//@{name}")]
    return LATIN.findall(NAMES.sub("", " ".join([*page.itertext(), *spoken])))


@pytest.fixture
def leyla_reads(leyla: Client) -> Client:
    """Leyla, whose browser asks for Persian."""
    leyla.defaults["HTTP_ACCEPT_LANGUAGE"] = "fa"
    return leyla


def lived_in(browser: Client, rooms: Rooms) -> str:
    """A file with something in each of its parts."""
    file_id, now = rooms.file(BODY), rooms.parts.clock.now()
    card = BodyCard(name="وزارت کشور", kind=BodyKind.AUTHORITY, language="fa", postal="خیابان آسیاب")
    body = add_body(actor=LEYLA, now=now, parts=rooms.parts, card=card)
    lines = (("taken", "۱۳۹۹/۰۲", "on"), ("died", "2019", ""), ("last_seen", "2020-05", ""), ("heard_of", "", ""))
    for kind, when, incident in lines:
        typed = {"kind": kind, "when": when, "what": "چنین شد.", "speaker": "عمر", "knowing": "media"}
        done(browser, file_id, "lines", **typed, **({"incident": incident} if incident else {}))
    done(browser, file_id, "agreed", person="s", use="recipient", recipient=body, stand="given", **SAID)
    done(browser, file_id, "agreed", person="s", use="publication", publication="شمارهٔ ۴", stand="asked", **SAID)
    done(browser, file_id, "agreed/everything", person="d", stand="refused", **SAID)
    done(browser, file_id, "documents", title="نامه", origin="شیرین", document=SimpleUploadedFile("a.pdf", b"x"))
    done(browser, file_id, "contacts", with_family="body", on="2026-03-02", whom="وزارت", how="تلفنی", what="هیچ")
    done(browser, file_id, "holders", holder="UKR")
    done(browser, file_id, "door", state="UKR", door="ced", reason="شش سال سکوت")
    done(browser, file_id, "bars/bel-fear", by="person_alone", source="تلفنی")
    done(browser, file_id, "stop-word", word="بادمجان")
    done(browser, file_id, "own-word", how="تلفنی، تنها")
    return file_id


INNER = (
    *("", "people/", "people/s/", "departure/", "holders/", "bars/ukr-origin/", "door/", "lines/", "contacts/"),
    *("documents/", "agreed/", "agreed/everything/", "step/", "spoken/", "own-word/", "stop-word/"),
    *("stop-word/heard/", "stop-word/cleared/", "close/", "erase/"),
)
FAULTY: dict[str, dict[str, object]] = {
    "lines": {"when": "یک روز", "what": "الف", "speaker": "ب", "kind": "call", "knowing": "saw"},
    "people": {"name": "ج", "part": "missed"},
    "agreed": {"person": "s", "use": "recipient", "stand": "given", "on": "فردا"},
    "bars/ukr-origin": {"by": "family", "source": "د"},
    "step": {"step": "ه", "on": "۱۴۰۴/۰۱/۰۱"},
    "documents": {"title": "نامه", "document": SimpleUploadedFile("a.pdf", b"")},
    "close": {},
    "erase": {},
}


def test_every_page_of_a_file_is_in_persian(leyla_reads: Client, rooms: Rooms, clock: SettableClock) -> None:
    file_id = lived_in(leyla_reads, rooms)
    for inner in INNER:
        answer = leyla_reads.get(page_of(file_id) + inner)
        assert answer.status_code == 200, inner
        assert english_in(answer) == [], inner
    clock.advance(timedelta(days=5))
    done(leyla_reads, rooms.file(replace(BODY, step=NextStep("زنگ", clock.now().date()))), "stop-word/heard")
    done(leyla_reads, rooms.file(replace(BODY, step=NextStep("زنگ", clock.now().date()))), "close", reason="بس است")
    for address in (HOME, f"{HOME}calls/", f"{HOME}closed/", f"{HOME}open/", page_of(file_id)):
        assert english_in(leyla_reads.get(address)) == [], address


def test_every_complaint_is_in_persian(leyla_reads: Client, rooms: Rooms) -> None:
    file_id = lived_in(leyla_reads, rooms)
    for deed, typed in FAULTY.items():
        answer = done(leyla_reads, file_id, deed, **typed)
        assert answer.status_code == 200, deed
        assert "error-summary" in answer.content.decode(), deed
        assert english_in(answer) == [], deed
    assert english_in(leyla_reads.post(f"{HOME}open/", {})) == []


def test_help_is_in_persian(rooms: Rooms) -> None:
    nima = rooms.browser("nima", Duty.COMPANION)
    nima.defaults["HTTP_ACCEPT_LANGUAGE"] = "fa"
    assert english_in(nima.post("/companion/open/", {"by": "somebody_else", "how": "x"})) == []
    typed = {
        "by": "person",
        "how": "گفت.",
        "agreed_on": "۱۴۰۴/۱۲/۱۱",
        "called": "مینا",
        "step": "اداره",
        "on": "2026-03-07",
    }
    page = nima.post("/companion/open/", typed)["Location"]
    inner = ("", "step/", "needs/", "done/", "consent/", "hand-over/", "close/", "take-back/")
    for address in ("/companion/", "/companion/open/", *(page + one for one in inner)):
        assert english_in(nima.get(address)) == [], address
