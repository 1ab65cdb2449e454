"""Mails that leave in a round: the standing text, the same for all. A mail is never sent a third time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.ledger.actions import record
from khabar.apps.outbox.actions import claim, finish, give_back
from khabar.apps.outbox.queries import due_items
from khabar.domain.errors import Outside
from khabar.ports import Envelope
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.apps.outbox.queries import Due
    from khabar.domain.actors import Actor
    from khabar.ports import Parts


def send_due(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Send what is due and return how many mails left. One that cannot be handed over now waits for the next round."""
    sent = 0
    for item in due_items(KeyClass.MAIL, now=now, parts=parts):
        with transaction.atomic():
            claimed = claim(item.id, actor=actor, now=now)
        if not claimed:
            _close(item, "mail given up", actor, now, parts)
            continue
        try:
            parts.mailer.send(_envelope(item, parts))
        except Outside as problem:
            if problem.fate_unknown:
                continue  # it stays claimed: the next round sends it once more, under the same Message-ID
            if problem.retry:
                give_back(item.id, actor=actor, now=now)
            else:
                _close(item, "mail given up", actor, now, parts)
            continue
        _close(item, "mail sent", actor, now, parts)
        sent += 1
    return sent


def _envelope(item: Due, parts: Parts) -> Envelope:
    sender = parts.options.mail_from
    domain = sender.rpartition("@")[2] or "localhost"
    return Envelope(
        message_id=f"<{item.id}@{domain}>",
        sender=sender,
        recipient=str(item.body["to"]),
        subject=str(item.body["subject"]),
        body=str(item.body["text"]),
    )


def _close(item: Due, act: str, actor: Actor, now: datetime, parts: Parts) -> None:
    with transaction.atomic():
        if finish(item.id, actor=actor, now=now):
            record(actor=actor, now=now, parts=parts, act=act, subject=item.id)
