"""The key of a guarantor: one secret from which a signing and a sealing key follow, in a file under a passphrase.

It lives with another organisation, on a machine that has no installation. Nothing here may print, pickle or log it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from nacl.bindings import crypto_scalarmult_base
from nacl.signing import SigningKey

from khabar.vault.canonical import decode_map, encode
from khabar.vault.errors import Malformed, WrongPassphrase
from khabar.vault.keys import KEY_BYTES, subkey
from khabar.vault.passphrases import DEFAULT_COST, Cost
from khabar.vault.slots import PassphraseSlot, new_passphrase_slot, slot_from_plain, unwrapped

if TYPE_CHECKING:
    from khabar.vault.keys import Random

SCHEMA: Final = 1
LONGEST: Final = 4096
"""Bytes of a key file that are ever read."""

WRONG: Final = "this passphrase does not open the key"
NOT_A_KEY: Final = "not a guarantor's key"


@dataclass(frozen=True)
class GuarantorKey:
    """What a guarantor holds; the public halves go to the house on a card."""

    secret: bytes = field(repr=False)

    @cached_property
    def signing(self) -> bytes:
        """Ed25519 seed, for countersignatures, licences and bundles."""
        return subkey(self.secret, "guarantor/ed25519")

    @cached_property
    def verify_key(self) -> bytes:
        """Ed25519 public half."""
        return bytes(SigningKey(self.signing).verify_key)

    @cached_property
    def private(self) -> bytes:
        """X25519, for what the house seals to the guarantor."""
        return subkey(self.secret, "guarantor/x25519")

    @cached_property
    def public(self) -> bytes:
        """X25519 public half."""
        return crypto_scalarmult_base(self.private)


def new_guarantor_key(random: Random) -> GuarantorKey:
    """Draw a key."""
    return GuarantorKey(random(KEY_BYTES))


def wrapped_key(key: GuarantorKey, passphrase: str, *, random: Random, cost: Cost = DEFAULT_COST) -> bytes:
    """Write a key under a passphrase; ValueError for an empty one."""
    slot = new_passphrase_slot("guarantor", passphrase, key.secret, cost, random=random)
    return encode({"schema": SCHEMA, "slot": slot.to_plain()})


def opened_key(data: bytes, passphrase: str) -> GuarantorKey:
    """Open a key file: one slow hash. Raises Malformed for what is none, WrongPassphrase for another passphrase."""
    fields = decode_map(data, {"schema": int, "slot": dict})
    slot = slot_from_plain(fields["slot"])
    if fields["schema"] != SCHEMA or not isinstance(slot, PassphraseSlot):
        raise Malformed(NOT_A_KEY)
    secret = unwrapped(slot, slot.private(passphrase)) if passphrase.strip() else None
    if secret is None or len(secret) != KEY_BYTES:
        raise WrongPassphrase(WRONG)
    return GuarantorKey(secret)
