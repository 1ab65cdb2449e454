from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection

import cast
from khabar.apps.ledger.models import Entry
from khabar.apps.paper.actions import NewSheet, issue, issue_sheets, revoke
from khabar.apps.paper.models import Sheet
from khabar.apps.paper.queries import sheet_of, sheets_of_trip
from khabar.domain.errors import Invalid, Locked
from khabar.domain.sheets import SheetKind, code_hash, is_sheet_code, new_sheet_code

if TYPE_CHECKING:
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default"])
PAIR, TRIP = "ab" * 16, "cd" * 16
MEANINGS = {"about": PAIR, "4821": "messages", "2075": "nothing", "9316": "address", "5502": "alive"}


def issued(parts: Parts, kind: SheetKind, count: int = 1, about: str = "", trip: str = "") -> tuple[str, ...]:
    return issue(actor=cast.JOB, now=parts.clock.now(), parts=parts, kind=kind, count=count, about=about, trip=trip)


def test_a_sheet_is_known_by_its_digits_and_by_their_hash(parts: Parts) -> None:
    [code] = issued(parts, SheetKind.OFFER, about=TRIP, trip=TRIP)
    assert is_sheet_code(code)
    by_digits, by_hash = sheet_of(code, parts=parts), sheet_of(code_hash(code).hex(), parts=parts)
    assert by_digits == by_hash
    assert by_digits is not None
    assert (by_digits.kind, by_digits.about, by_digits.trip) == (SheetKind.OFFER, TRIP, TRIP)


def test_a_code_that_we_did_not_issue_is_nobodys(parts: Parts) -> None:
    issued(parts, SheetKind.OFFER, count=5)
    assert sheet_of(new_sheet_code(SheetKind.OFFER, parts.entropy.bytes), parts=parts) is None


def test_the_issuers_notes_come_back_in_his_order(parts: Parts) -> None:
    sheets = [NewSheet(SheetKind.ASKING, MEANINGS)]
    [code] = issue_sheets(actor=cast.JOB, now=parts.clock.now(), parts=parts, sheets=sheets, trip=TRIP)
    found = sheet_of(code, parts=parts)
    assert found is not None
    assert found.about == PAIR
    assert list(found.notes.items()) == [(name, what) for name, what in MEANINGS.items() if name != "about"]


def test_sheets_are_issued_while_the_house_is_locked_and_opened_only_when_it_is_not(
    parts: Parts, agent: MemoryKeyAgent
) -> None:
    agent.lock()
    [code] = issued(parts, SheetKind.ASKING, about=PAIR)
    with pytest.raises(Locked):
        sheet_of(code, parts=parts)


def test_neither_codes_nor_what_they_are_about_can_be_read_in_the_tables(parts: Parts) -> None:
    [code] = issued(parts, SheetKind.ASKING, about=PAIR, trip=TRIP)
    with connection.cursor() as cursor:
        rows = (
            cursor.execute("SELECT * FROM paper_sheet").fetchall()
            + cursor.execute("SELECT * FROM ledger_entry").fetchall()
        )
    written = repr(rows)
    assert code not in written
    assert PAIR not in written
    assert "asking" not in written


def test_an_asking_sheet_looks_like_an_offer_in_its_row(parts: Parts) -> None:
    sheets = [NewSheet(SheetKind.OFFER), NewSheet(SheetKind.ASKING, MEANINGS)]
    issue_sheets(actor=cast.JOB, now=parts.clock.now(), parts=parts, sheets=sheets, trip=TRIP)
    assert len({len(bytes(row.sealed)) for row in Sheet.objects.all()}) == 1
    assert Entry.objects.filter(act="sheets issued").count() == 1


def test_a_trip_has_its_own_sheets_and_no_others(parts: Parts) -> None:
    mine = issued(parts, SheetKind.OFFER, count=3, trip=TRIP)
    issued(parts, SheetKind.OFFER, count=2, trip="ef" * 16)
    found = sheets_of_trip(TRIP, parts=parts)
    assert {one.file.hash for one in found} == {code_hash(code).hex() for code in mine}
    assert all((one.waiting, one.outcomes) == (0, ()) for one in found)


def test_a_revoked_sheet_is_a_foreign_one(parts: Parts) -> None:
    first, second = issued(parts, SheetKind.OFFER, count=2)
    assert revoke(actor=cast.JOB, now=parts.clock.now(), parts=parts, codes=[first]) == 1
    assert sheet_of(first, parts=parts) is None
    assert sheet_of(second, parts=parts) is not None


def test_no_sheet_at_all_is_not_issued(parts: Parts) -> None:
    with pytest.raises(Invalid):
        issued(parts, SheetKind.OFFER, count=0)
    assert not Entry.objects.exists()
