"""What came on paper, kept as what it is: an answer, a presence, a reply, a family's message; each settles its picture.

Keeping and settling are one transaction, so that a sheet is never filed and left waiting, or settled and lost.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.matches import actions as matches
from khabar.apps.matches.queries import pair_for
from khabar.apps.paper.actions import drop_sheets, look_at, open_scan, settle_scan
from khabar.apps.post.actions import record_reply, type_message
from khabar.apps.post.files import opened_message
from khabar.apps.post.trays import is_open_to, message_of, orphans, paper_for, writer_of
from khabar.apps.registry.actions import file_presence
from khabar.domain.errors import Conflict, Refused
from khabar.domain.ids import PairId
from khabar.domain.paper_trays import Outcome, Tray
from khabar.domain.sheets import SheetKind
from khabar.vault import canonical

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.apps.paper.files import Picture, ScanFile
    from khabar.domain.actors import Actor
    from khabar.domain.answers import Answer
    from khabar.domain.forms import PresenceForm
    from khabar.domain.ids import MessageId, PresenceId
    from khabar.ports import Parts

ANOTHER_KIND = "This paper is of another kind. Please look at it again."


def open_paper(*, actor: Actor, now: datetime, parts: Parts, scan_id: str, tray: Tray, reason: str) -> None:
    """Open a picture with a letter in it for a few minutes, for a reason, on the record."""
    paper_for(scan_id, tray, actor, parts=parts)
    open_scan(actor=actor, now=now, parts=parts, scan_id=scan_id, reason=reason)


def look_at_paper(*, actor: Actor, now: datetime, parts: Parts, scan_id: str, tray: Tray) -> Picture:
    """Give the picture of a paper to somebody of its desk; Refused while it is closed to him."""
    if not is_open_to(paper_for(scan_id, tray, actor, parts=parts), actor, now=now):
        raise Refused("this paper is closed")
    return look_at(actor=actor, now=now, parts=parts, scan_id=scan_id)


def keep_answer(
    *, actor: Actor, now: datetime, parts: Parts, scan_id: str, answer: Answer, seen: int | None = None
) -> None:
    """Record the answer on an asking sheet, for the pair that the sheet is about."""
    with transaction.atomic():
        scan = _paper(actor, now, parts, scan_id, Tray.ASKING_DESK)
        pair_id = PairId(_about(scan, SheetKind.ASKING))
        person = pair_for(pair_id, actor, parts=parts).presence_id
        matches.record_answer(actor=actor, now=now, parts=parts, pair_id=pair_id, answer=answer, seen=seen)
        _filed(actor, now, parts, scan, person)


def keep_presence(*, actor: Actor, now: datetime, parts: Parts, scan_id: str, form: PresenceForm) -> PresenceId:
    """File what a person wrote on an offer sheet; the next round compares it with everybody who is sought."""
    for problem in form.validate():
        raise problem
    with transaction.atomic():
        scan = _paper(actor, now, parts, scan_id, Tray.ASKING_DESK)
        _about(scan, SheetKind.OFFER)
        key = hashlib.sha256(canonical.encode(["offer", scan.code_hash])).digest()
        made = file_presence(actor=actor, now=now, parts=parts, form=form, key=key)
        if made is None:
            raise Conflict(ANOTHER_KIND)
        _filed(actor, now, parts, scan, made)
    return made


def keep_reply(*, actor: Actor, now: datetime, parts: Parts, scan_id: str, text: str) -> MessageId:
    """Keep a reply as somebody types it from its half; another person accepts it."""
    with transaction.atomic():
        scan = _paper(actor, now, parts, scan_id, Tray.LETTERS)
        message = message_of(scan)
        if message is None or _about(scan, SheetKind.REPLY) != message:
            raise Conflict(ANOTHER_KIND)
        reply = record_reply(actor=actor, now=now, parts=parts, message_id=message, text=text)
        _filed(actor, now, parts, scan, opened_message(reply, parts=parts).writer)
    return reply


def keep_message(*, actor: Actor, now: datetime, parts: Parts, scan_id: str, text: str) -> MessageId:
    """Keep a message that a family wrote by hand, as somebody types it; another person accepts it."""
    with transaction.atomic():
        scan = _paper(actor, now, parts, scan_id, Tray.LETTERS)
        writer = writer_of(scan)
        if writer is None:
            raise Conflict(ANOTHER_KIND)
        message = type_message(actor=actor, now=now, parts=parts, writer=writer, text=text, source=scan.code_hash)
        _filed(actor, now, parts, scan, writer)
    return message


def settle_unfiled(*, actor: Actor, now: datetime, parts: Parts, scan_id: str, tray: Tray, outcome: Outcome) -> None:
    """Settle a paper of which nothing is kept: blank, a watched no, not ours, came before, or to be taken anew."""
    paper_for(scan_id, tray, actor, parts=parts)
    settle_scan(actor=actor, now=now, parts=parts, scan_id=scan_id, outcome=outcome)


def drop_orphans(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Erase pictures that wait, and forget their sheets, where the case they are about is no more."""
    gone = orphans(parts=parts)
    return drop_sheets(actor=actor, now=now, parts=parts, hashes=gone) if gone else 0


def _paper(actor: Actor, now: datetime, parts: Parts, scan_id: str, tray: Tray) -> ScanFile:
    """Open a paper that this person has before him; one that is closed to him is not there."""
    scan = paper_for(scan_id, tray, actor, parts=parts)
    if not is_open_to(scan, actor, now=now):
        raise Conflict("The letter has closed meanwhile, and nothing was done. Open it again, and do it once more.")
    return scan


def _about(scan: ScanFile, kind: SheetKind) -> str:
    if scan.sheet is None or scan.sheet.kind is not kind:
        raise Conflict(ANOTHER_KIND)
    return scan.sheet.about


def _filed(actor: Actor, now: datetime, parts: Parts, scan: ScanFile, holder: str) -> None:
    settle_scan(actor=actor, now=now, parts=parts, scan_id=scan.id, outcome=Outcome.FILED, holder=holder)
