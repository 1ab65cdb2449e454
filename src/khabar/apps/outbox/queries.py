"""Reading the outbox: what is due, opened with the key of its class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from khabar.apps.outbox.models import Item, State
from khabar.vault import canonical
from khabar.vault.errors import Malformed
from khabar.vault.seals import key_id_in, unseal_with

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.ports import Parts
    from khabar.vault.keys import KeyClass


@dataclass(frozen=True)
class Due:
    """One item that may leave now: its id, its kind, what it needs."""

    id: str
    kind: str
    body: dict[str, Any]
    attempts: int


def due_items(key_class: KeyClass, *, now: datetime, parts: Parts) -> list[Due]:
    """Open everything of one key class that is due, oldest first."""
    parts.keys.key(key_class)  # raises Locked, also where nothing is due
    rows = Item.objects.filter(key_class=key_class, due__lte=now).exclude(state=State.DONE).order_by("due", "id")
    found = []
    for row in rows:
        sealed = bytes(row.sealed)
        body = canonical.decode(unseal_with(parts.keys.key(key_class, key_id_in(sealed)).private, sealed))
        if not isinstance(body, dict):
            raise Malformed("an item is a map")
        found.append(Due(row.id, body.pop("kind"), body, row.attempts))
    return found


def waiting_count() -> int:
    """Count what has not left yet."""
    return Item.objects.exclude(state=State.DONE).count()
