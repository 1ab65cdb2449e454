"""The list of speakers of a sitting while it is held: each act is one step of the rules, kept under the version seen.

Any colleague who holds gatherings may moderate; the ledger says who acted, never who spoke.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from khabar.apps.gatherings.claims import IS_CLOSED, SOMEBODY_CHANGED
from khabar.apps.gatherings.keeping import as_map, of_sitting, opened_plan, opened_sitting, record_of
from khabar.apps.gatherings.models import Gathering, Seat, Sitting
from khabar.apps.gatherings.queries import THEIR_DUTIES
from khabar.apps.ledger.actions import record
from khabar.domain.actors import require_duty
from khabar.domain.errors import Conflict, Refused
from khabar.domain.gatherings import speakers

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from khabar.apps.gatherings.keeping import OpenedGuest, OpenedSitting
    from khabar.domain.actors import Actor
    from khabar.domain.gatherings.speakers import Floor, Rules, Way
    from khabar.ports import Parts

NOT_HERE = "They have no place in this sitting."


def raise_hand(
    *, actor: Actor, now: datetime, parts: Parts, sitting: OpenedSitting, guest: OpenedGuest, way: Way
) -> None:
    """Put somebody on the list, as the moderator saw, read or heard the hand."""
    _require_seat(guest, sitting)
    _step(
        lambda floor, _: speakers.raise_hand(floor, guest.id, guest.card.region, way),
        sitting,
        actor=actor,
        now=now,
        parts=parts,
    )


def raise_reply(
    *, actor: Actor, now: datetime, parts: Parts, sitting: OpenedSitting, guest: OpenedGuest, way: Way
) -> None:
    """Put somebody directly under the turn that is on."""
    _require_seat(guest, sitting)
    _step(
        lambda floor, _: speakers.raise_reply(floor, guest.id, guest.card.region, way),
        sitting,
        actor=actor,
        now=now,
        parts=parts,
    )


def lower_hand(*, actor: Actor, now: datetime, parts: Parts, sitting: OpenedSitting, number: int) -> None:
    """Take one hand down, by its number."""
    _step(lambda floor, _: speakers.lower(floor, number), sitting, actor=actor, now=now, parts=parts)


def call_next(*, actor: Actor, now: datetime, parts: Parts, sitting: OpenedSitting) -> None:
    """End the turn that is on and give the floor to whoever is next."""
    _step(lambda floor, rules: speakers.call_next(floor, rules, now=now), sitting, actor=actor, now=now, parts=parts)


def end_turn(*, actor: Actor, now: datetime, parts: Parts, sitting: OpenedSitting) -> None:
    """End the turn that is on."""
    _step(lambda floor, _: speakers.end_turn(floor, now=now), sitting, actor=actor, now=now, parts=parts)


def take_back(*, actor: Actor, now: datetime, parts: Parts, sitting: OpenedSitting) -> None:
    """Undo a call made by mistake."""
    _step(lambda floor, _: speakers.take_back(floor), sitting, actor=actor, now=now, parts=parts)


def pass_over(*, actor: Actor, now: datetime, parts: Parts, sitting: OpenedSitting) -> None:
    """Note that whoever was called is not there."""
    _step(lambda floor, _: speakers.pass_over(floor), sitting, actor=actor, now=now, parts=parts)


def _require_seat(guest: OpenedGuest, sitting: OpenedSitting) -> None:
    if guest.seat_in(sitting.id) is None:
        raise Refused(NOT_HERE)


def _step(
    act: Callable[[Floor, Rules], Floor], sitting: OpenedSitting, *, actor: Actor, now: datetime, parts: Parts
) -> None:
    """Do one step under the version that was seen; hands of those who left since are down."""
    require_duty(actor, *THEIR_DUTIES)
    with transaction.atomic():
        taken = Sitting.objects.filter(id=sitting.id, floor_version=sitting.floor_version).update(
            floor_version=F("floor_version") + 1
        )
        if taken != 1:
            raise Conflict(SOMEBODY_CHANGED)
        row = Sitting.objects.select_related("gathering").get(id=sitting.id)
        sealed = record_of(_open(row.gathering), parts=parts)
        floor = without_the_gone(opened_sitting(row, sealed).floor, row.id)
        after = act(floor, opened_plan(row.gathering, sealed).rules)
        row.floor = of_sitting(sealed, row.id).seal("floor", as_map("floor", after), random=parts.entropy.bytes)
        row.save(update_fields=["floor"])
        record(actor=actor, now=now, parts=parts, act="speakers noted", subject=row.gathering_id)


def without_the_gone(floor: Floor, sitting_id: str) -> Floor:
    """Take down the hands of those who gave up their place."""
    here = set(Seat.objects.filter(sitting_id=sitting_id, name_key__isnull=False).values_list("guest_id", flat=True))
    for gone in {one.speaker for one in floor.hands} - here:
        floor = speakers.without(floor, gone)
    return floor


def _open(row: Gathering) -> Gathering:
    if row.is_closed:
        raise Conflict(IS_CLOSED)
    return row
