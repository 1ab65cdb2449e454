"""What a round does for gatherings: hands invitations to the mail, each only while it is the newest about its seat.

It needs the mail key alone: who is told, and of what, was settled when somebody pressed the button.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.gatherings.admitting import INVITATION
from khabar.apps.gatherings.models import Seat
from khabar.apps.ledger.actions import record
from khabar.apps.outbox.actions import claim, finish, give_back
from khabar.apps.outbox.queries import due_items
from khabar.apps.sealed.shapes import shaped
from khabar.domain.errors import Outside
from khabar.domain.gatherings.invitations import CalendarEntry, Method
from khabar.ports import Envelope
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.apps.outbox.queries import Due
    from khabar.domain.actors import Actor
    from khabar.ports import Parts


def mail_invitations(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Send the invitations that wait, and return how many left; an overtaken one is dropped, never sent late."""
    sent = 0
    for item in due_items(KeyClass.MAIL, now=now, parts=parts):
        if item.kind != INVITATION:
            continue
        with transaction.atomic():
            claimed = claim(item.id, actor=actor, now=now)
            is_newest = claimed and _is_newest(item)
        if not is_newest:
            _close(item, "invitation dropped", actor=actor, now=now, parts=parts)
            continue
        try:
            parts.mailer.send(_envelope(item, parts))
        except Outside as problem:
            if problem.fate_unknown:
                continue  # it stays claimed: the next round sends it once more, under the same Message-ID
            if problem.retry:
                give_back(item.id, actor=actor, now=now)
            else:
                _close(item, "invitation given up", actor=actor, now=now, parts=parts)
            continue
        _close(item, "invitation sent", actor=actor, now=now, parts=parts)
        sent += 1
    return sent


def _is_newest(item: Due) -> bool:
    """Ask again whether this may leave: nothing newer about the seat, and no cancellation of what was never sent."""
    seat = Seat.objects.filter(id=item.body["seat"]).first()
    if seat is None or seat.sequence != int(item.body["sequence"]) + 1:
        return False
    return seat.told is not None or item.body["entry"]["method"] != Method.CANCEL


def _envelope(item: Due, parts: Parts) -> Envelope:
    entry = shaped(CalendarEntry, item.body["entry"])
    domain = entry.organiser.rpartition("@")[2]
    return Envelope(
        message_id=f"<{item.id}@{domain}>",
        sender=parts.options.mail_from or entry.organiser,
        recipient=entry.attendee,
        subject=str(item.body["subject"]),
        body=str(item.body["text"]),
        calendar=entry,
    )


def _close(item: Due, act: str, *, actor: Actor, now: datetime, parts: Parts) -> None:
    with transaction.atomic():
        if finish(item.id, actor=actor, now=now):
            if act == "invitation sent":
                Seat.objects.filter(id=item.body["seat"]).update(told=int(item.body["sequence"]))
            record(actor=actor, now=now, parts=parts, act=act, subject=item.id)
