"""Writing families' files: open, add, agree, bar and lift, decide in twos, take the next step, close, erase."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from khabar.apps.alarms.readings import count_listed, count_opened
from khabar.apps.casework.files import (
    FILES,
    Contact,
    Document,
    OpenedFile,
    body_map,
    body_of,
    entry_map,
    entry_record,
    record_of,
)
from khabar.apps.casework.models import CaseFile, Entry
from khabar.apps.casework.queries import file_for, is_own_family, opened_file
from khabar.apps.ledger.actions import record, record_event
from khabar.domain.actors import require_account, require_duty
from khabar.domain.bar_list import Vote, bars_of, lift, with_vote
from khabar.domain.casework.consents import ConsentEvent
from khabar.domain.casework.events import CaseEvent
from khabar.domain.casework.next_steps import NextStep, require_ahead, require_reason
from khabar.domain.casework.people import FilePerson, Part
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import new_id
from khabar.vault.cases import new_case_key
from khabar.vault.chains import merkle_root
from khabar.vault.keys import KeyClass
from khabar.vault.records import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from khabar.apps.casework.files import Content, FileBody
    from khabar.domain.actors import Actor
    from khabar.domain.bar_list import Bar, Departure, Door, Lifted
    from khabar.ports import Parts

CONSENT_EVENT = "agreement"
"""The kind of the signed event that is the truth of a consent; the entry is its projection."""
ONE_MISSED = "There is somebody missed in this file already. Whoever else is missed has a file of their own."
OWN_FAMILY = "This reads like a name of your own family. A colleague opens this file; you will not see it."
NO_HOW = "Please write how the word came: when, by which way, and who was there."


class _Afterwards(Enum):
    """Whether a file is open after a change."""

    AS_IT_WAS = "as it was"
    OPEN = "open"
    CLOSED = "closed"


def open_file(*, actor: Actor, now: datetime, parts: Parts, body: FileBody) -> str:
    """Open a file; its bars follow from where the person came from. Return its id.

    Invalid (field `missed`) for one of the advocate's own family: they could never read it.
    """
    if is_own_family(require_account(actor, Duty.ADVOCATE), body, parts=parts):
        raise Invalid("missed", OWN_FAMILY)
    require_ahead(body.step, now.date())
    file_id = new_id(parts.entropy.bytes)
    made = new_case_key(parts.keys.key(KeyClass.FILES), bytes.fromhex(file_id), random=parts.entropy.bytes)
    sealed = Record(FILES, file_id, made.key)
    whole = replace(body, bars=bars_of(body.departure))
    with transaction.atomic():
        CaseFile.objects.create(
            id=file_id,
            wrapped_key=made.wrapped,
            body=sealed.seal("body", body_map(whole), random=parts.entropy.bytes),
            opened_at=now,
            next_step_on=body.step.on,
        )
        record(actor=actor, now=now, parts=parts, act="file opened", subject=file_id)
    return file_id


def take_step(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedFile, step: NextStep) -> None:
    """Set what is done next and by when; a closed file is open again."""
    ahead = require_ahead(step, now.date())

    def with_step(body: FileBody) -> FileBody:
        return replace(body, step=ahead, closed_because="")

    _change(seen, with_step, "next step set", _Afterwards.OPEN, actor=actor, now=now, parts=parts)


def put_first(*, actor: Actor, now: datetime, parts: Parts, file_id: str, what: str) -> None:
    """Let a job of ours put something before a file's next step, for today; what stood there stands behind it.

    A closed file is open again with it, for a step that is due must not be missed.
    """
    with transaction.atomic():
        row = _row(file_id)
        sealed = record_of(row, parts=parts)
        body = body_of(row, sealed)
        behind = "" if row.is_closed or what in body.step.what else f" {body.step.what}"
        step = NextStep(body.step.what if what in body.step.what else f"{what}{behind}", now.date())
        kept = replace(body, step=step, closed_because="")
        row.body = sealed.seal("body", body_map(kept), random=parts.entropy.bytes)
        row.version, row.is_closed, row.next_step_on = row.version + 1, False, step.on
        row.save(update_fields=["body", "version", "is_closed", "next_step_on"])
        record(actor=actor, now=now, parts=parts, act="next step brought forward", subject=row.id)


def add_person(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedFile, person: FilePerson) -> str:
    """Add somebody to a file, under an id of the file's own, which is returned; there is one who is missed."""
    if person.part is Part.MISSED and seen.body.missed:
        raise Invalid("part", ONE_MISSED)
    made = replace(person, id=new_id(parts.entropy.bytes))
    _change(
        seen, lambda body: replace(body, people=(*body.people, made)), "people noted", actor=actor, now=now, parts=parts
    )
    return made.id


def change_person(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedFile, person: FilePerson) -> None:
    """Keep what somebody of the file is called and how they are reached; the part stays. Refused for an unknown id."""
    known = seen.body.person(person.id)
    kept = replace(person, part=known.part)

    def with_person(body: FileBody) -> FileBody:
        return replace(body, people=tuple(kept if one.id == kept.id else one for one in body.people))

    _change(seen, with_person, "people noted", actor=actor, now=now, parts=parts)


def note_holders(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedFile, states: frozenset[str]) -> None:
    """Keep which States (three letters) hold or took the person, by what the file says."""

    def with_states(body: FileBody) -> FileBody:
        return replace(body, holding=replace(body.holding, states=states))

    _change(seen, with_states, "holders noted", actor=actor, now=now, parts=parts)


def note_departure(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedFile, departure: Departure) -> None:
    """Keep where the person came from and left; bars are added for it and none that stands is taken away."""

    def with_bars(body: FileBody) -> FileBody:
        known = {(bar.state, bar.ground) for bar in body.bars}
        new = tuple(bar for bar in bars_of(departure) if (bar.state, bar.ground) not in known)
        return replace(body, departure=departure, bars=(*body.bars, *new))

    _change(seen, with_bars, "bars noted", actor=actor, now=now, parts=parts)


def add_bars(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedFile, bars: tuple[Bar, ...]) -> None:
    """Add bars, for bodies that forward to a barred State; those that stand already are left as they are."""
    _change(
        seen,
        lambda body: replace(body, bars=(*body.bars, *(bar for bar in bars if bar not in body.bars))),
        "bars noted",
        actor=actor,
        now=now,
        parts=parts,
    )


def lift_bar(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedFile, bar: Bar, lifted: Lifted) -> None:
    """Lift a bar by the word of the person concerned; Invalid for anybody else's word, Refused for an unknown bar."""
    if bar not in seen.body.bars:
        raise Refused("no such bar on this file")
    done = lift(bar, lifted)

    def with_lifted(body: FileBody) -> FileBody:
        return replace(body, bars=tuple(done if one == bar else one for one in body.bars))

    _change(seen, with_lifted, "bar lifted", actor=actor, now=now, parts=parts)


@dataclass(frozen=True)
class Through:
    """A door at which a State that holds the person is told, and one advocate's reason for going through it."""

    state: str
    door: Door
    reason: str = field(repr=False)


def decide_on_door(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedFile, through: Through) -> None:
    """Decide, as one of two advocates, to go through a door although the State that holds the person is told."""
    account = require_account(actor, Duty.ADVOCATE)
    vote = Vote(account, through.state, through.door, through.reason, now.date())

    def with_decision(body: FileBody) -> FileBody:
        return replace(body, holding=with_vote(body.holding, vote))

    _change(seen, with_decision, "door decided on", actor=actor, now=now, parts=parts)


def note_own_word(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedFile, how: str) -> None:
    """Keep that the missed person has spoken: a word of their own, unobserved, ends what is done in their name."""
    if not how.strip():
        raise Invalid("how", NO_HOW)
    _change(seen, lambda body: replace(body, own_word=how), "own word noted", actor=actor, now=now, parts=parts)


def add_entry(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedFile, content: Content) -> str:
    """Add a line to a file; a consent is also a signed event, which is the truth of it. Return the entry's id."""
    require_account(actor, Duty.ADVOCATE)
    if isinstance(content, CaseEvent):
        content.on(now.date())
    if isinstance(content, ConsentEvent):
        seen.body.person(content.person)
    with transaction.atomic():
        row = _row(seen.id)
        sealed = record_of(row, parts=parts)
        entry_id = new_id(parts.entropy.bytes)
        inside = entry_map(actor.name, content)
        event = ""
        if isinstance(content, ConsentEvent):
            body = sealed.seal(CONSENT_EVENT, inside, random=parts.entropy.bytes)
            signed = record_event(
                actor=actor, now=now, parts=parts, kind=CONSENT_EVENT, subject=row.id, body=body, parents=()
            )
            event = signed.id
        blob = entry_record(sealed, entry_id).seal("sealed", inside, random=parts.entropy.bytes)
        place = Entry.objects.filter(file=row).count() + 1
        Entry.objects.create(id=entry_id, file=row, place=place, sealed=blob, event=event, made_at=now)
        record(actor=actor, now=now, parts=parts, act="file written in", subject=row.id, event=event)
    return entry_id


def agree_on_stop_word(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedFile, word: str) -> None:
    """Keep the word that the family says when it cannot speak freely; an empty one takes it away."""
    _change(
        seen, lambda body: replace(body, stop_word=word.strip()), "stop word agreed", actor=actor, now=now, parts=parts
    )


def hear_stop_word(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedFile) -> None:
    """Keep that the family said its stop word: nobody calls it until somebody has found out that it is safe."""
    _change(seen, lambda body: replace(body, stopped=True), "stop word noted", actor=actor, now=now, parts=parts)


def clear_stop_word(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedFile) -> None:
    """Keep that the family may be called again."""
    _change(seen, lambda body: replace(body, stopped=False), "stop word noted", actor=actor, now=now, parts=parts)


def note_spoken(
    *, actor: Actor, now: datetime, parts: Parts, seen: OpenedFile, contact: Contact, step: NextStep
) -> None:
    """Keep that the family was spoken with, and set the next step, both or neither."""
    with transaction.atomic():
        take_step(actor=actor, now=now, parts=parts, seen=seen, step=step)
        add_entry(actor=actor, now=now, parts=parts, seen=seen, content=replace(contact, with_family=True))


def close_file(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedFile, reason: str) -> None:
    """Close a file with a reason; it stays readable, and can be opened again by a next step."""
    because = require_reason(reason)
    _change(
        seen,
        lambda body: replace(body, closed_because=because),
        "file closed",
        _Afterwards.CLOSED,
        actor=actor,
        now=now,
        parts=parts,
    )


def erase_file(*, actor: Actor, now: datetime, parts: Parts, file_id: str) -> None:
    """Destroy the data key of a file and empty its columns; entries, documents and events are noise from now on."""
    require_duty(actor, Duty.ADVOCATE)
    with transaction.atomic():
        row = CaseFile.objects.select_for_update().filter(id=file_id).first()
        if row is None or row.wrapped_key is None:
            raise Conflict("this file was erased before")
        kept = [
            one.content.blob for one in opened_file(file_id, parts=parts).entries if isinstance(one.content, Document)
        ]
        CaseFile.objects.filter(id=file_id).update(wrapped_key=None, body=b"", is_closed=True, next_step_on=None)
        Entry.objects.filter(file_id=file_id).delete()
        transaction.on_commit(partial(_drop, kept, parts))
        record(actor=actor, now=now, parts=parts, act="file erased", subject=file_id)


def _drop(blobs: list[str], parts: Parts) -> None:
    for one in blobs:
        parts.blobs.drop(one)


def note_reading(*, actor: Actor, now: datetime, parts: Parts, file_id: str) -> None:
    """Put the reading of a file into the ledger, and count it; without both nothing is shown."""
    count_opened(actor=actor, now=now, parts=parts)
    record(actor=actor, now=now, parts=parts, act="file read", subject=file_id)


def note_list_reading(*, actor: Actor, now: datetime, parts: Parts, subjects: Collection[str], act: str) -> None:
    """Put the showing of a list of files into the ledger: how many, and a root over which; else nothing is shown."""
    count_listed(actor=actor, now=now, parts=parts, lines=len(subjects))
    root = merkle_root([bytes.fromhex(one) for one in sorted(subjects)])
    record(actor=actor, now=now, parts=parts, act=act, details={"count": len(subjects), "root": root})


def _change(  # noqa: PLR0913 - what changes how, under which name, and what is of the file afterwards
    seen: OpenedFile,
    change: Callable[[FileBody], FileBody],
    act: str,
    afterwards: _Afterwards = _Afterwards.AS_IT_WAS,
    *,
    actor: Actor,
    now: datetime,
    parts: Parts,
) -> None:
    """Change the body of a file as it was seen; Conflict when somebody changed it since."""
    file_for(seen.id, actor, parts=parts)
    with transaction.atomic():
        _lock(seen)
        row = _row(seen.id)
        sealed = record_of(row, parts=parts)
        body = change(body_of(row, sealed))
        row.body = sealed.seal("body", body_map(body), random=parts.entropy.bytes)
        if afterwards is not _Afterwards.AS_IT_WAS:
            row.is_closed = afterwards is _Afterwards.CLOSED
        row.next_step_on = None if row.is_closed else body.step.on
        row.save(update_fields=["body", "next_step_on", "is_closed"])
        record(actor=actor, now=now, parts=parts, act=act, subject=row.id)


def _lock(seen: OpenedFile) -> None:
    claimed = CaseFile.objects.filter(id=seen.id, version=seen.version).update(version=F("version") + 1)
    if claimed != 1:
        raise Conflict("Somebody changed this file while you were writing. Please look again.")


def _row(file_id: str) -> CaseFile:
    row = CaseFile.objects.select_for_update().filter(id=file_id, wrapped_key__isnull=False).first()
    if row is None:
        raise Refused("no such file")
    return row
