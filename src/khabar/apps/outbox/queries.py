"""Reading the outbox: what is due, opened with the key of its class."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from khabar.apps.outbox.items import HOUSE
from khabar.apps.outbox.models import Item, State
from khabar.vault import canonical
from khabar.vault.errors import Malformed
from khabar.vault.seals import key_id_in, unseal_with

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from khabar.ports import Parts
    from khabar.vault.keys import KeyClass


@dataclass(frozen=True)
class Due:
    """One item that may leave now: its id, its kind, what it needs."""

    id: str
    kind: str
    body: dict[str, Any]
    attempts: int


def due_items(
    key_class: KeyClass, *, now: datetime, parts: Parts, using: str = HOUSE, most: int | None = None, kind: str = ""
) -> list[Due]:
    """Open what is due of one key class, oldest first: everything or one kind, all of it or so many at most.

    Other kinds are opened too, for the kind lies sealed; so whoever has very many items puts them in small portions.
    """
    parts.keys.key(key_class)  # raises Locked, also where nothing is due
    rows = _due(key_class, now, using).order_by("due", "id")
    opened = (_opened(row, key_class, parts) for row in rows.iterator())
    return list(islice((one for one in opened if kind in {"", one.kind}), most))


def portions(items: Sequence[Due]) -> Iterator[list[Due]]:
    """Divide what is due into what is claimed together: what was claimed before and not finished goes alone.

    Its last try is its own then: a second interruption loses the one whose fate is unknown, and no other beside it.
    """
    yield from ([one] for one in items if one.attempts)
    if fresh := [one for one in items if not one.attempts]:
        yield fresh


def _opened(row: Item, key_class: KeyClass, parts: Parts) -> Due:
    sealed = bytes(row.sealed)
    body = canonical.decode(unseal_with(parts.keys.key(key_class, key_id_in(sealed)).private, sealed))
    if not isinstance(body, dict):
        raise Malformed("an item is a map")
    return Due(row.id, body.pop("kind"), body, row.attempts)


def something_is_due(key_class: KeyClass, *, now: datetime, using: str = HOUSE) -> bool:
    """Say whether anything of a key class may leave now. Needs no key."""
    return _due(key_class, now, using).exists()


def _due(key_class: KeyClass, now: datetime, using: str) -> QuerySet[Item]:
    waiting = Item.objects.using(using).filter(state__in=[State.WAITING, State.CLAIMED])
    return waiting.filter(key_class=key_class, due__lte=now)


def waiting_count() -> int:
    """Count what has not left yet."""
    return Item.objects.exclude(state=State.DONE).count()
