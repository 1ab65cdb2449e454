"""Sending the mails that ask to confirm: from the porch's outbox, between rounds, at most twice each.

Which mail it is, or none, follows a petition's rule (`domain.petitions.mailing`) and is asked when it leaves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.outbox.actions import claim, finish, give_back
from khabar.apps.outbox.queries import due_items
from khabar.apps.petitions.mails import LATER, Fate, handed_over
from khabar.apps.subscriptions.actions import ASKING
from khabar.apps.subscriptions.mail_words import asking_words
from khabar.apps.subscriptions.models import Reader, Silenced
from khabar.domain.petitions.mailing import Mailbox, mail_for
from khabar.domain.publishing.readers import ReaderState
from khabar.ports import Envelope
from khabar.vault import canonical
from khabar.vault.errors import Malformed
from khabar.vault.keys import KeyClass
from khabar.vault.seals import key_id_in, unseal_with

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from khabar.apps.outbox.queries import Due
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

PORCH = "porch"
AT_ONCE = 100
"""Mails that are looked at in one errand."""


@dataclass(frozen=True)
class Reachable:
    """A reader's address, opened for one mail, and the link of that reader."""

    address: str = field(repr=False)
    token: str = field(repr=False)


def reachable(sealed: bytes, *, parts: Parts) -> Reachable:
    """Open where a reader is reached; raises Locked while the mail key is not at hand."""
    inside = canonical.decode(unseal_with(parts.keys.key(KeyClass.MAIL, key_id_in(sealed)).private, sealed))
    match inside:
        case {"address": str(address), "token": str(token)}:
            return Reachable(address, token)
        case _:
            raise Malformed("a reader has an address and a link")


def ask_to_confirm(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Send the mails that wait to ask, and return how many left; what cannot leave now waits a minute."""
    items = due_items(KeyClass.MAIL, now=now, parts=parts, using=PORCH, most=AT_ONCE, kind=ASKING)
    return sum(_one(item, actor, now, parts) for item in items)


def _one(item: Due, actor: Actor, now: datetime, parts: Parts) -> bool:
    """Claim, choose, hand over, finish: killed in between, it is sent once more with the same Message-ID."""
    with transaction.atomic(using=PORCH):
        claimed = claim(item.id, actor=actor, now=now, using=PORCH)
        envelope = _envelope(item, now, parts) if claimed else None
        if envelope is not None:
            Reader.objects.filter(id=item.body["reader"]).update(mailed_at=now)
    fate = handed_over(envelope, parts)
    if fate is Fate.LATER:
        give_back(item.id, actor=actor, now=now, using=PORCH, due=now + LATER)
    elif fate is not Fate.UNKNOWN:  # such a one stays claimed: it is sent once more, under the same Message-ID
        finish(item.id, actor=actor, now=now, using=PORCH)
    return fate is Fate.LEFT


def _envelope(item: Due, now: datetime, parts: Parts) -> Envelope | None:
    """Choose the mail; none for silence, and where nothing waits to be confirmed any more."""
    reader = Reader.objects.filter(id=item.body["reader"], state=ReaderState.PENDING).first()
    if reader is None:
        return None
    mail = mail_for(_mailbox(reader, now), per_mailbox=1, is_open=True)
    if mail is None:
        return None
    there = reachable(bytes(reader.sealed), parts=parts)
    words = asking_words(mail, token=there.token, language=str(item.body["language"]), terms=parts.options)
    return Envelope(message_id(item.id, parts), parts.options.mail_from, there.address, words.subject, words.text)


def message_id(item_id: str, parts: Parts) -> str:
    """Give the Message-ID of an item that leaves by mail; the same for a second try."""
    return f"<{item_id}@{parts.options.mail_from.rpartition('@')[2] or 'localhost'}>"


def _mailbox(reader: Reader, now: datetime) -> Mailbox:
    """Give what the choice depends on: all that was asked for this mailbox, in whichever language."""
    same = Reader.objects.filter(mailbox=reader.mailbox).exclude(id=reader.id)
    mailed = [at for at in same.filter(language=reader.language).values_list("mailed_at", flat=True) if at]
    return Mailbox(
        silenced=Silenced.objects.filter(mailbox=reader.mailbox).exists(),
        has_signed=same.filter(language=reader.language, state=ReaderState.CONFIRMED).exists(),
        others=0,
        unanswered=same.filter(state=ReaderState.PENDING).exclude(mailed_at=None).count(),
        since_last=now - max(mailed) if mailed else None,
    )


def drop_unconfirmed(*, actor: Actor, now: datetime, within: timedelta) -> int:
    """Delete what nobody confirmed in time; return how many."""
    if not actor.name:
        raise ValueError("no actor, no act")
    return Reader.objects.filter(state=ReaderState.PENDING, asked_at__lt=now - within).delete()[0]
