"""Putting into the outbox, claiming, finishing. Who claims an item asks the gate again in that transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from khabar.apps.outbox.items import HOUSE, sealed_item
from khabar.apps.outbox.models import Item, State
from khabar.apps.quarantine.queries import is_quarantined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from khabar.apps.outbox.items import SealedItem
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
    item = sealed_item(kind, body, due=now, parts=parts, key_class=key_class, sizes=SIZES)
    put_sealed(item, actor=actor, now=now, using=HOUSE, event=event)
    return item.id


def put_sealed(item: SealedItem, *, actor: Actor, now: datetime, using: str, event: str = "") -> None:
    """Queue what was sealed before, in one insert: a short transaction need not wait for the sealing."""
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    Item.objects.using(using).create(
        id=item.id, key_class=item.key_class, sealed=item.sealed, due=item.due, event=event
    )


def claim(item_id: str, *, actor: Actor, now: datetime, using: str = HOUSE) -> bool:
    """Take one waiting (or once interrupted) item; False when somebody else has it or it may not be tried again.

    In quarantine nothing is given out: it waits.
    """
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    if is_quarantined(using):
        return False
    claimed = (
        Item.objects.using(using)
        .filter(id=item_id, state__in=[State.WAITING, State.CLAIMED], attempts__lt=MAY_BE_SENT)
        .update(state=State.CLAIMED, attempts=F("attempts") + 1)
    )
    return claimed == 1


def claim_all(item_ids: Sequence[str], *, actor: Actor, now: datetime, using: str) -> frozenset[str]:
    """Take many items at once, as `claim` takes one; return those that were taken, none of them in quarantine."""
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    if is_quarantined(using):
        return frozenset()
    free = Item.objects.using(using).filter(
        id__in=item_ids, state__in=[State.WAITING, State.CLAIMED], attempts__lt=MAY_BE_SENT
    )
    with transaction.atomic(using=using):
        taken = frozenset(free.select_for_update().values_list("id", flat=True))
        Item.objects.using(using).filter(id__in=taken).update(state=State.CLAIMED, attempts=F("attempts") + 1)
    return taken


def finish_all(item_ids: Sequence[str], *, actor: Actor, now: datetime, using: str) -> None:
    """Mark many items as done and empty them."""
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    Item.objects.using(using).filter(id__in=item_ids).update(state=State.DONE, sealed=b"")


def give_back(item_id: str, *, actor: Actor, now: datetime, using: str = HOUSE, due: datetime | None = None) -> None:
    """Let an item that certainly did not leave wait again, until `due` where one is given; this try does not count."""
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    later = {} if due is None else {"due": due}
    Item.objects.using(using).filter(id=item_id, state=State.CLAIMED).update(
        state=State.WAITING, attempts=F("attempts") - 1, **later
    )


def drop_done(*, actor: Actor, now: datetime, using: str) -> int:
    """Delete the empty rows of what has left, and return how many: where very many leave, they serve nobody."""
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    return Item.objects.using(using).filter(state=State.DONE).delete()[0]


def finish(item_id: str, *, actor: Actor, now: datetime, using: str = HOUSE) -> bool:
    """Mark an item as done and empty it, what has left need not be kept here; False when it was done already."""
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    waiting = Item.objects.using(using).filter(id=item_id).exclude(state=State.DONE)
    return waiting.update(state=State.DONE, sealed=b"") == 1


def undo(item_id: str, *, actor: Actor, now: datetime) -> bool:
    """Take an item back before it left; False when it has left already. Its row then looks like one that left."""
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    undone = Item.objects.filter(id=item_id, state=State.WAITING).update(
        state=State.DONE, sealed=b"", attempts=F("attempts") + 1
    )
    return undone == 1
