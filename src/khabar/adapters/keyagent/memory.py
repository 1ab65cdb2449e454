"""The agent's seam without an agent: keys held by this very process, for tests and one-shot commands.

Never for a process that serves people: there the agent decides who gets what.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.domain.errors import Locked

if TYPE_CHECKING:
    from khabar.vault.keys import ClassKey, KeyClass
    from khabar.vault.unlocked import Unlocked


class MemoryKeyAgent:
    """Hands out the keys of an unlocked keyring until it is locked."""

    def __init__(self, unlocked: Unlocked) -> None:
        self._classes = frozenset(unlocked)
        self._unlocked: Unlocked | None = unlocked.without_root()

    def key(self, key_class: KeyClass, key_id: str | None = None) -> ClassKey:
        """Return a key; raises Locked, or vault.UnknownKey for an id that is not there."""
        if self._unlocked is None or key_class not in self._unlocked:
            raise Locked(key_class)
        return self._unlocked.key(key_class, key_id)

    def locked(self) -> frozenset[KeyClass]:
        """Return the classes that cannot be had now."""
        return self._classes if self._unlocked is None else frozenset()

    def lock(self) -> None:
        """Forget the keys."""
        self._unlocked = None

    def unlock(self, unlocked: Unlocked) -> None:
        """Hand out these keys from now on."""
        self._classes = frozenset(unlocked)
        self._unlocked = unlocked.without_root()
