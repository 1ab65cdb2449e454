"""Lists at a desk: sealed until they are looked at, filed by the worker once and only once, reported to be mended."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import cast
from khabar.apps.ledger.models import Entry
from khabar.apps.ledger.queries import flaws_in_chain
from khabar.apps.lists import actions, contents, working
from khabar.apps.lists.actions import SentList, bring, drop, drop_mapping, hand_over, keep_mapping, map_columns, wish
from khabar.apps.lists.keeping import sealed_portion
from khabar.apps.lists.models import Brought, KeptMapping, Portion
from khabar.apps.lists.queries import first_lines, list_view, lists_of, mappings_of, report_of
from khabar.apps.registry.models import Presence, PresenceList, Request
from khabar.apps.registry.queries import (
    list_file,
    open_requests,
    presence_cards,
    presence_file,
)
from khabar.apps.rounds import steps
from khabar.domain.errors import Conflict, Invalid, Locked, Outside, Refused
from khabar.domain.ids import PresenceId
from khabar.domain.lists.columns import ListKind, Meaning
from khabar.domain.lists.mapping import Column
from khabar.domain.lists.origin import HowMade, Knew, ListOrigin
from khabar.domain.lists.tables import Wishes

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.apps.lists.queries import ListView
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

PRESENCES, REQUESTS = ListKind.PRESENCES, ListKind.REQUESTS
ASKED = ListOrigin(made_by="A nurse", how=HowMade.FROM_EACH, knew=Knew.YES, made_on="1404", purpose="to be found")
LIST = "شناسه;نام;نام خانوادگی;نام پدر;تاریخ تولد\n1;داریوش;احمدی;حسن;1365/2/3\n2;لیلا;;پرویز;سی ام\n3;عمر;ناصری;;\n"


def brought(parts: Parts, text: str = LIST, who: Actor = cast.MIRA, kind: ListKind = PRESENCES) -> str:
    sent = SentList("list.csv", text.encode("utf-8"), Wishes())
    return bring(actor=who, now=parts.clock.now(), parts=parts, kind=kind, sent=sent)


def viewed(parts: Parts, list_id: str, who: Actor = cast.MIRA) -> ListView:
    return list_view(list_id, who, parts=parts)


def handed_over(parts: Parts, text: str = LIST, who: Actor = cast.MIRA, kind: ListKind = PRESENCES) -> str:
    list_id, now = brought(parts, text, who, kind), parts.clock.now()
    mapping = viewed(parts, list_id, who).mapping
    map_columns(actor=who, now=now, parts=parts, list_id=list_id, mapping=mapping)
    hand_over(actor=who, now=now, parts=parts, list_id=list_id, origin=ASKED)
    return list_id


def work(parts: Parts) -> None:
    working.do_all(actor=cast.JOB, now=parts.clock.now(), parts=parts)


def rows_of(parts: Parts, list_id: str, who: Actor = cast.MIRA) -> list[list[str]]:
    return list(report_of(list_id, who, now=parts.clock.now(), parts=parts))


def file_on_disk(parts: Parts) -> bytes:
    return parts.blobs.fetch(Brought.objects.get().blobs)


# Bringing and looking


def test_a_list_lies_sealed_and_is_shown_as_it_would_be_understood(parts: Parts) -> None:
    list_id = brought(parts)
    view = viewed(parts, list_id)
    assert (view.state, view.card.told.separator, view.card.heading_lines) == ("brought", ";", 1)
    assert [one.meaning for one in view.mapping.columns] == [
        *(Meaning.ID, Meaning.GIVEN_NAME, Meaning.FAMILY_NAME, Meaning.FATHER, Meaning.BIRTH_DATE)
    ]
    lines = first_lines(list_id, cast.MIRA, now=parts.clock.now(), parts=parts)
    assert [line.number for line in lines] == [2, 3, 4]
    assert "داریوش".encode() not in file_on_disk(parts) + bytes(Brought.objects.get().card)
    assert Entry.objects.filter(act="list looked at").count() == 1
    assert not Presence.objects.exists()


def test_what_cannot_be_read_is_not_kept(parts: Parts) -> None:
    for text in ("", "\x00\x01\x02", 'id,name\np1,"Darius\n' * 2):
        with pytest.raises(Invalid):
            brought(parts, text)
    assert not Brought.objects.exists()
    assert not parts.blobs.kept  # type: ignore[attr-defined]  # the blobs of tests can be counted


def test_a_full_disk_keeps_nothing_of_a_list(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: bytes) -> str:
        raise OSError("No space left on device")

    monkeypatch.setattr(parts.blobs, "keep", full)
    with pytest.raises(Outside):
        brought(parts)
    assert not Brought.objects.exists()


@pytest.mark.parametrize("who", [cast.FARID, cast.NIMA, cast.LEYLA, cast.EZRA, cast.EZRA_OPERATOR])
def test_nobody_else_brings_or_sees_a_list_of_presences(parts: Parts, who: Actor) -> None:
    list_id = brought(parts)
    with pytest.raises(Refused):
        brought(parts, who=who)
    with pytest.raises(Refused):
        viewed(parts, list_id, who)
    with pytest.raises(Refused):
        lists_of(PRESENCES, who, parts=parts)
    with pytest.raises(Refused):
        drop(actor=who, now=parts.clock.now(), parts=parts, list_id=list_id)


def test_who_read_a_list_before_somebody_changed_it_is_told_and_undoes_nothing(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    list_id, now = brought(parts), parts.clock.now()
    early = Brought.objects.get()
    mapping = viewed(parts, list_id).mapping
    wish(actor=cast.TOMAS, now=now, parts=parts, list_id=list_id, wishes=Wishes(separator=","))
    changed = viewed(parts, list_id).card
    monkeypatch.setattr(actions, "own_list", lambda *_: early)
    with pytest.raises(Conflict, match="Somebody has changed"):
        map_columns(actor=cast.MIRA, now=now, parts=parts, list_id=list_id, mapping=mapping)
    monkeypatch.undo()
    assert viewed(parts, list_id).card == changed


def test_another_way_of_reading_begins_the_mapping_anew(parts: Parts) -> None:
    now, text = parts.clock.now(), "id|name;father\n1|Darius;Hassan\n"
    list_id = brought(parts, text)
    for wishes, header in (
        (Wishes(separator=";"), ("id|name", "father")),
        (Wishes(separator="|"), ("id", "name;father")),
    ):
        wish(actor=cast.MIRA, now=now, parts=parts, list_id=list_id, wishes=wishes)
        assert viewed(parts, list_id).card.header == header
    with pytest.raises(Invalid):
        wish(actor=cast.MIRA, now=now, parts=parts, list_id=list_id, wishes=Wishes(encoding="utf-17"))


# Questions


def test_a_leaked_list_is_refused_by_the_question_and_stays_unfiled(parts: Parts) -> None:
    list_id, now = brought(parts), parts.clock.now()
    map_columns(actor=cast.MIRA, now=now, parts=parts, list_id=list_id, mapping=viewed(parts, list_id).mapping)
    for origin in (replace(ASKED, how=HowMade.LEAKED), replace(ASKED, knew=Knew.NO), replace(ASKED, made_by=" ")):
        with pytest.raises(Invalid):
            hand_over(actor=cast.MIRA, now=now, parts=parts, list_id=list_id, origin=origin)
    work(parts)
    assert viewed(parts, list_id).state == "brought"
    assert not Presence.objects.exists()


def test_columns_come_before_questions_and_nothing_changes_afterwards(parts: Parts) -> None:
    list_id, now = brought(parts), parts.clock.now()
    with pytest.raises(Invalid):
        hand_over(actor=cast.MIRA, now=now, parts=parts, list_id=list_id, origin=ASKED)
    other = handed_over(parts)
    mapping = viewed(parts, other).mapping
    with pytest.raises(Conflict):
        map_columns(actor=cast.MIRA, now=now, parts=parts, list_id=other, mapping=mapping)
    with pytest.raises(Conflict):
        drop(actor=cast.MIRA, now=now, parts=parts, list_id=other)


# Filing


def test_the_worker_files_each_row_with_the_origin_of_every_value(
    parts: Parts, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[object]]]
) -> None:
    list_id = handed_over(parts)
    with django_capture_on_commit_callbacks(execute=True):
        steps.file(parts.clock.now(), parts)
    view = viewed(parts, list_id)
    assert (view.state, view.card.taken, view.card.known, view.card.refused) == ("done", 2, 0, 1)
    files = [presence_file(PresenceId(one.id), parts=parts) for one in presence_cards(parts=parts)]
    darius = next(one for one in files if one.form.name == "داریوش احمدی")
    assert darius.from_list is not None
    assert (darius.from_list.line, darius.form.birth) == (2, "1365/2/3")
    assert ("birth_date", "تاریخ تولد", "1365/2/3") in darius.from_list.cells
    told = list_file(darius.list_id, parts=parts)
    assert told is not None
    assert (told.made_by, told.how, told.made_on, told.file_name) == ("A nurse", "from-each", "1404", "list.csv")
    assert told.brought_by == cast.MIRA.name
    assert Entry.objects.filter(act="list filed", subject=darius.list_id).count() == 1
    assert not parts.blobs.kept  # type: ignore[attr-defined]  # as above
    assert list(flaws_in_chain("house")) == []


def test_the_report_holds_the_rows_to_mend_and_takes_exactly_them_when_it_comes_back(parts: Parts) -> None:
    list_id = handed_over(parts)
    work(parts)
    header, row = rows_of(parts, list_id)
    assert header == ["شناسه", "نام", "نام خانوادگی", "نام پدر", "تاریخ تولد", "line", "what was done", "what to mend"]
    assert row[:7] == ["2", "لیلا", "", "پرویز", "سی ام", "3", "refused"]
    assert row[7].startswith("birth_date: ")
    row[4] = "1370"
    again = handed_over(parts, "\n".join(";".join(cells) for cells in (header, row)))
    work(parts)
    view = viewed(parts, again)
    assert (view.card.taken, view.card.known, view.card.refused) == (1, 0, 0)
    assert rows_of(parts, again) == [header]


def test_the_same_list_again_adds_nothing(parts: Parts) -> None:
    for known in (0, 2):
        list_id = handed_over(parts)
        work(parts)
        assert viewed(parts, list_id).card.known == known
    assert Presence.objects.count() == 2
    assert PresenceList.objects.count() == 1


def test_a_worker_that_is_killed_at_any_write_goes_on_and_files_nothing_twice(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "ROWS_IN_PORTION", 2)
    monkeypatch.setattr(working, "PORTIONS_AT_ONCE", 1)
    rows = "".join(f"{number};Person {number};;;\n" for number in range(7))
    list_id = handed_over(parts, LIST.splitlines()[0] + "\n" + rows)
    real, killed = sealed_portion, 0

    def dying(*words: object, **named: object) -> bytes:
        nonlocal killed
        killed += 1
        if killed % 2:
            raise KeyboardInterrupt
        return real(*words, **named)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(working, "sealed_portion", dying)
    for _ in range(30):
        try:
            work(parts)
        except KeyboardInterrupt:
            # cutting up dies at its first portion each time, unless every second call is let through
            monkeypatch.setattr(working, "sealed_portion", real if killed > 3 else dying)
    assert killed > 3
    view = viewed(parts, list_id)
    assert (view.state, view.card.taken, view.card.known) == ("done", 7, 0)
    assert Presence.objects.count() == 7
    assert Entry.objects.filter(act="list filed").count() == 1


def test_a_list_that_breaks_off_in_the_middle_files_nothing_and_says_where(parts: Parts) -> None:
    good = "".join(f"{number},Person {number}\n" for number in range(5000))
    list_id = handed_over(parts, "id,name\n" + good + '9999,"Darius\n')
    work(parts)
    view = viewed(parts, list_id)
    assert (view.state, Presence.objects.count()) == ("unread", 0)
    assert "line 5002: not readable as CSV" in view.card.why
    assert not working.something_waits(parts.clock.now())
    with pytest.raises(Invalid):
        report_of(list_id, cast.MIRA, now=parts.clock.now(), parts=parts)


def test_requests_are_the_family_desks(parts: Parts) -> None:
    text = "name,enquirer name,relationship,phone\nDarius Ahmadi,Shirin Ahmadi,sister,0151 23456\n"
    list_id = handed_over(parts, text, cast.FARID, REQUESTS)
    work(parts)
    (request,) = open_requests(parts=parts)
    assert (request.form.enquirer_name, request.form.kinship) == ("Shirin Ahmadi", "sister")
    assert request.from_list is not None
    assert request.from_list.line == 2
    assert viewed(parts, list_id, cast.FARID).card.taken == 1
    with pytest.raises(Refused):
        viewed(parts, list_id, cast.MIRA)
    assert (Request.objects.count(), Presence.objects.count()) == (1, 0)


def test_a_locked_house_takes_no_list_and_files_none(parts: Parts, agent: MemoryKeyAgent) -> None:
    handed_over(parts)
    agent.lock()
    with pytest.raises(Locked):
        brought(parts)
    with pytest.raises(Locked):
        work(parts)
    assert working.something_waits(parts.clock.now())


def test_dropping_a_list_leaves_what_was_filed(parts: Parts) -> None:
    list_id = handed_over(parts)
    work(parts)
    drop(actor=cast.TOMAS, now=parts.clock.now(), parts=parts, list_id=list_id)
    assert not Brought.objects.exists()
    assert not Portion.objects.exists()
    assert Presence.objects.count() == 2
    brought(parts)
    drop(actor=cast.MIRA, now=parts.clock.now(), parts=parts, list_id=Brought.objects.get().id)
    assert not Brought.objects.exists()


# Kept mappings


def test_a_mapping_is_kept_sealed_under_a_name_for_its_own_desk(parts: Parts) -> None:
    now, mapping = parts.clock.now(), viewed(parts, brought(parts)).mapping
    mapping_id = keep_mapping(actor=cast.MIRA, now=now, parts=parts, name=" The ward ", mapping=mapping, kind=PRESENCES)
    (kept,) = mappings_of(PRESENCES, cast.TOMAS, parts=parts)
    assert (kept.name, kept.mapping) == ("The ward", mapping)
    assert b"ward" not in bytes(KeptMapping.objects.get().sealed)
    with pytest.raises(Invalid):
        keep_mapping(actor=cast.MIRA, now=now, parts=parts, name=" ", mapping=mapping, kind=PRESENCES)
    for deed in (
        lambda: mappings_of(PRESENCES, cast.EZRA, parts=parts),
        lambda: drop_mapping(actor=cast.EZRA, now=now, parts=parts, mapping_id=mapping_id),
    ):
        with pytest.raises(Refused):
            deed()
    for _ in range(2):
        drop_mapping(actor=cast.MIRA, now=now, parts=parts, mapping_id=mapping_id)
    assert mappings_of(PRESENCES, cast.MIRA, parts=parts) == []


def test_a_mapping_that_names_a_missing_column_is_refused(parts: Parts) -> None:
    list_id = brought(parts)
    view = viewed(parts, list_id)
    wrong = replace(view.mapping, columns=(*view.mapping.columns, Column("Mother", Meaning.MOTHER)))
    with pytest.raises(Invalid, match="no column"):
        map_columns(actor=cast.MIRA, now=parts.clock.now(), parts=parts, list_id=list_id, mapping=wrong)
