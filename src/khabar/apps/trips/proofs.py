"""How the accounts of trips are held against their marks, and made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.trips.projections import rebuild as rebuild_trips
from khabar.apps.trips.projections import trips_that_differ

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts


def differences(parts: Parts) -> Iterator[str]:
    """Name each trip whose account is not what its marks say."""
    for trip in trips_that_differ(parts=parts):
        yield f"trips: the account of trip {trip} is not what its marks say; `khabar rebuild` mends it."


def rebuild(*, actor: Actor, now: datetime, parts: Parts) -> str:
    """Make the accounts anew and say how many."""
    return f"the accounts of {rebuild_trips(actor=actor, now=now, parts=parts)} trips"
