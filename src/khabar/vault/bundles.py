"""A bundle for another installation: age-encrypted to its intake key, and as a file always of the size it was given.

age varies the length of its header on purpose, so the file carries its length in front and zeros behind: what is seen
from outside is one number that depends on nothing inside. age does not say who sealed: what must have an author is
signed inside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyrage
from nacl.bindings import crypto_scalarmult, crypto_scalarmult_base
from nacl.exceptions import CryptoError

from khabar.vault.errors import Malformed, Tampered, TooLarge
from khabar.vault.keys import KEY_BYTES
from khabar.vault.padding import LENGTH_BYTES, pad, unpad

if TYPE_CHECKING:
    from collections.abc import Iterable

_CHUNK = 65536
_TAG = 16
_NONCE = 16
_HEADER_ROOM = 2048
"""Bytes kept for age's header: one recipient and the filler age adds. Measured: at most 400."""

_ANY_SCALAR = bytes([64] * 32)

_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM = 6


def size_of(room: int) -> int:
    """Say how long the file is that holds `room` bytes: the same for whatever is inside."""
    padded = LENGTH_BYTES + room
    chunks = -(-padded // _CHUNK)
    return LENGTH_BYTES + _HEADER_ROOM + _NONCE + padded + chunks * _TAG


def seal_bundle(public: bytes, content: bytes, room: int) -> bytes:
    """Encrypt to an X25519 public key; the result has `size_of(room)` bytes. TooLarge for more than `room` bytes.

    Raises Malformed where `public` is no key.
    """
    padded = pad(content, (LENGTH_BYTES + room,))
    require_key(public)
    try:
        recipient = pyrage.x25519.Recipient.from_str(bech32("age", public))
        sealed: bytes = pyrage.encrypt(padded, [recipient])
    except (pyrage.RecipientError, pyrage.EncryptError) as error:
        raise Malformed("not a key") from error
    size = size_of(room)
    if LENGTH_BYTES + len(sealed) > size:
        raise TooLarge("the header of age has outgrown its room")
    return len(sealed).to_bytes(LENGTH_BYTES, "big") + sealed + bytes(size - LENGTH_BYTES - len(sealed))


def require_key(public: bytes) -> None:
    """Raise Malformed for bytes to which nothing can be sealed; pyrage would panic at them, which nobody catches."""
    if len(public) != KEY_BYTES:
        raise Malformed("not a key")
    try:
        crypto_scalarmult(_ANY_SCALAR, public)
    except (CryptoError, RuntimeError) as error:
        raise Malformed("not a key") from error


def open_bundle(privates: Iterable[bytes], blob: bytes) -> bytes:
    """Open what was encrypted to one of these X25519 keys; Tampered for any changed byte, other key or other form."""
    end = LENGTH_BYTES + int.from_bytes(blob[:LENGTH_BYTES], "big")
    rest = blob[end:]
    if len(blob) < LENGTH_BYTES or end > len(blob) or rest.count(0) != len(rest):
        raise Tampered("not a bundle")
    try:
        identities = [pyrage.x25519.Identity.from_str(bech32("age-secret-key-", one).upper()) for one in privates]
        return unpad(pyrage.decrypt(blob[LENGTH_BYTES:end], identities))
    except (pyrage.IdentityError, pyrage.DecryptError) as error:
        raise Tampered("the bundle does not open") from error


def age_public(private: bytes) -> str:
    """Write the public half of an X25519 key as age does."""
    return bech32("age", crypto_scalarmult_base(private))


def bech32(prefix: str, data: bytes) -> str:
    """Write bytes in Bech32 (BIP 173), as age writes its keys; lower case."""
    values = _in_fives(data)
    spread = [ord(char) >> 5 for char in prefix] + [0] + [ord(char) & 31 for char in prefix]
    polymod = _polymod([*spread, *values, *([0] * _CHECKSUM)]) ^ 1
    checksum = [(polymod >> 5 * (_CHECKSUM - 1 - place)) & 31 for place in range(_CHECKSUM)]
    return prefix + "1" + "".join(_BECH32[value] for value in (*values, *checksum))


def _in_fives(data: bytes) -> list[int]:
    """Cut bytes into groups of five bits, the last one filled up with zeros."""
    bits = len(data) * 8
    groups = -(-bits // 5)
    number = int.from_bytes(data, "big") << (groups * 5 - bits)
    return [(number >> 5 * (groups - 1 - place)) & 31 for place in range(groups)]


def _polymod(values: Iterable[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATORS):
            check ^= generator if (top >> place) & 1 else 0
    return check
