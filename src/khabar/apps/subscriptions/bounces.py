"""What comes back from readers' hosts: mails that were not taken, and mails by which somebody leaves.

A mail of ours is known by its Message-ID, 128 random bits that only its receiver has seen. One bounce counts once, and
an address that is given up is destroyed: if it lives, its owner can subscribe again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import F

from khabar.apps.subscriptions.actions import leave
from khabar.apps.subscriptions.models import Delivery, Reader
from khabar.domain.publishing.readers import DeliveryState, ReaderAct, ReaderState, is_given_up, states_before

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from khabar.domain.actors import Actor

PORCH = "porch"
_ID: Final = re.compile(r"<?([0-9a-f]{32})@")
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{32}")


def note_returned(*, actor: Actor, now: datetime, message_ids: Iterable[str], for_good: bool, status: str = "") -> bool:
    """Note that a mail of an issue came back; False where none of these identifiers is one of ours.

    `for_good` is false for one that is only late. `status`: the code of RFC 3463, where the report gives one.
    """
    ids = [found[1] for one in message_ids if (found := _ID.search(one.strip().lower()))]
    with transaction.atomic(using=PORCH):
        ours = Delivery.objects.filter(id__in=ids)
        readers = list(ours.values_list("reader_id", flat=True))
        came_back = ours.filter(state__in=(DeliveryState.SENT, DeliveryState.UNKNOWN))
        if for_good and came_back.update(state=DeliveryState.BOUNCED):
            for reader in readers:
                note_refused(reader, actor=actor, now=now, status=status)
    return bool(readers)


def note_refused(reader_id: str, *, actor: Actor, now: datetime, status: str = "") -> None:
    """Count that a reader's host did not take an issue for good, and stop writing there where the rule says so."""
    if not actor.name:
        raise ValueError("no actor, no act")
    ours = Reader.objects.filter(id=reader_id, state__in=states_before(ReaderAct.STOP))
    ours.update(misses=F("misses") + 1)
    for misses in ours.values_list("misses", flat=True):
        if is_given_up(status, misses):
            ours.update(state=ReaderState.STOPPED, sealed=b"", mailbox="", ended_on=now.date())


def leave_by_mail(*, actor: Actor, now: datetime, subject: str) -> bool:
    """Let somebody leave whose mail program wrote to us with the link's token as its subject; False for any other."""
    token = subject.strip()
    if not _TOKEN.fullmatch(token):
        return False
    leave(actor=actor, now=now, token=token)
    return True
