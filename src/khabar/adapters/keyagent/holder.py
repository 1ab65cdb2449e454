"""The place in the agent where unlocked keys lie: opened by a passphrase or shares, emptied by a word or by idleness.

It forgets the keyring's root at once: the agent can hand out keys and change nothing. It never writes anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from khabar.adapters.keyagent.keyring_files import read_keyring
from khabar.domain.errors import Locked

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from khabar.ports import Clock
    from khabar.vault.keyring import Keyring
    from khabar.vault.keys import ClassKey, KeyClass
    from khabar.vault.unlocked import Unlocked


@dataclass
class KeyHolder:
    """Keys while unlocked. The keyring is read anew at each unlocking, so a rotation is taken up by unlocking again."""

    keyring: Path
    clock: Clock
    idle_seconds: int | None = None
    _unlocked: Unlocked | None = field(default=None, init=False, repr=False)
    _used_at: datetime | None = field(default=None, init=False, repr=False)
    _one_unlocking: Lock = field(default_factory=Lock, init=False, repr=False)

    def unlock(self, open_keyring: Callable[[Keyring], Unlocked]) -> None:
        """Open the keyring, one attempt at a time (each costs a slow hash); raises what the vault or the disk says."""
        with self._one_unlocking:
            opened = open_keyring(read_keyring(self.keyring)).without_root()
            self._used_at = self.clock.now()
            self._unlocked = opened

    def lock(self) -> None:
        """Forget all keys."""
        self._unlocked = None

    def lock_if_idle(self) -> None:
        """Forget all keys when no desk asked for one within `idle_seconds`; a clock set back starts the time anew."""
        if self._unlocked is None or self._used_at is None or self.idle_seconds is None:
            return
        idle = (self.clock.now() - self._used_at).total_seconds()
        if idle < 0:
            self._used_at = self.clock.now()
        elif idle > self.idle_seconds:
            self.lock()

    def key(self, key_class: KeyClass, key_id: str | None) -> ClassKey:
        """Return a key; raises Locked or vault.UnknownKey."""
        self.lock_if_idle()
        unlocked = self._unlocked
        if unlocked is None or key_class not in unlocked:
            raise Locked(key_class)
        return unlocked.key(key_class, key_id)

    def note_use(self) -> None:
        """Begin the idle time anew: a desk has asked. Rounds do not keep a house open in which nobody works."""
        self._used_at = self.clock.now()

    def classes(self) -> frozenset[KeyClass]:
        """Return the classes that can be had now; asking does not count as use."""
        self.lock_if_idle()
        unlocked = self._unlocked
        return frozenset() if unlocked is None else frozenset(unlocked)
