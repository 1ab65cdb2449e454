"""Signing what happens to a trip, and keeping the account that follows; proving and remaking it from the events.

Every event is signed under its trip's key and never changed. It must stay possible to throw every account away and make
it again from the events alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.ledger.actions import record, record_event
from khabar.apps.ledger.queries import subjects_with_events
from khabar.apps.trips.files import KIND, account_by_events, history, opened_row, sealed_account, sealed_event
from khabar.apps.trips.models import Trip
from khabar.domain.bodies import Unreadable
from khabar.domain.errors import Conflict
from khabar.domain.ids import EventId, TripId
from khabar.domain.trips import heads
from khabar.vault.errors import VaultError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from khabar.apps.trips.files import TripFile
    from khabar.domain.actors import Actor
    from khabar.ports import Parts


def note_event(*, actor: Actor, now: datetime, parts: Parts, trip: TripFile, body: Mapping[str, object]) -> EventId:
    """Sign and keep one event of a trip, with all that was known before as its parents, and the account anew.

    Conflict when somebody has changed the trip since it was opened. The entry that names the event is the caller's.
    """
    known = heads(one.event for one in history(trip.id, parts=parts))
    named = body.get("sheets")
    sheets = max(len(trip.account.sheets), len(named) if isinstance(named, list) else 0)
    sealed = sealed_event(trip.id, body, sheets=sheets, parts=parts)
    event = record_event(actor=actor, now=now, parts=parts, kind=KIND, subject=trip.id, body=sealed, parents=known)
    account = account_by_events(trip.id, parts=parts)
    changed = Trip.objects.filter(id=trip.id, version=trip.version).update(
        account=sealed_account(trip.id, account, parts=parts), version=trip.version + 1
    )
    if changed != 1:
        raise Conflict("Somebody else has changed this trip just now. Please look at it again.")
    return EventId(event.id)


def trips_that_differ(*, parts: Parts) -> list[str]:
    """Name the trips whose kept account is not what their events say, and those that have events and no row."""
    lost = set(subjects_with_events(kind=KIND)) - set(Trip.objects.values_list("id", flat=True))
    return sorted(lost) + [row.id for row in Trip.objects.order_by("id") if _differs(row, parts)]


def rebuild(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Make every account that differs anew from the events, and return how many there were."""
    mended = 0
    with transaction.atomic():
        for row in list(Trip.objects.order_by("id")):
            if _differs(row, parts):
                account = account_by_events(TripId(row.id), parts=parts)
                row.account = sealed_account(TripId(row.id), account, parts=parts)
                row.save(update_fields=["account"])
                mended += 1
        record(actor=actor, now=now, parts=parts, act="trips rebuilt", details={"trips": mended})
    return mended


def _differs(row: Trip, parts: Parts) -> bool:
    said = account_by_events(TripId(row.id), parts=parts)
    try:
        return opened_row(row, parts=parts).account.to_body() != said.to_body()
    except (VaultError, Unreadable):
        return True
