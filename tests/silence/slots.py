"""Pigeonholes as whoever has their keys sees them: what each slot says or that it does not open, and which changed.

The bytes of a sealed slot are its sealer's own randomness; what they can tell is whether they open, and *when they
change*. So a slot is compared by both, from round to round. What lies there without a key is compared by size, and by
whether it changed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nacl.bindings import crypto_box_seal_open, crypto_scalarmult_base

from khabar.apps.pigeonholes.models import Pigeonhole
from khabar.vault.pigeonholes import PIECE_SIZE, SLOTS, keys_of_root, open_page
from silence import population
from silence.core.seen import Seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.vault.pigeonholes import PigeonholeKeys

HOLDERS = ("shirin", "ezra", "leyla")


@dataclass
class Slots:
    """What one onlooker remembers of pages: their slots as they were when they were last seen."""

    before: dict[str, list[bytes]] = field(default_factory=dict)

    def of_page(self, name: str, private: bytes, blob: bytes) -> bytes:
        """Give all that a page shows to who can open it and has kept the one before."""
        opened = crypto_box_seal_open(blob, crypto_scalarmult_base(private), private)
        slots = [
            opened[at : at + PIECE_SIZE] for at in range(len(opened) - SLOTS * PIECE_SIZE, len(opened), PIECE_SIZE)
        ]
        told = open_page(private, blob)
        return repr((told.standing, told.pieces, self._changed(name, slots))).encode()

    def of_blob(self, name: str, blob: bytes) -> bytes:
        """Give what a page shows to who cannot open it."""
        return repr((len(blob), self._changed(name, [blob]))).encode()

    def _changed(self, name: str, slots: list[bytes]) -> list[bool]:
        before = self.before.get(name, [])
        self.before[name] = slots
        return [one != other for one, other in zip(slots, before or slots, strict=True)]


def known_keys(others: int) -> dict[str, PigeonholeKeys]:
    """Give the keys of every page that a family of both worlds opens."""
    keys = {holder: population.slip(holder) for holder in HOLDERS}
    for number in range(others):
        keys[f"family {number}"] = keys_of_root(hashlib.sha256(f"family {number}".encode()).digest())
    return keys


def pigeonholes(slots: Slots, others: int, where: str, *, except_of: str = "") -> Iterator[Seen]:
    """Give every pigeonhole: number, places and sizes of all; slots of those whose slip is known, but of one."""
    rows = {row.locator: bytes(row.blob) for row in Pigeonhole.objects.order_by("locator")}
    yield Seen("pigeonholes: number and places", where, "\n".join(rows).encode())
    lying = [slots.of_blob(f"lying {locator}", blob) for locator, blob in rows.items()]
    yield Seen("pigeonholes: sizes and changes", where, b"\n".join(lying))
    for name, keys in known_keys(others).items():
        if name != except_of and keys.locator.hex() in rows:
            told = slots.of_page(name, keys.private, rows[keys.locator.hex()])
            yield Seen("pigeonholes: every slot, opened", f"{where}, {name}", told)


def opened_pages() -> dict[str, tuple[bytes, tuple[bytes, ...]]]:
    """Give what the three families read that seek the same man."""
    found = {}
    for holder in HOLDERS:
        keys = population.slip(holder)
        opened = open_page(keys.private, bytes(Pigeonhole.objects.get(locator=keys.locator.hex()).blob))
        found[holder] = (opened.standing, opened.pieces)
    return found
