from __future__ import annotations

import errno
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from khabar.adapters.blobs.memory import MemoryBlobs
from khabar.apps.paper.actions import revoke, settle_scan
from khabar.apps.paper.files import hash_of
from khabar.apps.paper.models import Scan
from khabar.apps.paper.queries import scans_waiting
from khabar.config import wiring
from khabar.domain.duties import Duty
from khabar.domain.paper_trays import Outcome, Tray
from khabar.domain.sheets import SheetKind, new_sheet_code, printed_code
from papers import NOT_A_PICTURE, picture, scan
from web.desks import FILING, acts, as_bytes, text, words
from web.papers.sending import FAMILIES, issued, papers_at, send

if TYPE_CHECKING:
    from django.test import Client

    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from web.desks import Desks

ONE = "1 page was taken in. What belongs to a sheet goes to where it belongs; people look at the rest."


@pytest.fixture
def farid(desks: Desks) -> Client:
    return desks.browser("farid", Duty.FAMILY_DESK)


def code_of(desks: Desks, fate: str) -> str:
    """Digits that are unknown, of a sheet that is out, of one that came back, of a revoked one."""
    parts = desks.parts
    if fate == "unknown":
        return new_sheet_code(SheetKind.OFFER, parts.entropy.bytes)
    kind = {"asking": SheetKind.ASKING}.get(fate, SheetKind.OFFER)
    code = issued(desks, kind, about="ab" * 16 if kind is SheetKind.ASKING else "")
    if fate == "revoked":
        revoke(actor=FILING, now=parts.clock.now(), parts=parts, codes=[code])
    if fate == "used":
        send(desks.browser("first", Duty.FAMILY_DESK), picture(code, note="before"))
        [waiting] = [one for one in scans_waiting(Tray.ASKING_DESK, parts=parts) if one.code_hash == hash_of(code)]
        outcome, now = Outcome.FILED, parts.clock.now()
        settle_scan(actor=FILING, now=now, parts=parts, scan_id=waiting.id, outcome=outcome, holder="ef" * 16)
    return code


FATES = ("unknown", "offer", "asking", "used", "revoked")


def test_whatever_a_code_is_the_sender_is_told_the_same_to_the_byte(desks: Desks, farid: Client) -> None:
    told = []
    for fate in FATES:
        sent = send(farid, picture(code_of(desks, fate), note=fate))
        assert sent.status_code == 302
        told.append((as_bytes(sent), as_bytes(farid.get(sent.url))))  # type: ignore[attr-defined]  # a redirect
    assert told.count(told[0]) == len(FATES)
    assert ONE in told[0][1][1]


def test_typed_digits_are_answered_alike_whatever_they_are(desks: Desks, farid: Client) -> None:
    told = []
    for fate in FATES:
        typed = printed_code(code_of(desks, fate))
        sent = send(farid, picture(note=fate), digits=typed)
        told.append((as_bytes(sent), as_bytes(farid.get(sent.url))))  # type: ignore[attr-defined]  # a redirect
    assert told.count(told[0]) == len(FATES)
    assert papers_at(farid, "families") == []


def test_digits_typed_in_the_tray_are_answered_alike_whatever_they_are(desks: Desks, farid: Client) -> None:
    told = []
    for fate in FATES:
        code = code_of(desks, fate)
        send(farid, picture(note=fate))
        [waiting] = papers_at(farid, "families")
        answer = farid.post(f"{FAMILIES}{waiting}/digits/", {"digits": printed_code(code)})
        told.append((as_bytes(answer), as_bytes(farid.get(FAMILIES))))
    assert told.count(told[0]) == len(FATES)


def test_the_page_looks_the_same_whether_or_not_somebody_is_here(desks: Desks, farid: Client) -> None:
    before = as_bytes(farid.get(FAMILIES))
    desks.pair()
    assert as_bytes(farid.get(FAMILIES)) == before


def test_pictures_are_taken_in_while_the_house_is_locked(desks: Desks, farid: Client, agent: MemoryKeyAgent) -> None:
    code = issued(desks, SheetKind.INTAKE)
    agent.lock()
    sent = send(farid, picture(code))
    assert sent.status_code == 302
    page = text(farid.get(FAMILIES))
    assert ONE in page
    assert "What you send is taken in and waits" in page
    assert Scan.objects.count() == 1


def test_several_files_of_several_pages_are_counted_together(desks: Desks, farid: Client) -> None:
    page = send(farid, scan([], [], []), picture(issued(desks, SheetKind.OFFER)))
    assert "4 pages were taken in." in text(farid.get(page.url))  # type: ignore[attr-defined]  # a redirect


def test_a_file_that_is_refused_is_named_and_the_others_are_taken_in(desks: Desks, farid: Client) -> None:
    page = send(farid, picture(issued(desks, SheetKind.INTAKE)), b"PK a zip", b"")
    assert page.status_code == 200
    said = text(page)
    assert f"sheet 2.jpg was not taken in. {NOT_A_PICTURE}" in said
    assert "sheet 3.jpg was not taken in." in said
    assert ONE in said
    assert Scan.objects.count() == 1


def test_a_file_name_is_shown_as_words_and_never_as_a_page(farid: Client) -> None:
    upload = SimpleUploadedFile("<script>alert(1)</script>.jpg", b"nothing")
    page = farid.post(FAMILIES, {"scans": [upload], "digits": ""})
    assert "<script>" not in words(page)


def test_nothing_sent_is_asked_for(farid: Client) -> None:
    page = farid.post(FAMILIES, {"digits": ""})
    assert page.status_code == 200
    assert "To mend:" in text(page)


def test_more_files_than_a_hand_holds_are_refused_together(farid: Client) -> None:
    page = send(farid, *[picture(note=str(number)) for number in range(21)])
    assert "more than 20 files" in text(page)
    assert not Scan.objects.exists()


def test_more_bytes_than_the_house_holds_are_refused_together(farid: Client) -> None:
    page = send(farid, b"x" * 31_000_000, b"y" * 31_000_000)
    assert "larger than 60 megabytes" in text(page)
    assert not Scan.objects.exists()


class NoRoom(MemoryBlobs):
    """A disk that is full."""

    def keep(self, sealed: bytes) -> str:
        raise OSError(errno.ENOSPC, f"no room for {len(sealed)} bytes")


def test_a_full_disk_is_said_and_nothing_was_taken_in(desks: Desks, farid: Client) -> None:
    wiring.use(replace(desks.parts, blobs=NoRoom(desks.parts.entropy)))
    page = send(farid, picture(issued(desks, SheetKind.INTAKE)))
    assert page.status_code == 200
    assert "There is no room to keep this. Nothing of it was taken in." in text(page)
    assert not Scan.objects.exists()


def test_mistyped_digits_are_said_to_be_mistyped(desks: Desks, farid: Client) -> None:
    code = issued(desks, SheetKind.OFFER)
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    page = send(farid, picture(), digits=wrong)
    assert "A digit of this sheet is mistyped" in text(page)
    assert not Scan.objects.exists()


@pytest.mark.parametrize("duty", [one for one in Duty if one is not Duty.FAMILY_DESK])
def test_ezra_at_any_other_desk_finds_no_such_page(desks: Desks, duty: Duty) -> None:
    ezra = desks.browser("ezra", duty)
    nothing = as_bytes(ezra.get("/no/such/page/"))
    assert as_bytes(ezra.get(FAMILIES)) == nothing
    assert as_bytes(send(ezra, picture())) == as_bytes(ezra.post("/no/such/page/"))
    assert not Scan.objects.exists()


def test_taking_in_and_reading_the_list_are_in_the_ledger(desks: Desks, farid: Client) -> None:
    send(farid, picture(issued(desks, SheetKind.INTAKE)))
    farid.get(FAMILIES)
    assert acts()[-2:] == ["paper taken in", "papers listed"]


def test_more_pages_than_one_sending_may_have_are_refused_together(desks: Desks, farid: Client) -> None:
    page = send(farid, scan(*[[]] * 60), scan(*[[]] * 41), picture(issued(desks, SheetKind.INTAKE)))
    assert page.status_code == 200
    assert "more pages than fit at once. Nothing was taken in." in text(page)
    assert not Scan.objects.exists()
