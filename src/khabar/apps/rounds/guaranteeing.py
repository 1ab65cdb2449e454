"""What a round does with the guarantor: lets nothing leave without its countersignature, and tells it what waits.

An answer waits whatever it says, and a step about a pair whether or not anybody is asked by it: what waits, and for how
long, tells nobody anything. Where there is no guarantor, nothing waits.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from khabar.apps.alarms.actions import raise_alarm
from khabar.apps.consent.queries import acts_of_permits, release_under
from khabar.apps.guarantor.actions import Told, alarm_is_due, make_bundle, put_before_guarantor
from khabar.apps.guarantor.queries import is_countersigned, licence_standing
from khabar.apps.guarantor.terms import guarantor_of
from khabar.apps.matches import actions as matches
from khabar.apps.matches.queries import act_of_step
from khabar.apps.outbox.queries import due_items
from khabar.apps.post import releases as post
from khabar.apps.registry.filed import filed_by_day, filed_since
from khabar.domain.alarms import AlarmKind
from khabar.domain.guaranteeing.patterns import patterns_in
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from khabar.apps.outbox.queries import Due
    from khabar.domain.actors import Actor
    from khabar.domain.guaranteeing.acts import Act
    from khabar.ports import Parts

COUNTED_FOR: Final = timedelta(days=30)
"""So many days of requests are counted for the guarantor."""

LOOKED_AT: Final = timedelta(days=14)
"""Requests of so many days are looked at for patterns: twice the days in which one shows."""


def may_leave(item: Due, parts: Parts) -> bool:
    """Say whether an item may leave now. A letter has no act of its own: it leaves under a Permit that has one."""
    act = _act_of(item, parts)
    return act is None or is_countersigned(act, parts=parts)


def put_what_waits(*, actor: Actor, now: datetime, parts: Parts) -> bytes:
    """Put all that needs a countersignature before the guarantor, and return the bundle; empty where there is none.

    What looks like a list is told to it and to the house, and to the house a licence that ends. Needs the register.
    """
    if guarantor_of(parts) is None:
        return b""
    told = _told(now, parts)
    standing = licence_standing(now.date(), parts=parts)
    if told.patterns:
        largest = max(one.requests for one in told.patterns)
        details = {"patterns": len(told.patterns), "requests": largest}
        _raise(AlarmKind.PATTERN, details, actor=actor, now=now, parts=parts)
    if not standing.may_ask or standing.is_near_its_end:
        ends = standing.ends.isoformat() if standing.ends else ""
        _raise(AlarmKind.LICENCE, {"ends": ends}, actor=actor, now=now, parts=parts)
    acts = (_act_of(item, parts) for item in due_items(KeyClass.REGISTER, now=now, parts=parts))
    wait = [*(act for act in acts if act is not None), *acts_of_permits()]
    put_before_guarantor(actor=actor, now=now, parts=parts, acts=wait)
    return make_bundle(actor=actor, now=now, parts=parts, told=told)


def _act_of(item: Due, parts: Parts) -> Act | None:
    match item.kind:
        case matches.ASK:
            return act_of_step(item.id, item.body["pair"], parts=parts)
        case post.TELL:
            return release_under(item.body["permit"])
        case _:
            return None


def _told(now: datetime, parts: Parts) -> Told:
    return Told(filed_by_day(now - COUNTED_FOR), patterns_in(filed_since(now - LOOKED_AT, parts=parts)))


def _raise(kind: AlarmKind, details: Mapping[str, object], *, actor: Actor, now: datetime, parts: Parts) -> None:
    """Raise an alarm that stays true for days, once in seven of them; where it breaks off, it is due as before."""
    with transaction.atomic():
        if alarm_is_due(kind.value, actor=actor, now=now):
            raise_alarm(actor=actor, now=now, parts=parts, kind=kind, details=details)
