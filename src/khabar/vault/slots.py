"""Slots: the named ways into a keyring, each a key pair that a passphrase or recovery shares restore.

The keyring's root is sealed to the public half of each slot, so slots can be removed and the root renewed without
the other holders being there. A slot never tells anything faster than its own slow hash.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from nacl.bindings import crypto_scalarmult_base

from khabar.vault.errors import Malformed, Tampered
from khabar.vault.keys import KEY_BYTES, subkey
from khabar.vault.passphrases import MIN_SALT_BYTES, Cost, passphrase_bytes, stretched
from khabar.vault.seals import seal_to, unseal_with
from khabar.vault.shares import MAX_SHARES

if TYPE_CHECKING:
    from khabar.vault.keys import Random

MAX_NAME = 64


@dataclass(frozen=True, slots=True)
class PassphraseSlot:
    """One unlocker's way in: salt and cost of the slow hash, public half, the root sealed to it."""

    name: str
    salt: bytes = field(repr=False)
    cost: Cost
    public: bytes = field(repr=False)
    wrapped_root: bytes = field(repr=False)

    def private(self, passphrase: str) -> bytes:
        """Return the private half that a passphrase leads to (a wrong one leads to another): one slow hash."""
        return _passphrase_private(passphrase, self.salt, self.cost)

    def to_plain(self) -> dict[str, Any]:
        """Return the slot as plain values for the file."""
        return {"kind": "passphrase", **asdict(self)}


@dataclass(frozen=True, slots=True)
class SharesSlot:
    """The recovery holders' way in: any `threshold` of `shares` together."""

    name: str
    threshold: int
    shares: int
    public: bytes = field(repr=False)
    wrapped_root: bytes = field(repr=False)

    def to_plain(self) -> dict[str, Any]:
        """Return the slot as plain values for the file."""
        return {"kind": "shares", **asdict(self)}


Slot: TypeAlias = PassphraseSlot | SharesSlot


def new_passphrase_slot(name: str, passphrase: str, root: bytes, cost: Cost, *, random: Random) -> PassphraseSlot:
    """Make a slot that opens with a passphrase: one slow hash."""
    salt = random(MIN_SALT_BYTES)
    public = crypto_scalarmult_base(_passphrase_private(passphrase, salt, cost))
    return PassphraseSlot(_checked_name(name), salt, cost, public, wrapped(root, public))


def new_shares_slot(name: str, secret: bytes, root: bytes, *, threshold: int, shares: int) -> SharesSlot:
    """Make a slot that opens with the secret which recovery shares restore."""
    public = crypto_scalarmult_base(shares_private(secret))
    return SharesSlot(_checked_name(name), threshold, shares, public, wrapped(root, public))


def shares_private(secret: bytes) -> bytes:
    """Return the private half that the restored secret leads to."""
    return subkey(secret, "slot/shares")


def wrapped(root: bytes, public: bytes) -> bytes:
    """Return the root sealed to a slot."""
    return seal_to(public, root, pad_to=None)


def unwrapped(slot: Slot, private: bytes) -> bytes | None:
    """Return the root, or None when this private half is not the slot's."""
    try:
        return unseal_with(private, slot.wrapped_root)
    except Tampered:
        return None  # the caller answers "wrong passphrase" or "wrong shares"; nothing was opened


def slot_from_plain(value: object) -> Slot:
    """Read a slot of the file; raises Malformed when it is none."""
    match value:
        case {
            "kind": "passphrase",
            "name": str(name),
            "salt": bytes(salt),
            "cost": {"memory_kib": int(memory_kib), "passes": int(passes), "lanes": int(lanes)},
            "public": bytes(public),
            "wrapped_root": bytes(wrapped_root),
        } if len(public) == KEY_BYTES and len(salt) >= MIN_SALT_BYTES:
            return PassphraseSlot(name, salt, _cost(memory_kib, passes, lanes), public, wrapped_root)
        case {
            "kind": "shares",
            "name": str(name),
            "threshold": int(threshold),
            "shares": int(shares),
            "public": bytes(public),
            "wrapped_root": bytes(wrapped_root),
        } if len(public) == KEY_BYTES and threshold <= shares <= MAX_SHARES:
            return SharesSlot(name, threshold, shares, public, wrapped_root)
        case _:
            raise Malformed("not a slot")


def _cost(memory_kib: int, passes: int, lanes: int) -> Cost:
    try:
        return Cost(memory_kib, passes, lanes)
    except ValueError as error:
        raise Malformed("a cost beyond its bounds") from error


def _passphrase_private(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    return subkey(stretched(passphrase_bytes(passphrase), salt, cost), "slot/passphrase")


def _checked_name(name: str) -> str:
    if not 0 < len(name) <= MAX_NAME or not name.isprintable():
        raise ValueError("a slot has a short, printable name")
    return name
