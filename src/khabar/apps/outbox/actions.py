"""Putting into the outbox, claiming, finishing. Who claims an item asks the gate again in that transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from khabar.apps.outbox.models import Item, State
from khabar.domain.ids import new_id
from khabar.vault import canonical
from khabar.vault.seals import seal_to

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts
    from khabar.vault.keys import KeyClass

SIZES = (32768,)
"""Every item has one size, whatever it is."""

MAY_BE_SENT = 2
"""A mail whose fate is unknown is sent again once, with the same Message-ID, and never a third time."""


def put(  # noqa: PLR0913 - an item's columns
    *,
    actor: Actor,
    now: datetime,
    parts: Parts,
    kind: str,
    body: Mapping[str, object],
    key_class: KeyClass,
    event: str = "",
) -> str:
    """Queue one thing for the next round and return its id. Works while locked: it is sealed to a public key."""
    if not actor.name:
        raise ValueError("no actor, no act")
    item_id = new_id(parts.entropy.bytes)
    sealed = seal_to(
        parts.public[key_class].public, canonical.encode({"schema": 1, "kind": kind, **body}), pad_to=SIZES
    )
    Item.objects.create(id=item_id, key_class=key_class, sealed=sealed, due=now, event=event)
    return item_id


def claim(item_id: str, *, actor: Actor, now: datetime) -> bool:
    """Take one waiting (or once interrupted) item; False when somebody else has it or it may not be tried again."""
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    claimed = Item.objects.filter(
        id=item_id, state__in=[State.WAITING, State.CLAIMED], attempts__lt=MAY_BE_SENT
    ).update(state=State.CLAIMED, attempts=F("attempts") + 1)
    return claimed == 1


def give_back(item_id: str, *, actor: Actor, now: datetime) -> None:
    """Let an item wait again that certainly did not leave; this try does not count."""
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    Item.objects.filter(id=item_id, state=State.CLAIMED).update(state=State.WAITING, attempts=F("attempts") - 1)


def finish(item_id: str, *, actor: Actor, now: datetime) -> bool:
    """Mark an item as done and empty it, what has left need not be kept here; False when it was done already."""
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    return Item.objects.filter(id=item_id).exclude(state=State.DONE).update(state=State.DONE, sealed=b"") == 1


def undo(item_id: str, *, actor: Actor, now: datetime) -> bool:
    """Take an item back before it left; False when it has left already. Its row then looks like one that left."""
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    undone = Item.objects.filter(id=item_id, state=State.WAITING).update(
        state=State.DONE, sealed=b"", attempts=F("attempts") + 1
    )
    return undone == 1
