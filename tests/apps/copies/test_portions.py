"""PFIF documents taken in piece by piece: nobody lost or doubled when the worker dies, nothing kept for long."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

import cast
from apps.copies.lists import of
from khabar.adapters.pfif import pfif_bytes
from khabar.apps.copies import looking, portions
from khabar.apps.copies.becoming import TOO_LARGE, Done
from khabar.apps.copies.keeping import size_of
from khabar.apps.copies.looking import holding_of, looked_over, plain_holding
from khabar.apps.copies.models import Copy
from khabar.apps.copies.portions import portions_of, take_in_portion
from khabar.apps.ledger.models import Entry
from khabar.apps.lists import contents, working
from khabar.apps.lists.actions import SentList, answer, bring, drop, map_columns, take, wish
from khabar.apps.lists.keeping import sealed_portion
from khabar.apps.lists.models import Brought, Portion
from khabar.apps.lists.queries import list_view, report_of
from khabar.apps.registry.models import Request
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.lists.columns import ListKind
from khabar.domain.lists.mapping import Mapping
from khabar.domain.lists.origin import HowMade, Knew, ListOrigin
from khabar.domain.lists.tables import Wishes
from khabar.domain.pfif import Document, Record, Version
from khabar.domain.pfif.formats import written_moment
from khabar.vault.errors import TooLarge
from pfif_parts import OTHER_ID, darius, shirins_note

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
ASKED = ListOrigin(made_by="The office", how=HowMade.FROM_FAMILIES, knew=Knew.YES, made_on="1404", purpose="to find")
REQUESTS = ListKind.REQUESTS


def seeks(at: int, **more: str) -> Record:
    note = shirins_note(note_record_id=f"people.example/n.{at}", status="information_sought")
    return darius(Version.V1_4, note, **{"person_record_id": f"people.example/p.{at}"} | more)


def people(count: int) -> list[Record]:
    return [seeks(at, full_name=f"Darius {at}") for at in range(count)]


def brought(parts: Parts, document: Document) -> str:
    sent = SentList("people.xml", pfif_bytes(document), Wishes())
    return bring(actor=cast.FARID, now=parts.clock.now(), parts=parts, kind=REQUESTS, sent=sent)


def handed_over(parts: Parts, document: Document) -> str:
    list_id, now = brought(parts, document), parts.clock.now()
    answer(actor=cast.FARID, now=now, parts=parts, list_id=list_id, origin=ASKED)
    take(actor=cast.FARID, now=now, parts=parts, list_id=list_id)
    return list_id


def work(parts: Parts) -> None:
    working.do_all(actor=cast.JOB, now=parts.clock.now(), parts=parts)


def test_a_worker_that_is_killed_at_any_write_goes_on_and_takes_nobody_in_twice(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portions, "PERSONS", 2)
    monkeypatch.setattr(working, "PORTIONS_AT_ONCE", 1)
    list_id, killed = handed_over(parts, of(*people(7))), 0

    def dying(*words: object, **named: object) -> bytes:
        nonlocal killed
        killed += 1
        if killed % 2:
            raise KeyboardInterrupt
        return sealed_portion(*words, **named)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(working, "sealed_portion", dying)
    for _ in range(30):
        try:
            work(parts)
        except KeyboardInterrupt:
            # cutting up dies at its first portion each time, unless every second call is let through
            monkeypatch.setattr(working, "sealed_portion", sealed_portion if killed > 3 else dying)
    assert killed > 3
    card = list_view(list_id, cast.FARID, parts=parts).card
    assert (card.taken, card.known, card.refused) == (7, 0, 0)
    assert (Request.objects.count(), Copy.objects.count()) == (7, 7)
    assert Entry.objects.filter(act="pfif list taken in").count() == 1


def test_portions_end_with_so_many_persons_or_bytes(clock: SettableClock, monkeypatch: pytest.MonkeyPatch) -> None:
    document, now = of(*people(5)), clock.now()
    monkeypatch.setattr(portions, "PERSONS", 2)
    assert [len(one["persons"]) for one in portions_of(document.events, now=now)] == [2, 2, 1]
    monkeypatch.setattr(portions, "LARGEST_PORTION", 1)
    assert [len(one["persons"]) for one in portions_of(document.events, now=now)] == [1] * 5


def test_of_who_expired_or_is_refused_no_portion_keeps_what_they_say(clock: SettableClock) -> None:
    gone = seeks(1, expiry_date=written_moment(clock.now() - timedelta(hours=1)), home_city="Lindenau")
    faulty = darius(person_record_id=OTHER_ID, full_name="Leyla Karimi", age="x")
    large = seeks(9, full_name="Omar", description="x" * 950_000)
    (portion,) = portions_of(of(gone, faulty, large).events, now=clock.now())
    told = str(portion)
    assert [row[3] for row in portion["persons"]] == ["", "line 0: age: A value is of its field's kind.", TOO_LARGE]
    for word in ("Darius", "Leyla", "Omar", "Lindenau", "Shirin", "xxx"):
        assert word not in told


def test_who_is_refused_costs_no_walk_through_the_notes(clock: SettableClock, monkeypatch: pytest.MonkeyPatch) -> None:
    weighed = []

    def counting(person: Record, notes: tuple[Record, ...]) -> int:
        weighed.append(len(notes))
        return size_of(person, notes)

    monkeypatch.setattr(portions, "size_of", counting)
    loose = [shirins_note(note_record_id=f"people.example/m.{at}", person_record_id=OTHER_ID) for at in range(7)]
    same = [darius(person_record_id=OTHER_ID)] * 30
    (portion,) = portions_of(of(*same, notes=loose).events, now=clock.now())
    assert weighed == [7]
    assert [len(row[2]) for row in portion["persons"]] == [7] + [0] * 29


def test_rows_that_were_shown_are_kept_no_longer_than_they_are_looked_at(parts: Parts) -> None:
    list_id = handed_over(parts, of(*people(2), darius(person_record_id=OTHER_ID, age="x")))
    before = list_view(list_id, cast.FARID, parts=parts).card.holding
    work(parts)
    after = list_view(list_id, cast.FARID, parts=parts).card.holding
    assert before is not None
    assert after == replace(before, first=())
    assert len(before.first) == 3
    assert Brought.objects.get().blobs == ""
    rows = list(report_of(list_id, cast.FARID, now=parts.clock.now(), parts=parts))
    assert [row[0] for row in rows[1:]] == [OTHER_ID]


def test_what_would_come_is_what_comes(parts: Parts, clock: SettableClock) -> None:
    alive = shirins_note(note_record_id="people.example/n.7", status="believed_alive")
    seen = darius(Version.V1_4, alive, person_record_id="people.example/p.7")
    gone = seeks(8, expiry_date=written_moment(clock.now()), full_name="Leyla")
    nameless = seeks(9, full_name=" \n")
    late = seeks(5, date_of_birth="2026-02", full_name="Tomas")
    list_id = handed_over(parts, of(*people(3), seen, gone, nameless, late))
    card = list_view(list_id, cast.FARID, parts=parts).card
    assert card.holding is not None
    would = card.holding.would
    work(parts)
    card = list_view(list_id, cast.FARID, parts=parts).card
    assert (card.taken, card.refused, dict(card.beside)) == (
        would[Done.REQUEST],
        would[Done.REFUSED],
        {"expired": would[Done.EXPIRED], "aside": would[Done.ASIDE]},
    )
    assert would[Done.EXPIRED] == would[Done.ASIDE] == 1


def test_some_to_mend_never_hide_those_who_would_be_taken_in(
    clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "SHOWN", 2)
    faulty = [darius(person_record_id=f"people.example/f.{at}", age="x") for at in range(9)]
    document = of(*faulty, *people(5))
    holding = looked_over(document.events, REQUESTS, now=clock.now())
    assert [bool(one.to_mend) for one in holding.first] == [True] * 4 + [False] * 2
    assert holding_of(plain_holding(holding)) == holding


def test_beyond_the_first_thousands_only_the_rules_of_pfif_are_asked(
    clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "TRIED", 1)
    faulty, nameless = seeks(8, full_name="Leyla", age="x"), seeks(9, full_name=" \n")
    gone = seeks(7, full_name="Tomas", expiry_date=written_moment(clock.now()))
    holding = looked_over(of(*people(2), nameless, faulty, gone).events, REQUESTS, now=clock.now())
    assert holding.would == {Done.REQUEST: 3, Done.REFUSED: 1, Done.EXPIRED: 1}
    assert len(holding.first) == 1


def test_a_document_is_answered_for_before_it_is_taken_and_has_no_columns(parts: Parts) -> None:
    list_id, now = brought(parts, of(*people(1))), parts.clock.now()
    with pytest.raises(Invalid, match="who made this list"):
        take(actor=cast.FARID, now=now, parts=parts, list_id=list_id)
    with pytest.raises(Invalid):
        map_columns(actor=cast.FARID, now=now, parts=parts, list_id=list_id, mapping=Mapping(columns=()))
    for act in (take, drop):
        with pytest.raises(Refused):
            act(actor=cast.MIRA, now=now, parts=parts, list_id=list_id)
    wish(actor=cast.FARID, now=now, parts=parts, list_id=list_id, wishes=Wishes(encoding="cp1256"))
    answer(actor=cast.FARID, now=now, parts=parts, list_id=list_id, origin=ASKED)
    take(actor=cast.FARID, now=now, parts=parts, list_id=list_id)
    with pytest.raises(Conflict):
        answer(actor=cast.FARID, now=now, parts=parts, list_id=list_id, origin=ASKED)
    with pytest.raises(Conflict):
        drop(actor=cast.FARID, now=now, parts=parts, list_id=list_id)
    work(parts)
    drop(actor=cast.FARID, now=now, parts=parts, list_id=list_id)
    assert not Portion.objects.exists()
    assert Request.objects.count() == 1, "what was taken in stays"


def test_one_record_without_room_is_refused_and_the_others_are_taken_in(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = take_in_portion

    def narrow(*, portion: dict[str, Any], **named: Any) -> dict[str, Any]:  # noqa: ANN401 - passed on
        told = real(portion=portion, **named)
        if "Darius 1" in str(portion):
            raise TooLarge("no room")
        return told

    monkeypatch.setattr(contents, "take_in_portion", narrow)
    list_id = handed_over(parts, of(*people(3)))
    work(parts)
    view = list_view(list_id, cast.FARID, parts=parts)
    assert (view.card.taken, view.card.refused, Request.objects.count()) == (2, 1, 2)
    report = list(report_of(list_id, cast.FARID, now=parts.clock.now(), parts=parts))
    assert [row[0] for row in report] == ["person_record_id", "people.example/p.1"]


def test_a_document_that_a_newer_reader_refuses_is_said_to_be_unread(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    list_id = handed_over(parts, of(*people(1)))
    cut = pfif_bytes(of(*people(1)))[:-20]
    monkeypatch.setattr(working, "file_of", lambda *_, **__: cut)
    work(parts)
    view = list_view(list_id, cast.FARID, parts=parts)
    assert view.state == "unread"
    assert view.card.why.startswith("line ")
    assert not Request.objects.exists()
