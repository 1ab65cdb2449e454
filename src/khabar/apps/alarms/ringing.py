"""Telling by mail that there was an alarm: at once, without a key, and without a word about it.

One mail to an address tells of all alarms that it has not been told of, so that many of them fill no mailbox. Fixed
words and one size: who reads it on its way learns that somebody should look at a page.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.alarms.models import Alarm, Told
from khabar.domain.alarms import TRIED_FOR
from khabar.domain.errors import Outside
from khabar.ports import Envelope

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

SUBJECT = "Alarm: please look"
BODY = """\
There was an alarm in the house of this sender. Sign in and look at its page.
What to do then stands in the guide. Do not answer this mail.
"""


def ring(*, actor: Actor, now: datetime, parts: Parts, addresses: Sequence[str]) -> int:
    """Send what has not been told to these addresses, and return how many mails left; one that could not waits.

    A mail of unknown fate is sent again once, under the same Message-ID where nothing was added, and then no more.
    """
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    recent = list(Alarm.objects.filter(raised_at__gt=now - TRIED_FOR).order_by("id").values_list("id", flat=True))
    return sum(_told(address, recent, parts) for address in dict.fromkeys(addresses)) if recent else 0


def _told(address: str, recent: Sequence[str], parts: Parts) -> bool:
    whom = hashlib.sha256(b"khabar/1/told\x00" + address.encode()).hexdigest()[:32]
    known = dict(Told.objects.filter(alarm__in=recent, whom=whom).values_list("alarm_id", "is_done"))
    untold = [one for one in recent if not known.get(one, False)]
    if not untold:
        return False
    try:
        parts.mailer.send(_mail(address, untold, parts.options.mail_from))
    except Outside as problem:
        if problem.fate_unknown:
            _note(untold, whom, done=known)
        elif not problem.retry:
            _note(untold, whom, done=untold)
        return False
    _note(untold, whom, done=untold)
    return True


def _note(alarms: Sequence[str], whom: str, *, done: Collection[str]) -> None:
    """Keep what was tried for an address, and with which of these alarms it is done."""
    with transaction.atomic():
        for one in alarms:
            Told.objects.update_or_create(alarm_id=one, whom=whom, defaults={"is_done": one in done})


def _mail(address: str, alarms: Sequence[str], sender: str) -> Envelope:
    name = hashlib.sha256("\x00".join([address, *alarms]).encode()).hexdigest()[:32]
    return Envelope(f"<{name}@{sender.rpartition('@')[2]}>", sender, address, SUBJECT, BODY)
