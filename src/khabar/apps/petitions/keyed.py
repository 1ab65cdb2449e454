"""Hashes under keys that belong to one petition, or to the newsletter: of a mailbox, of a person on it, of a token.

The key comes from the porch's own secret and the petition's id, or the newsletter's name. So no two petitions, and no
petition and file, can be joined by them, and without the porch's secret nobody can try out addresses.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.domain.petitions.addresses import canonical_address
from khabar.domain.petitions.signers import folded_name
from khabar.vault.keys import subkey

if TYPE_CHECKING:
    from khabar.domain.ids import Random

_TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True)
class Known:
    """By what a signer is known again within one petition."""

    mailbox: str
    person: str


def known_by(*, secret: str, petition_id: str, address: str, name: str) -> Known:
    """Hash a sendable address and a name for one petition."""
    scope = f"petition/{petition_id}"
    mailbox = mailbox_hash(secret=secret, scope=scope, address=address)
    return Known(mailbox, _hash(_key(secret, scope), "person", f"{mailbox}\x00{folded_name(name)}"))


def mailbox_hash(*, secret: str, scope: str, address: str) -> str:
    """Hash the mailbox behind a sendable address; hashes of two scopes cannot be joined."""
    return _hash(_key(secret, scope), "mailbox", canonical_address(address))


def new_token(random: Random) -> str:
    """Draw what stands in the one link of a mail: 192 random bits."""
    return base64.urlsafe_b64encode(random(_TOKEN_BYTES)).decode()


def hash_of_token(token: str) -> bytes:
    """Give what is kept of a token. With so many random bits in it, a plain hash cannot be guessed back."""
    return hashlib.sha256(b"khabar/1/signer\x00" + token.encode()).digest()


def _key(secret: str, scope: str) -> bytes:
    return subkey(hashlib.sha256(secret.encode()).digest(), scope)


def _hash(key: bytes, purpose: str, text: str) -> str:
    return hmac.new(key, f"{purpose}\x00{text}".encode(), hashlib.sha256).hexdigest()
