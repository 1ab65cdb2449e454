"""One item as it is put into the outbox: its kind and body sealed together to the public key of its class.

Sealing needs no database, so it is done before a transaction begins.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.domain.ids import new_id
from khabar.vault import canonical
from khabar.vault.seals import seal_to

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from khabar.ports import Parts
    from khabar.vault.keys import KeyClass

HOUSE = "default"
"""The database where items lie unless another is named."""


@dataclass(frozen=True, slots=True)
class SealedItem:
    """What is put into the outbox: an id, the class whose key opens it, when it may leave, and the sealed bytes."""

    id: str
    key_class: KeyClass
    due: datetime
    sealed: bytes = field(repr=False)


def sealed_item(
    kind: str,
    body: Mapping[str, object],
    *,
    due: datetime,
    parts: Parts,
    key_class: KeyClass,
    sizes: Sequence[int],
) -> SealedItem:
    """Draw an id and seal kind and body; all items of one place are padded to the same sizes."""
    inside = canonical.encode({"schema": 1, "kind": kind, **body})
    sealed = seal_to(parts.public[key_class].public, inside, pad_to=sizes)
    return SealedItem(new_id(parts.entropy.bytes), key_class, due, sealed)
