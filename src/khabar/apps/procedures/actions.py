"""Writing procedures: facts of a case in versions, what was filed, what came of it, which papers were taken away.

Whoever notes does not decide: what was filed was filed, whatever the rules say of that door.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from khabar.apps.casework.queries import file_for, key_of_file
from khabar.apps.ledger.actions import record
from khabar.apps.procedures.cases import (
    BEFORE,
    SUBMISSIONS,
    VERSIONS,
    Deadline,
    Document,
    Kept,
    OpenedCase,
    case_map,
    filed_map,
)
from khabar.apps.procedures.clocks import newest_case, rung_of, settled, submissions_of, watch
from khabar.apps.procedures.models import CaseVersion, Submission
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import new_id
from khabar.vault.canonical import encode
from khabar.vault.records import SIZES, Record

if TYPE_CHECKING:
    from datetime import date, datetime

    from khabar.apps.casework.files import OpenedFile
    from khabar.apps.procedures.cases import Filed, Happening, OpenedSubmission
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

CHANGED = "Somebody kept other facts while you were writing. What you typed is still here: look again and keep it."
MEANWHILE = "Somebody noted something on this submission while you were writing. Please look again."
TOO_MUCH = "All facts together are too long to be kept. Put the rest into a document of the file."
AHEAD = "This day has not come yet."
ROOM = SIZES[-1] - 4096


@dataclass(frozen=True)
class NewFacts:
    """One section as it was typed: all facts with it, days before which to file, and which version was read."""

    section: str
    document: Document = field(repr=False)
    deadlines: tuple[Deadline, ...]
    seen: int


def keep_facts(*, actor: Actor, now: datetime, parts: Parts, file: OpenedFile, facts: NewFacts) -> int:
    """Keep the facts of a case as a new version and return its number; earlier ones stay.

    Conflict when somebody kept another version meanwhile; Invalid where all of it together is too long.
    """
    account = require_account(actor, Duty.ADVOCATE)
    file_for(file.id, actor, parts=parts)
    key = key_of_file(file.id, parts=parts)
    if len(encode(dict(facts.document))) > ROOM:
        raise Invalid("", TOO_MUCH)
    with transaction.atomic():
        earlier = newest_case(file.id, key)
        if earlier.number != facts.seen:
            raise Conflict(CHANGED)
        kept = {**earlier.kept, facts.section: Kept(now.date(), account, len(file.entries))}
        made = OpenedCase(earlier.number + 1, facts.document, kept, facts.deadlines)
        row_id = new_id(parts.entropy.bytes)
        CaseVersion.objects.create(
            id=row_id,
            file=file.id,
            number=made.number,
            sealed=Record(VERSIONS, row_id, key).seal("sealed", case_map(made), random=parts.entropy.bytes),
            made_at=now,
        )
        _watch(file, key, now.date(), parts=parts)
        record(actor=actor, now=now, parts=parts, act="case facts kept", subject=file.id)
    return made.number


def note_filed(*, actor: Actor, now: datetime, parts: Parts, file: OpenedFile, filed: Filed) -> str:
    """Note that a submission was filed, and return its id; from now on our own clocks run."""
    account = require_account(actor, Duty.ADVOCATE)
    file_for(file.id, actor, parts=parts)
    _require_been("on", filed.on, now.date())
    key = key_of_file(file.id, parts=parts)
    made = new_id(parts.entropy.bytes)
    sealed = _sealed(made, key, replace(filed, noted_by=account), parts=parts)
    with transaction.atomic():
        Submission.objects.create(id=made, file=file.id, sealed=sealed, noted_at=now)
        _watch(file, key, now.date(), parts=parts)
        record(actor=actor, now=now, parts=parts, act="submission noted", subject=file.id, details={"submission": made})
    return made


@dataclass(frozen=True)
class OnSubmission:
    """What is noted, on which submission as it was read."""

    seen: OpenedSubmission
    happening: Happening


def note_happening(*, actor: Actor, now: datetime, parts: Parts, file: OpenedFile, note: OnSubmission) -> None:
    """Note what became of a submission: they wrote, we answered, we asked for news, it ended.

    Conflict when somebody noted something meanwhile; Invalid for a day before the filing or ahead.
    """
    account = require_account(actor, Duty.ADVOCATE)
    file_for(file.id, actor, parts=parts)
    _require_been("on", note.happening.on, now.date())
    if note.happening.on < note.seen.filed.on:
        raise Invalid("on", BEFORE)
    key = key_of_file(file.id, parts=parts)
    with transaction.atomic():
        _claim(note.seen, file)
        known = next(one for one in submissions_of(file.id, key) if one.id == note.seen.id).filed
        after = replace(known, happenings=(*known.happenings, replace(note.happening, by=account)))
        Submission.objects.filter(id=note.seen.id).update(sealed=_sealed(note.seen.id, key, after, parts=parts))
        rung = tuple(settled(rung_of(file.id, key), note.seen.id, note.happening.what))
        watch(file.id, key, rung, now.date(), parts=parts, has_spoken=bool(file.body.own_word))
        details = {"submission": note.seen.id}
        record(actor=actor, now=now, parts=parts, act="submission noted on", subject=file.id, details=details)


def note_paper(*, actor: Actor, now: datetime, parts: Parts, file: OpenedFile, paper: str, made: bytes) -> None:
    """Put a paper of procedures that somebody takes away into the ledger, by its name and SHA-256."""
    require_account(actor, Duty.ADVOCATE)
    file_for(file.id, actor, parts=parts)
    details = {"paper": paper, "sha256": hashlib.sha256(made).hexdigest()}
    record(actor=actor, now=now, parts=parts, act="procedures paper taken", subject=file.id, details=details)


def _require_been(name: str, day: date, today: date) -> None:
    if day > today:
        raise Invalid(name, AHEAD)


def _claim(seen: OpenedSubmission, file: OpenedFile) -> None:
    found = Submission.objects.filter(id=seen.id, file=file.id)
    if not found.exists():
        raise Refused("no such submission on this file")
    if found.filter(version=seen.version).update(version=F("version") + 1) != 1:
        raise Conflict(MEANWHILE)


def _sealed(submission_id: str, key: bytes, filed: Filed, *, parts: Parts) -> bytes:
    return Record(SUBMISSIONS, submission_id, key).seal("sealed", filed_map(filed), random=parts.entropy.bytes)


def _watch(file: OpenedFile, key: bytes, today: date, *, parts: Parts) -> None:
    watch(file.id, key, rung_of(file.id, key), today, parts=parts, has_spoken=bool(file.body.own_word))
