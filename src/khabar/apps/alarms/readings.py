"""Counting what each account opens, stopping it at the day's quota, and letting it go on by two colleagues.

Every app that shows a person counts here before it shows, in a step of its own: what was counted stays counted. One
conditional update counts and compares, so that two pages opened at once are two.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from django.db import transaction
from django.db.models import F

from khabar.apps.alarms.actions import raise_alarm
from khabar.apps.alarms.models import Tally, Voice
from khabar.apps.ledger.actions import record
from khabar.domain.actors import ActorKind
from khabar.domain.alarms import AlarmKind
from khabar.domain.errors import Conflict, Invalid
from khabar.domain.ids import AccountId
from khabar.domain.reading_quotas import (
    A_DAY,
    ABOVE_USUAL,
    DAYS,
    PEOPLE,
    RECORD,
    QuotaReached,
    Reading,
    look_at,
    may_lift,
    most_points,
    require_lifter,
    usual_points,
)
from khabar.vault import canonical
from khabar.vault.seals import key_id_in, seal_to, unseal_with

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime

    from khabar.domain.actors import Actor
    from khabar.domain.duties import Duty
    from khabar.ports import Parts

SIZE: Final = (1024,)
LONGEST_REASON: Final = 200


@runtime_checkable
class ReadingTerms(Protocol):
    """What an installation has settled about reading."""

    @property
    def records_per_day(self) -> int:
        """Records one account may open in a day."""
        ...


@dataclass(frozen=True, slots=True)
class Stopped:
    """An account that has reached today's quota: who has let it go on so far, each with a reason."""

    account: AccountId
    voices: tuple[tuple[AccountId, str], ...] = field(repr=False)


def count_opened(*, actor: Actor, now: datetime, parts: Parts) -> None:
    """Count one record that is about to be shown; QuotaReached where it may not be."""
    _count(RECORD, actor=actor, now=now, parts=parts)


def count_listed(*, actor: Actor, now: datetime, parts: Parts, lines: int) -> None:
    """Count the lines of a list that is about to be shown; QuotaReached where it may not be."""
    _count(lines, actor=actor, now=now, parts=parts)


def _count(points: int, *, actor: Actor, now: datetime, parts: Parts) -> None:
    if actor.kind is not ActorKind.STAFF or not points:
        return
    today = now.astimezone(UTC).date()
    with transaction.atomic():
        tally, _ = Tally.objects.get_or_create(account=actor.name, day=today)
        most = _most(tally, parts)
        mine = Tally.objects.filter(pk=tally.pk, points__lte=most - points)
        if is_counted := mine.update(points=F("points") + points) == 1:
            tally.refresh_from_db()
            _ring_if_much(tally, points, most, actor=actor, now=now, parts=parts)
        else:
            note_stopped(actor=actor, now=now, parts=parts)
    if not is_counted:
        raise QuotaReached("as much as this house allows in a day")


def note_stopped(*, actor: Actor, now: datetime, parts: Parts) -> None:
    """Keep that this account was stopped today, and raise the alarm, once; again where a larger act was undone."""
    today = Tally.objects.filter(account=actor.name, day=now.astimezone(UTC).date(), was_stopped=False)
    with transaction.atomic():
        if today.update(was_stopped=True):
            raise_alarm(actor=actor, now=now, parts=parts, kind=AlarmKind.QUOTA_REACHED, details={})


def _most(tally: Tally, parts: Parts) -> int:
    a_day = parts.options.records_per_day if isinstance(parts.options, ReadingTerms) else A_DAY
    return most_points(a_day, Voice.objects.filter(account=tally.account, day=tally.day, is_spent=True).count())


def _ring_if_much(tally: Tally, points: int, most: int, *, actor: Actor, now: datetime, parts: Parts) -> None:
    if tally.points <= ABOVE_USUAL * RECORD:
        return
    first = tally.day - timedelta(days=DAYS)
    earlier = Tally.objects.filter(account=tally.account, day__gte=first, day__lt=tally.day)
    usual = usual_points(list(earlier.values_list("points", flat=True)))
    if look_at(tally.points - points, points, usual=usual, most=most) is Reading.CALLS_FOR_A_LOOK:
        told = {"points": tally.points, "usual": usual}
        raise_alarm(actor=actor, now=now, parts=parts, kind=AlarmKind.READ_MUCH, details=told)


def stopped_today(*, now: datetime, parts: Parts) -> list[Stopped]:
    """List the accounts that stand at the quota today, with who has spoken for them; raises Locked."""
    today = now.astimezone(UTC).date()
    names = Tally.objects.filter(day=today, was_stopped=True).order_by("account").values_list("account", flat=True)
    return [Stopped(AccountId(one), _voices(one, today, parts)) for one in names]


def let_go_on(
    *,
    actor: Actor,
    now: datetime,
    parts: Parts,
    stopped: AccountId,
    duties: Mapping[AccountId, Collection[Duty]],
    reason: str,
) -> bool:
    """Speak for a colleague who has reached the quota; True once a second one has, so that he may go on for the day.

    `duties` are what every account holds now: who spoke and has left since, or changed desks, counts no more. Refused
    for himself and for whoever shares no desk with him; Invalid without a reason; Conflict where he is not stopped, or
    this person has spoken already.
    """
    by = require_lifter(actor, stopped=stopped, duties=duties.get(stopped, ()))
    why = reason.strip()
    if not why or len(why) > LONGEST_REASON:
        raise Invalid("reason", "Please say in one sentence why your colleague needs to read on today.")
    today = now.astimezone(UTC).date()
    inside = canonical.encode({"of": stopped, "by": by, "day": today.isoformat(), "reason": why})
    sealed = seal_to(parts.public[parts.public.of_record].public, inside, pad_to=SIZE)
    with transaction.atomic():
        tally = Tally.objects.select_for_update().filter(account=stopped, day=today, was_stopped=True).first()
        _voice, is_new = Voice.objects.get_or_create(account=stopped, day=today, by=by, defaults={"sealed": sealed})
        if tally is None or not is_new:
            raise Conflict("You have spoken already, or your colleague may go on by now.")
        heard = _still_counting(stopped, today, {**duties, by: actor.duties})
        is_lifted = len(heard) >= PEOPLE
        if is_lifted:
            Voice.objects.filter(pk__in=heard).update(is_spent=True)
            Tally.objects.filter(pk=tally.pk).update(was_stopped=False)
            told = {"of": stopped}
            raise_alarm(actor=actor, now=now, parts=parts, kind=AlarmKind.QUOTA_LIFTED, details=told)
        record(actor=actor, now=now, parts=parts, act="quota spoken for", subject=stopped, details={"reason": why})
    return is_lifted


def _still_counting(stopped: AccountId, day: date, duties: Mapping[AccountId, Collection[Duty]]) -> list[int]:
    """Give the voices that have lifted nothing yet, and whose speakers may speak for this account today."""
    waiting = Voice.objects.filter(account=stopped, day=day, is_spent=False).order_by("id").values_list("id", "by")
    of_stopped = duties.get(stopped, ())
    return [one for one, by in waiting if may_lift(duties.get(AccountId(by), ()), of_stopped=of_stopped)]


def _voices(account: str, day: date, parts: Parts) -> tuple[tuple[AccountId, str], ...]:
    rows = Voice.objects.filter(account=account, day=day).order_by("id")
    return tuple((AccountId(row.by), _reason(bytes(row.sealed), parts)) for row in rows)


def _reason(sealed: bytes, parts: Parts) -> str:
    private = parts.keys.key(parts.public.of_record, key_id_in(sealed)).private
    body = canonical.decode(unseal_with(private, sealed))
    return str(body["reason"]) if isinstance(body, dict) else ""
