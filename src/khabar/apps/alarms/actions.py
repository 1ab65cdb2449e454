"""Raising an alarm, and saying that one has looked.

An alarm is raised in the transaction of the act that calls for it: where that act is undone, so is the alarm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from khabar.apps.alarms.entered import RAISED
from khabar.apps.alarms.models import Alarm, Seen
from khabar.apps.ledger.actions import record
from khabar.domain.actors import require_account
from khabar.domain.alarms import SEE_ALARMS
from khabar.domain.errors import Refused
from khabar.domain.ids import new_id
from khabar.vault import canonical
from khabar.vault.seals import seal_to

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.alarms import AlarmKind
    from khabar.ports import Parts

SIZE: Final = (1024,)
"""Every alarm has one size, whatever it is."""


def raise_alarm(*, actor: Actor, now: datetime, parts: Parts, kind: AlarmKind, details: Mapping[str, object]) -> None:
    """Keep one alarm, sealed, and put it into the ledger; its mail leaves by itself within a minute.

    `actor` set it off. `details` are sealed, of at most about 900 bytes; ids and numbers, never a name. Works while the
    house is locked. Call it inside the transaction of the act; whoever then refuses that act calls it in one before.
    """
    alarm_id = new_id(parts.entropy.bytes)
    inside = {"alarm": alarm_id, "kind": kind.value, "by": actor.name, "details": dict(details)}
    sealed = seal_to(parts.public[parts.public.of_record].public, canonical.encode(inside), pad_to=SIZE)
    with transaction.atomic():
        Alarm.objects.create(id=alarm_id, raised_at=now, sealed=sealed)
        record(actor=actor, now=now, parts=parts, act=RAISED, subject=alarm_id, details={"kind": kind.value})


def note_seen(*, actor: Actor, now: datetime, parts: Parts, alarm_id: str) -> None:
    """Keep that this person has looked at an alarm; a second time changes nothing. Refused for an unknown one."""
    account = require_account(actor, *SEE_ALARMS)
    with transaction.atomic():
        row = Alarm.objects.filter(id=alarm_id).first()
        if row is None:
            raise Refused("no such alarm")
        _, is_new = Seen.objects.get_or_create(alarm=row, account=account, defaults={"at": now})
        if is_new:
            record(actor=actor, now=now, parts=parts, act="alarm seen", subject=alarm_id)
