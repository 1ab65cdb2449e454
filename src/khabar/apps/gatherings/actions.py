"""Holding gatherings: planning one, its sittings, and closing it. What changes a sitting tells everybody invited.

Who is invited stands in `admitting`, the list of speakers in `floor`, minutes in `minutes`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from khabar.apps.gatherings.admitting import NO_SUCH_REGION, Entry, give_seat, new_guest, tell_all_of
from khabar.apps.gatherings.claims import SOMEBODY_CHANGED, claimed
from khabar.apps.gatherings.keeping import GATHERINGS, Minutes, Who, as_map, of_sitting, of_who, opened_who
from khabar.apps.gatherings.models import Gathering, Guest, Sitting
from khabar.apps.gatherings.queries import THEIR_DUTIES, names_of_families
from khabar.apps.ledger.actions import record
from khabar.domain.actors import require_duty
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid
from khabar.domain.gatherings.invitations import Method, WayIn
from khabar.domain.gatherings.plans import require_nameless, require_nobody_inside
from khabar.domain.gatherings.speakers import Floor
from khabar.domain.ids import new_id
from khabar.vault.cases import new_case_key
from khabar.vault.keys import KeyClass
from khabar.vault.records import Record

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.apps.gatherings.keeping import OpenedGathering, OpenedSitting
    from khabar.domain.actors import Actor
    from khabar.domain.gatherings.admission import Card
    from khabar.domain.gatherings.plans import Plan, SittingPlan
    from khabar.ports import Parts

CANCELLED = "This sitting is cancelled. Nothing about it changes any more."
FOR_ADVOCATES = "Families with a file take part here, so an advocate changes these words."


def open_gathering(*, actor: Actor, now: datetime, parts: Parts, plan: Plan) -> str:
    """Plan a gathering and return its id; Invalid where its words look like somebody's name."""
    require_duty(actor, *THEIR_DUTIES)
    require_nameless(plan)
    gathering_id = new_id(parts.entropy.bytes)
    made = new_case_key(parts.keys.key(KeyClass.FILES), bytes.fromhex(gathering_id), random=parts.entropy.bytes)
    sealed = Record(GATHERINGS, gathering_id, made.key)
    with transaction.atomic():
        Gathering.objects.create(
            id=gathering_id,
            wrapped_key=made.wrapped,
            plan=sealed.seal("plan", as_map("plan", plan), random=parts.entropy.bytes),
            made_at=now,
        )
        record(actor=actor, now=now, parts=parts, act="gathering opened", subject=gathering_id)
    return gathering_id


def change_gathering(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedGathering, plan: Plan) -> None:
    """Change what a gathering is planned as; everybody invited is told where how it is held has changed.

    Invalid where its words name somebody, or where a region is gone that somebody speaks from.
    """
    _require_words(seen, plan, (), actor, parts)
    gone = {one.card.region for one in seen.guests} - set(plan.regions)
    if gone:
        raise Invalid("regions", "Somebody admitted speaks from a region that would be gone. Change the person first.")
    with transaction.atomic():
        row, sealed = claimed(seen, parts)
        row.plan = sealed.seal("plan", as_map("plan", plan), random=parts.entropy.bytes)
        row.save(update_fields=["plan"])
        if (plan.house, plan.summary) != (seen.plan.house, seen.plan.summary):
            for one in seen.sittings:
                tell_all_of(row, one.id, Method.REQUEST, actor=actor, now=now, parts=parts)
        record(actor=actor, now=now, parts=parts, act="gathering changed", subject=row.id)


def add_sitting(
    *, actor: Actor, now: datetime, parts: Parts, seen: OpenedGathering, plan: SittingPlan, moderator: Card
) -> str:
    """Add a sitting with its moderator, who is admitted like everybody and waits in the same list; return its id."""
    _require_words(seen, seen.plan, (plan.name,), actor, parts)
    if moderator.region not in seen.plan.regions:
        raise Invalid("region", NO_SUCH_REGION)
    sitting_id = new_id(parts.entropy.bytes)
    with transaction.atomic():
        row, sealed = claimed(seen, parts)
        entry = Entry(card=moderator, who=Who(), sittings=frozenset({sitting_id}))
        guest = new_guest(row, sealed, entry, now=now, parts=parts)
        inner, random = of_sitting(sealed, sitting_id), parts.entropy.bytes
        made = Sitting.objects.create(
            id=sitting_id,
            gathering=row,
            plan=inner.seal("plan", as_map("plan", replace(plan, moderator=guest.id)), random=random),
            floor=inner.seal("floor", as_map("floor", Floor()), random=random),
            minutes=inner.seal("minutes", as_map("minutes", Minutes()), random=random),
            made_at=now,
        )
        give_seat(guest, made, moderator, sealed, parts=parts)
        record(actor=actor, now=now, parts=parts, act="sitting added", subject=row.id)
    return sitting_id


def change_sitting(
    *, actor: Actor, now: datetime, parts: Parts, seen: OpenedGathering, sitting: OpenedSitting, plan: SittingPlan
) -> None:
    """Change a sitting; everybody invited to it is told at once, and their calendars change with it."""
    _require_words(seen, seen.plan, (plan.name,), actor, parts)
    if sitting.plan.is_cancelled:
        raise Conflict(CANCELLED)
    kept = replace(plan, moderator=sitting.plan.moderator, is_cancelled=False)
    told_anew = (kept.when, kept.way_in) != (sitting.plan.when, sitting.plan.way_in)
    with transaction.atomic():
        row = _put_sitting(seen, sitting, kept, parts=parts)
        if told_anew:
            tell_all_of(row, sitting.id, Method.REQUEST, actor=actor, now=now, parts=parts)
        record(actor=actor, now=now, parts=parts, act="sitting changed", subject=row.id)


def cancel_sitting(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedGathering, sitting: OpenedSitting) -> None:
    """Cancel a sitting; everybody who was invited is told, and their calendars take it out. The way in is forgotten."""
    require_duty(actor, *THEIR_DUTIES)
    if sitting.plan.is_cancelled:
        raise Conflict(CANCELLED)
    with transaction.atomic():
        row = _put_sitting(seen, sitting, replace(sitting.plan, is_cancelled=True, way_in=WayIn()), parts=parts)
        tell_all_of(row, sitting.id, Method.CANCEL, actor=actor, now=now, parts=parts)
        record(actor=actor, now=now, parts=parts, act="sitting cancelled", subject=row.id)


def close_gathering(*, actor: Actor, now: datetime, parts: Parts, seen: OpenedGathering) -> None:
    """Close a gathering that is over: ways in and e-mail addresses are forgotten; minutes stay."""
    require_duty(actor, *THEIR_DUTIES)
    with transaction.atomic():
        row, sealed = claimed(seen, parts)
        for one in seen.sittings:
            _forget_way_in(one, sealed, parts=parts)
        for guest in Guest.objects.filter(gathering=row):
            _forget_address(guest, sealed, parts=parts)
        row.is_closed = True
        row.save(update_fields=["is_closed"])
        record(actor=actor, now=now, parts=parts, act="gathering closed", subject=row.id)


def _put_sitting(seen: OpenedGathering, sitting: OpenedSitting, plan: SittingPlan, *, parts: Parts) -> Gathering:
    """Keep a sitting's plan under both versions that were seen: the gathering's may have closed it meanwhile."""
    row, sealed = claimed(seen, parts)
    sealed_plan = of_sitting(sealed, sitting.id).seal("plan", as_map("plan", plan), random=parts.entropy.bytes)
    changed = Sitting.objects.filter(id=sitting.id, version=sitting.version).update(
        plan=sealed_plan, version=F("version") + 1
    )
    if changed != 1:
        raise Conflict(SOMEBODY_CHANGED)
    return row


def _forget_way_in(sitting: OpenedSitting, sealed: Record, *, parts: Parts) -> None:
    kept = as_map("plan", replace(sitting.plan, way_in=WayIn()))
    blob = of_sitting(sealed, sitting.id).seal("plan", kept, random=parts.entropy.bytes)
    Sitting.objects.filter(id=sitting.id).update(plan=blob, version=F("version") + 1)


def _forget_address(guest: Guest, sealed: Record, *, parts: Parts) -> None:
    who = opened_who(guest, sealed, parts=parts)
    if who is None or not who.email:
        return
    inner = of_who(sealed, guest.id, guest.file, parts=parts)
    guest.who = inner.seal("who", as_map("who", replace(who, email="")), random=parts.entropy.bytes)
    guest.save(update_fields=["who"])


def _require_words(seen: OpenedGathering, plan: Plan, sittings: tuple[str, ...], actor: Actor, parts: Parts) -> None:
    """Ask whether words name anybody. Where families with a file take part only an advocate may ask that of us."""
    require_duty(actor, *THEIR_DUTIES)
    require_nameless(plan)
    if any(one.file for one in seen.guests):
        if not actor.has(Duty.ADVOCATE):
            raise Invalid("title", FOR_ADVOCATES)
        names = [one.plan.name for one in seen.sittings]
        require_nobody_inside(plan, (*names, *sittings), names_of_families(seen, parts=parts))
