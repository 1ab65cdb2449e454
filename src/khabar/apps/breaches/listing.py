"""Making the list of those to warn: one reading of everybody, which stands in the ledger as one entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.accounts.queries import colleagues
from khabar.apps.alarms.actions import raise_alarm
from khabar.apps.ledger.actions import record
from khabar.domain.alarms import AlarmKind
from khabar.domain.breaches import Danger, ToWarn, WarnedBy, Who, in_order
from khabar.vault.chains import merkle_root

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.breaches import Asked
    from khabar.ports import Parts


def people_to_warn(
    gather: Callable[..., Iterable[ToWarn]], asked: Asked, *, actor: Actor, now: datetime, parts: Parts
) -> list[ToWarn]:
    """Give everybody to warn, in order; raises Locked where what names them cannot be opened.

    One entry of the ledger says that it was made; how many, over whom and for which side is sealed in it. An alarm
    tells of it within a minute: on no other day does anybody list everybody.
    """
    people = in_order([*gather(parts=parts), *_staff()], asked)
    root = merkle_root([one.id.encode() for one in people]) if people else b""
    since = asked.since.isoformat() if asked.since else ""
    details = {"count": len(people), "root": root, "side": asked.side.value, "since": since}
    with transaction.atomic(using="default"):
        raise_alarm(actor=actor, now=now, parts=parts, kind=AlarmKind.EVERYBODY, details={"count": len(people)})
        record(actor=actor, now=now, parts=parts, act="list people to warn", details=details)
    return people


def _staff() -> Iterable[ToWarn]:
    for one in colleagues():
        yield ToWarn(
            id=one.account,
            who=Who.STAFF,
            danger=Danger.WORKS_HERE,
            by=WarnedBy.IN_PERSON,
            name=one.display_name,
        )
