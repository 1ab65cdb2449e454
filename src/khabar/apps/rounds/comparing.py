"""Once a day a round holds accounts, duties, licences and alarms against the ledger, and rings where one differs."""

from __future__ import annotations

import hashlib
from datetime import UTC
from typing import TYPE_CHECKING, Final

from django.db import transaction

from khabar.apps.alarms.actions import raise_alarm
from khabar.apps.installed import modules
from khabar.apps.ledger.actions import record
from khabar.apps.ledger.told import last_that_tells
from khabar.domain.alarms import AlarmKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

ENTERED: Final = "entered"
"""The module in which an app says how its rows are held against the entries of the ledger."""
COMPARED: Final = "rows compared"
MOST: Final = 500
"""So many differences an entry remembers; where there are more, the alarm rings each day."""


def differences(parts: Parts) -> Iterator[str]:
    """Name each row that no entry made, that stands otherwise than its entries say, or that is gone."""
    for app in modules(ENTERED):
        yield from app.differences(parts)


def compare_once_a_day(*, actor: Actor, now: datetime, parts: Parts) -> None:
    """Compare, where nobody has on this day (UTC), and raise one alarm where something differs that did not before.

    Who is meant stands in no alarm; `khabar verify` names the rows. Needs the key of the house's record.
    """
    parts.keys.key(parts.public.of_record)
    last = last_that_tells(COMPARED, parts=parts)
    if last is not None and last.at.astimezone(UTC).date() == now.astimezone(UTC).date():
        return
    found = sorted(_mark(line) for line in differences(parts))
    known = (last.details or {}).get("differing") if last else None
    is_new = not set(found) <= (set(known) if isinstance(known, list | tuple) else set())
    with transaction.atomic():
        if is_new:
            raise_alarm(actor=actor, now=now, parts=parts, kind=AlarmKind.NOT_ENTERED, details={"rows": len(found)})
        record(actor=actor, now=now, parts=parts, act=COMPARED, details={"differing": found[:MOST]})


def _mark(line: str) -> str:
    return hashlib.sha256(b"khabar/1/differing\x00" + line.encode()).hexdigest()[:16]
