"""Blobs in memory, for tests of everything above: the same names, the same errors, gone with the process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.domain.errors import Broken

if TYPE_CHECKING:
    from khabar.ports import Entropy


class MemoryBlobs:
    """Blobs in a dictionary."""

    def __init__(self, entropy: Entropy) -> None:
        self._entropy = entropy
        self.kept: dict[str, bytes] = {}

    def keep(self, sealed: bytes) -> str:
        """Store under a random name, which is returned."""
        name = self._entropy.bytes(16).hex()
        self.kept[name] = sealed
        return name

    def fetch(self, name: str) -> bytes:
        """Return what was kept; Broken where it is gone."""
        try:
            return self.kept[name]
        except KeyError:
            raise Broken("a sealed picture is gone from its folder") from None

    def drop(self, name: str) -> None:
        """Forget it; nothing happens where it is gone already."""
        self.kept.pop(name, None)
