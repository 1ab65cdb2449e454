"""Laying a bundle down on the porch, and clearing it away once a round has looked at it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from khabar.apps.deliveries.models import Delivery
from khabar.apps.deliveries.queries import is_full
from khabar.apps.ledger.actions import record
from khabar.domain.errors import Outside

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts


def deliver(*, actor: Actor, now: datetime, parts: Parts, blob: bytes) -> None:
    """Keep a bundle for the next round; the same one twice is one, and nobody is told which it was.

    Raises Outside (retry) where as much waits as the porch keeps: whoever sends makes a new bundle every round.
    """
    if not actor.name:
        raise ValueError("no actor, no act")
    if is_full():
        raise Outside("as much waits here as the porch keeps", retry=True)
    with transaction.atomic(using="porch"):
        if _keep(blob):
            record(actor=actor, now=now, parts=parts, act="bundle left", chain="porch")


def forget(sequence: int, *, actor: Actor, now: datetime) -> None:
    """Delete a bundle that a round has looked at."""
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    Delivery.objects.filter(sequence=sequence).delete()


def _keep(blob: bytes) -> bool:
    """Add a row; False when it is there. The porch may not look, so it tries: only this conflict means that."""
    try:
        with transaction.atomic(using="porch"):
            Delivery(digest=sha256(blob).digest(), blob=blob).save(force_insert=True)
    except IntegrityError:
        return False
    return True
