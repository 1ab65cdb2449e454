from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, connection, transaction

import cast
from apps.paper.hands import HOLDER, OMAR, TRIP, issued, kept, settle, taken, waiting
from khabar.apps.ledger.models import Entry
from khabar.apps.paper import keeping
from khabar.apps.paper.actions import (
    TakenIn,
    look_at,
    name_sheet,
    open_scan,
    pass_on,
    take_scan,
)
from khabar.apps.paper.models import Scan
from khabar.apps.paper.queries import scan_of, scan_picture, sheets_of_trip
from khabar.domain.errors import Conflict, Invalid, Locked, Refused
from khabar.domain.paper_trays import CameBy, Outcome, Tray
from khabar.domain.sheets import Half, SheetKind, half_of, new_sheet_code, printed_code
from papers import CANARY, NOT_A_PICTURE, Seen, picture, scan

if TYPE_CHECKING:
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default"])


def test_a_picture_is_kept_for_the_sheet_on_it_with_what_the_machine_saw(parts: Parts) -> None:
    [code] = issued(parts, SheetKind.OFFER, trip=TRIP)
    assert taken(parts, picture(Seen(code, inked=(2,), boxes=3, rotation=180))) == TakenIn(1, (code,))
    [found] = waiting(parts)
    assert found.sheet is not None
    assert (found.sheet.kind, found.sheet.trip) == (SheetKind.OFFER, TRIP)
    assert [tick.box for tick in found.inside.ticks if tick.ticked] == [2]
    assert (found.inside.rotation, found.inside.page, found.inside.came_by) == (180, 1, CameBy.CARRIER)
    assert CANARY.encode() in scan_picture(found.id, parts=parts).image


def test_the_same_upload_twice_changes_nothing_and_is_told_the_same(parts: Parts) -> None:
    [code] = issued(parts, SheetKind.OFFER)
    data = scan([code], [])
    first = taken(parts, data)
    before = (list(Scan.objects.values_list("id", "blob")), dict(kept(parts)), Entry.objects.count())
    assert taken(parts, data) == first == TakenIn(2, (code,))
    assert (list(Scan.objects.values_list("id", "blob")), dict(kept(parts)), Entry.objects.count()) == before


def test_two_who_send_the_same_at_once_keep_it_once(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    [code] = issued(parts, SheetKind.OFFER)
    taken(parts, picture(code))
    with monkeypatch.context() as blind:
        blind.setattr(
            keeping, "here_already", lambda _keys: set()
        )  # the other's row was not there when this one looked
        taken(parts, picture(code))
    assert Scan.objects.count() == len(kept(parts)) == 1


def test_a_page_without_a_code_waits_too(parts: Parts) -> None:
    taken(parts, picture())
    [found] = waiting(parts)
    assert (found.code_hash, found.sheet) == ("", None)


def test_several_sheets_in_one_picture_are_one_row_each_and_one_page_in_the_answer(parts: Parts) -> None:
    codes = issued(parts, SheetKind.OFFER, count=3)
    assert taken(parts, picture(*codes, codes[0])).pages == 1
    found = waiting(parts)
    assert len(found) == 3
    assert all(len(one.inside.beside) == 2 for one in found)


def test_taking_in_needs_no_key_and_looking_does(parts: Parts, agent: MemoryKeyAgent) -> None:
    [code] = issued(parts, SheetKind.OFFER)
    agent.lock()
    assert taken(parts, picture(code)).pages == 1
    for tray in Tray:
        with pytest.raises(Locked):
            waiting(parts, tray)
    with pytest.raises(Locked):
        scan_picture(Scan.objects.get().id, parts=parts)


def test_nothing_of_a_picture_can_be_read_in_tables_or_blobs(parts: Parts) -> None:
    [code] = issued(parts, SheetKind.ASKING, about=HOLDER)
    taken(parts, picture(Seen(code, inked=(1,))))
    [found] = waiting(parts)
    settle(parts, found, Outcome.BLANK)
    with connection.cursor() as cursor:
        tables = ("paper_sheet", "paper_scan", "ledger_entry")
        rows = [row for table in tables for row in cursor.execute(f"SELECT * FROM {table}").fetchall()]  # noqa: S608 - fixed names
    lying = repr(rows).encode() + b"".join(kept(parts).values())
    for canary in (CANARY, "mill", code, HOLDER, "carrier", "blank", "asking"):
        assert canary.encode() not in lying, canary


def test_the_size_of_a_blob_tells_little(parts: Parts) -> None:
    taken(parts, picture(note="a"))
    taken(parts, picture(note="b" * 50_000))
    assert len({len(blob) for blob in kept(parts).values()}) == 1


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"{}"])
def test_a_file_that_is_no_picture_is_refused_whole(parts: Parts, data: bytes) -> None:
    with pytest.raises(Invalid, match=NOT_A_PICTURE):
        taken(parts, data)
    assert not Scan.objects.exists()
    assert not kept(parts)


def test_halves_of_a_message_form_go_under_the_letters_key_whether_or_not_we_know_them(parts: Parts) -> None:
    [known] = issued(parts, SheetKind.REPLY, about=HOLDER)
    unknown = new_sheet_code(SheetKind.MESSAGE, parts.entropy.bytes)
    taken(parts, scan([known], [unknown]))
    assert set(Scan.objects.values_list("key_class", flat=True)) == {"letters"}
    assert {one.inside.half for one in waiting(parts, Tray.LETTERS)} == {Half.MESSAGE, Half.REPLY}
    assert waiting(parts) == []


def test_a_sheet_beside_a_letter_lies_under_the_letters_key_with_it(parts: Parts) -> None:
    [asking], [reply] = issued(parts, SheetKind.ASKING, about=HOLDER), issued(parts, SheetKind.REPLY, about=HOLDER)
    taken(parts, picture(asking, reply))
    [found] = waiting(parts)
    assert found.is_sealed_to_letters
    assert found.sheet is not None
    assert found.sheet.kind is SheetKind.ASKING


def test_the_family_desk_gets_request_forms_and_pages_it_could_not_read_itself_and_nothing_else(parts: Parts) -> None:
    codes = {kind: issued(parts, kind, about=HOLDER)[0] for kind in SheetKind}
    foreign = new_sheet_code(SheetKind.OFFER, parts.entropy.bytes)
    taken(parts, scan(*[[code] for code in [*codes.values(), foreign]], []), actor=cast.FARID)
    kinds = [one.sheet.kind if one.sheet else None for one in waiting(parts, Tray.FAMILY_DESK)]
    assert kinds == [SheetKind.INTAKE, None]
    assert all(not one.code_hash or one.sheet for one in waiting(parts, Tray.FAMILY_DESK))
    assert len(waiting(parts)) == 3  # an offer, an asking, and the foreign one
    assert len(waiting(parts, Tray.LETTERS)) == 2


def test_a_request_form_in_one_picture_with_another_sheet_never_shows_it_to_the_family_desk(parts: Parts) -> None:
    [intake], [offer] = issued(parts, SheetKind.INTAKE), issued(parts, SheetKind.OFFER)
    taken(parts, picture(intake, offer), actor=cast.FARID)
    assert waiting(parts, Tray.FAMILY_DESK) == []
    assert sorted(one.shows_others for one in waiting(parts)) == [False, True]


def test_a_request_form_that_a_carrier_brought_is_given_on_by_the_asking_desk(parts: Parts) -> None:
    [intake] = issued(parts, SheetKind.INTAKE)
    taken(parts, picture(intake))
    assert waiting(parts, Tray.FAMILY_DESK) == []
    [found] = waiting(parts)
    with pytest.raises(Refused):
        pass_on(actor=cast.FARID, now=parts.clock.now(), parts=parts, scan_id=found.id)
    pass_on(actor=cast.MIRA, now=parts.clock.now(), parts=parts, scan_id=found.id)
    assert [one.id for one in waiting(parts, Tray.FAMILY_DESK)] == [found.id]
    assert waiting(parts) == []


def test_only_a_request_form_is_given_on(parts: Parts) -> None:
    taken(parts, picture(issued(parts, SheetKind.OFFER)[0]))
    [found] = waiting(parts)
    with pytest.raises(Conflict):
        pass_on(actor=cast.MIRA, now=parts.clock.now(), parts=parts, scan_id=found.id)


@pytest.mark.parametrize("kind", list(SheetKind))
def test_typed_digits_take_a_page_to_where_it_belongs(parts: Parts, kind: SheetKind) -> None:
    [code] = issued(parts, kind, about=HOLDER)
    taken(parts, picture())
    [found] = waiting(parts)
    typed = printed_code(code).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    name_sheet(actor=cast.MIRA, now=parts.clock.now(), parts=parts, scan_id=found.id, typed=typed)
    tray = Tray.LETTERS if half_of(code) else Tray.ASKING_DESK
    [named] = waiting(parts, tray)
    assert named.sheet is not None
    assert (named.sheet.kind, named.is_sealed_to_letters) == (kind, tray is Tray.LETTERS)
    assert CANARY.encode() in scan_picture(named.id, parts=parts).image


def test_digits_may_come_with_the_picture_itself_and_only_with_a_single_unreadable_one(parts: Parts) -> None:
    first, second = issued(parts, SheetKind.OFFER, count=2)
    assert taken(parts, picture(), typed=printed_code(first)) == TakenIn(1, ())
    assert [one.sheet is not None for one in waiting(parts)] == [True]
    for data in (picture(second), scan([], [])):
        with pytest.raises(Invalid):
            taken(parts, data, typed=printed_code(first))
    with pytest.raises(Invalid):
        taken(parts, picture(note="other"), typed="1234")


def test_a_page_that_has_digits_is_not_named_again(parts: Parts) -> None:
    first, second = issued(parts, SheetKind.OFFER, count=2)
    taken(parts, picture(first))
    [found] = waiting(parts)
    with pytest.raises(Conflict):
        name_sheet(actor=cast.MIRA, now=parts.clock.now(), parts=parts, scan_id=found.id, typed=second)


def test_what_was_settled_waits_no_more_and_is_settled_once(parts: Parts) -> None:
    [code] = issued(parts, SheetKind.OFFER, trip=TRIP)
    taken(parts, picture(code))
    [found] = waiting(parts)
    settle(parts, found, Outcome.BLANK)
    assert waiting(parts) == []
    assert scan_of(found.id, parts=parts).inside.outcome is Outcome.BLANK
    [of_trip] = sheets_of_trip(TRIP, parts=parts)
    assert (of_trip.waiting, of_trip.outcomes) == (0, (Outcome.BLANK,))
    with pytest.raises(Conflict):
        settle(parts, found, Outcome.BLANK)


def test_another_picture_of_a_settled_sheet_came_before_and_files_nothing(parts: Parts) -> None:
    [code] = issued(parts, SheetKind.OFFER)
    taken(parts, picture(code))
    settle(parts, waiting(parts)[0], Outcome.FILED, holder=HOLDER)
    taken(parts, picture(code, note="once more"))
    [again] = waiting(parts)
    assert again.came_before
    with pytest.raises(Conflict):
        settle(parts, again, Outcome.FILED, holder=HOLDER)
    settle(parts, again, Outcome.BEFORE)
    assert waiting(parts) == []


def test_a_picture_to_be_taken_once_more_leaves_the_sheet_open(parts: Parts) -> None:
    [code] = issued(parts, SheetKind.OFFER)
    taken(parts, picture(code))
    settle(parts, waiting(parts)[0], Outcome.NEW_PICTURE)
    taken(parts, picture(code, note="sharper"))
    assert [one.came_before for one in waiting(parts)] == [False]


def test_nothing_is_filed_of_a_sheet_that_we_do_not_know(parts: Parts) -> None:
    taken(parts, scan([new_sheet_code(SheetKind.OFFER, parts.entropy.bytes)], []))
    for one in waiting(parts):
        with pytest.raises(Conflict):
            settle(parts, one, Outcome.FILED, holder=HOLDER)
        settle(parts, one, Outcome.NOT_OURS)


def test_the_schema_itself_files_a_sheet_once_and_nothing_that_waits(parts: Parts) -> None:
    [code] = issued(parts, SheetKind.OFFER)
    taken(parts, picture(code))
    taken(parts, picture(code, note="again"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Scan.objects.update(is_waiting=False, holder=HOLDER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Scan.objects.update(holder=HOLDER)


@pytest.mark.parametrize("actor", [cast.FARID, cast.NIMA, cast.EZRA, cast.EZRA_OPERATOR, OMAR])
def test_nobody_settles_or_names_a_paper_of_another_desk(parts: Parts, actor: Actor) -> None:
    taken(parts, scan([issued(parts, SheetKind.OFFER)[0]], []))
    for one in waiting(parts):
        with pytest.raises(Refused):
            settle(parts, one, Outcome.NEW_PICTURE, actor=actor)
        with pytest.raises(Refused):
            name_sheet(
                actor=actor, now=parts.clock.now(), parts=parts, scan_id=one.id, typed=issued(parts, SheetKind.OFFER)[0]
            )


@pytest.mark.parametrize("actor", [cast.NIMA, cast.MIRA, cast.LEYLA, cast.EZRA_OPERATOR])
def test_pictures_come_from_carriers_and_from_the_family_desk_alone(parts: Parts, actor: Actor) -> None:
    for came_by in CameBy:
        with pytest.raises(Refused):
            take_scan(actor=actor, now=parts.clock.now(), parts=parts, name="a", data=picture(), came_by=came_by)
    assert not Scan.objects.exists()


def test_a_picture_with_a_letter_is_opened_for_a_reason_by_those_who_read_letters(parts: Parts) -> None:
    taken(parts, picture(issued(parts, SheetKind.REPLY, about=HOLDER)[0]))
    [found], now = waiting(parts, Tray.LETTERS), parts.clock.now()
    with pytest.raises(Refused):
        open_scan(actor=cast.FARID, now=now, parts=parts, scan_id=found.id, reason="curious")
    with pytest.raises(Invalid):
        open_scan(actor=cast.LEYLA, now=now, parts=parts, scan_id=found.id, reason=" ")
    until = open_scan(actor=cast.LEYLA, now=now, parts=parts, scan_id=found.id, reason="To type it")
    assert (until - now).seconds == parts.options.reading_minutes * 60
    look_at(actor=cast.LEYLA, now=now, parts=parts, scan_id=found.id)
    assert list(Entry.objects.order_by("sequence").values_list("act", flat=True))[-2:] == [
        "letter opened",
        "paper looked at",
    ]
