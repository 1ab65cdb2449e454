"""Taking something in on the porch: seal, queue, forget. And taking it out again, for the rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from khabar.apps.intake.models import Submission
from khabar.apps.ledger.actions import record
from khabar.domain.actors import porch
from khabar.vault import canonical
from khabar.vault.keys import KeyClass
from khabar.vault.seals import seal_to

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

SIZES = (32768,)
"""Every submission has one size: a request, a presence and a message look alike in the queue."""


def take_in(
    *,
    actor: Actor,
    now: datetime,
    parts: Parts,
    key: bytes,
    body: Mapping[str, object],
    beside: Callable[[], None] | None = None,
) -> None:
    """Seal one submission into the queue. The same key twice is the same submission: the second changes nothing.

    `beside` is done in the same transaction (the new slip's pigeonhole). Raises TooLarge beyond 32 KiB.
    """
    inside = canonical.encode({**body, "key": key})  # so that nobody can leave a copy of it again under another key
    sealed = seal_to(parts.public[KeyClass.INTAKE].public, inside, pad_to=SIZES)
    if not actor.name:
        raise ValueError("no actor, no act")
    with transaction.atomic(using="porch"):
        if not _queue(key, sealed):
            return
        if beside is not None:
            beside()
        # Not the door's own name: a day, a presence and a page of that day would show whose page it is.
        record(actor=porch("queue"), now=now, parts=parts, act="taken in", chain="porch")


def _queue(key: bytes, sealed: bytes) -> bool:
    """Add a row; False when its key is there. The porch may not look, so it tries: only this conflict means that."""
    try:
        with transaction.atomic(using="porch"):
            Submission(key=key, sealed=sealed).save(force_insert=True)
    except IntegrityError:
        return False
    return True


def forget(sequence: int, *, actor: Actor, now: datetime) -> None:
    """Delete a submission that the house has stored."""
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    Submission.objects.filter(sequence=sequence).delete()
