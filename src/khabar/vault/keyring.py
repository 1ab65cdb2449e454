"""The keyring: all class keys of one installation in one small file that is worth nothing without an opened slot.

A random root seals the class keys; each slot seals the root. The list of slots is bound into the sealed part, so a
slot smuggled into the file is found at unlock. An older copy of the file opens as it did then: after removing a
slot, rotate what its holder could read. Values are never changed: every method returns a new keyring.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from khabar.vault.canonical import decode_map, encode
from khabar.vault.errors import (
    Malformed,
    SlotTaken,
    StillInUse,
    Tampered,
    WrongPassphrase,
    WrongShares,
)
from khabar.vault.keys import KEY_BYTES, ClassKey, KeyClass, key_id_of
from khabar.vault.passphrases import DEFAULT_COST, Cost
from khabar.vault.seals import Context, seal, unseal
from khabar.vault.shares import SECRET_BYTES, restored, split
from khabar.vault.slots import (
    PassphraseSlot,
    SharesSlot,
    Slot,
    new_passphrase_slot,
    new_shares_slot,
    shares_private,
    slot_from_plain,
    unwrapped,
    wrapped,
)
from khabar.vault.unlocked import Unlocked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from khabar.vault.keys import Random

RECOVERY = "recovery"
MAX_FILE_BYTES = 1 << 20
_SCHEMA = 1


class Opened(NamedTuple):
    """A keyring and what it holds, after it was made or changed: store the first, use the second."""

    keyring: Keyring
    unlocked: Unlocked


class Recovery(NamedTuple):
    """A keyring with a recovery slot and the word lines to print, one for each holder, shown this once."""

    keyring: Keyring
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Keyring:
    """Slots and the sealed class keys. `create` it, add slots, store `to_bytes`; later `from_bytes` and unlock."""

    slots: tuple[Slot, ...]
    body: bytes = field(repr=False)

    @classmethod
    def create(cls, classes: Iterable[KeyClass], *, random: Random) -> Opened:
        """Draw a root and one key for each class. Without a slot the keyring cannot be stored yet."""
        keys = tuple(ClassKey.generate(key_class, random=random) for key_class in classes)
        unlocked = Unlocked(keys, root=random(KEY_BYTES))
        return Opened(_sealed((), unlocked, random=random), unlocked)

    @classmethod
    def from_bytes(cls, data: bytes) -> Keyring:
        """Read the file; raises Malformed when it is not a keyring of ours."""
        if len(data) > MAX_FILE_BYTES:
            raise Malformed("too long for a keyring")
        fields = decode_map(data, {"schema": int, "slots": list, "body": bytes})
        if fields["schema"] != _SCHEMA:
            raise Malformed("a keyring of another schema")
        return cls(tuple(slot_from_plain(slot) for slot in fields["slots"]), fields["body"])

    def to_bytes(self) -> bytes:
        """Write the file; refuses a keyring that nobody could ever open again."""
        if not self.slots:
            raise ValueError("a keyring without a slot is lost: add one first")
        return encode({"schema": _SCHEMA, "slots": _plain(self.slots), "body": self.body})

    def slot_names(self) -> tuple[str, ...]:
        """Return the names of the slots; they stand in clear in the file, so they are invented staff names."""
        return tuple(slot.name for slot in self.slots)

    def unlock_with_passphrase(self, name: str, passphrase: str) -> Unlocked:
        """Open with an unlocker's passphrase (one slow hash); raises WrongPassphrase, or Tampered for a forged file."""
        for slot in self.slots:
            if slot.name == name and isinstance(slot, PassphraseSlot) and passphrase.strip():
                root = unwrapped(slot, slot.private(passphrase))
                if root is not None:
                    return self._opened(root)
        raise WrongPassphrase("no slot of that name opens with that passphrase")

    def unlock_with_shares(self, lines: Iterable[str]) -> Unlocked:
        """Open with enough recovery lines of one set, in any order; raises WrongShares."""
        slots = [slot for slot in self.slots if isinstance(slot, SharesSlot)]
        for secret in restored(lines):
            for slot in slots:
                root = unwrapped(slot, shares_private(secret))
                if root is not None:
                    return self._opened(root)
        raise WrongShares("these shares do not open this keyring")

    def add_passphrase_slot(
        self, name: str, passphrase: str, unlocked: Unlocked, *, random: Random, cost: Cost = DEFAULT_COST
    ) -> Keyring:
        """Return the keyring with one more unlocker; raises SlotTaken. The cost is kept in the slot."""
        current = self._current(unlocked)
        slot = new_passphrase_slot(name, passphrase, _root(current), cost, random=random)
        return _sealed(self._with(slot), current, random=random)

    def add_recovery(
        self, unlocked: Unlocked, *, random: Random, threshold: int = 2, shares: int = 3, name: str = RECOVERY
    ) -> Recovery:
        """Return the keyring with a recovery slot, and its lines; raises SlotTaken."""
        current = self._current(unlocked)
        secret = random(SECRET_BYTES)
        lines = split(secret, threshold=threshold, shares=shares)
        slot = new_shares_slot(name, secret, _root(current), threshold=threshold, shares=shares)
        return Recovery(_sealed(self._with(slot), current, random=random), lines)

    def remove_slot(self, name: str, unlocked: Unlocked, *, random: Random) -> Opened:
        """Return the keyring without a slot and with a new root; the last slot stays (ValueError).

        Its holder may have kept old files or keys: rotate the classes too.
        """
        current = self._current(unlocked)
        kept = [slot for slot in self.slots if slot.name != name]
        if not kept or len(kept) == len(self.slots):
            raise ValueError("no such slot, or the last one")
        renewed = replace(current, root=random(KEY_BYTES))
        slots = tuple(replace(slot, wrapped_root=wrapped(_root(renewed), slot.public)) for slot in kept)
        return Opened(_sealed(slots, renewed, random=random), renewed)

    def rotate(self, key_class: KeyClass, unlocked: Unlocked, *, random: Random) -> Opened:
        """Return the keyring with a new current key of the class; older ones stay for what they sealed."""
        current = self._current(unlocked)
        current.key(key_class)
        renewed = replace(current, class_keys=(*current.class_keys, ClassKey.generate(key_class, random=random)))
        return Opened(_sealed(self.slots, renewed, random=random), renewed)

    def destroy(
        self, key_class: KeyClass, key_id: str, unlocked: Unlocked, *, remaining_users: int, random: Random
    ) -> Opened:
        """Return the keyring without an old key; raises StillInUse unless a full pass counted 0 users of it.

        Old backups that hang on the key become unreadable but for an offline copy of the old keyring.
        """
        current = self._current(unlocked)
        doomed = current.key(key_class, key_id)
        if remaining_users != 0 or doomed.key_id == current.key(key_class).key_id:
            raise StillInUse("the key is the current one, or something still needs it")
        renewed = replace(current, class_keys=tuple(key for key in current.class_keys if key.key_id != key_id))
        return Opened(_sealed(self.slots, renewed, random=random), renewed)

    def _with(self, slot: Slot) -> tuple[Slot, ...]:
        if slot.name in self.slot_names():
            raise SlotTaken(slot.name)
        return (*self.slots, slot)

    def _current(self, unlocked: Unlocked) -> Unlocked:
        """Return the keys of this keyring, not those of an older one that the caller may still hold."""
        return self._opened(_root(unlocked))

    def _opened(self, root: bytes) -> Unlocked:
        fields = decode_map(unseal(root, self.body, _context(root)), {"slots": bytes, "class_keys": list})
        if fields["slots"] != _slots_hash(self.slots):
            raise Tampered("the list of slots was changed")
        return Unlocked(tuple(_class_key(value) for value in fields["class_keys"]), root=root)


def _sealed(slots: tuple[Slot, ...], unlocked: Unlocked, *, random: Random) -> Keyring:
    root = _root(unlocked)
    keys: list[Any] = [[str(key.key_class), key.secret] for key in unlocked.class_keys]
    plaintext = encode({"slots": _slots_hash(slots), "class_keys": keys})
    return Keyring(slots, seal(root, plaintext, _context(root), random=random))


def _context(root: bytes) -> Context:
    return Context("keyring", "keyring", "body", key_id_of(root), _SCHEMA)


def _root(unlocked: Unlocked) -> bytes:
    if unlocked.root is None:
        raise ValueError("without its root a keyring cannot be changed")
    return unlocked.root


def _plain(slots: tuple[Slot, ...]) -> list[dict[str, Any]]:
    return [slot.to_plain() for slot in slots]


def _slots_hash(slots: tuple[Slot, ...]) -> bytes:
    return hashlib.sha256(b"khabar/1/slots\x00" + encode(_plain(slots))).digest()


def _class_key(value: object) -> ClassKey:
    match value:
        case [str(name), bytes(secret)] if name in set(KeyClass) and len(secret) == KEY_BYTES:
            return ClassKey(KeyClass(name), secret)
        case _:
            raise Malformed("not a class key")
