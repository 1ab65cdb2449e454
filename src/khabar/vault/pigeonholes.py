"""A pigeonhole: one blob of constant length that only the holder of a slip's code and PIN can find and open.

The house seals each piece once, at release; every round it seals the page of every pigeonhole anew, so neither the
length nor the change of a blob tells whether there is an answer. Neither code nor PIN is stored, nor anything that
tests a guess faster than the one Argon2id run.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nacl.bindings import crypto_box_seal, crypto_box_seal_open, crypto_scalarmult_base
from nacl.exceptions import CryptoError
from nacl.signing import SigningKey

from khabar.vault.canonical import decode, encode
from khabar.vault.errors import Malformed, Tampered
from khabar.vault.keys import subkey
from khabar.vault.padding import LENGTH_BYTES, pad, unpad
from khabar.vault.passphrases import DEFAULT_COST, stretched
from khabar.vault.seals import SEALED_BOX_OVERHEAD, seal_to, unseal_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.vault.passphrases import Cost

PAGE_SIZE = 65536
PIECE_PADDING = (512, 2048, 8192, 32768)
"""Padded bytes of one piece, so that the rows that keep pieces in the house tell no lengths either."""

CODE_DIGITS = 12
PIN_DIGITS = 6


@dataclass(frozen=True, slots=True)
class PigeonholeKeys:
    """What one slip opens. The house keeps `locator`, `public` and `verify_key`; the rest lives for one page view."""

    locator: bytes = field(repr=False)
    private: bytes = field(repr=False)
    public: bytes = field(repr=False)
    signing: bytes = field(repr=False)
    verify_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class OpenedPage:
    """What the slip's holder reads: the standing text's data and the pieces, oldest first."""

    standing: bytes = field(repr=False)
    pieces: tuple[bytes, ...] = field(repr=False)


def derive(code12: str, pin6: str, salt: bytes, *, cost: Cost = DEFAULT_COST) -> PigeonholeKeys:
    """Derive locator and keys of a slip: ASCII digits, the installation's salt, one Argon2id run.

    The same time and path for every code, true or invented; check digits are the door's business.
    """
    if not (_are_digits(code12, CODE_DIGITS) and _are_digits(pin6, PIN_DIGITS)):
        raise ValueError("a code has 12 ASCII digits and a PIN 6")
    root = stretched(f"{code12}/{pin6}".encode(), salt, cost)
    private = subkey(root, "pigeonhole/x25519")
    signing = subkey(root, "pigeonhole/ed25519")
    return PigeonholeKeys(
        locator=subkey(root, "pigeonhole/locator"),
        private=private,
        public=crypto_scalarmult_base(private),
        signing=signing,
        verify_key=bytes(SigningKey(signing).verify_key),
    )


def seal_piece(public: bytes, plaintext: bytes) -> bytes:
    """Seal one piece (an answer, a message, a reply) to a pigeonhole, once; raises TooLarge beyond 32 KiB."""
    return seal_to(public, plaintext, pad_to=PIECE_PADDING)


def seal_page(public: bytes, standing: bytes, pieces: Sequence[bytes], *, size: int = PAGE_SIZE) -> bytes:
    """Seal a whole page: always exactly `size` bytes, new bytes each time; raises TooLarge when it does not fit."""
    room = size - SEALED_BOX_OVERHEAD
    return crypto_box_seal(pad(_page_bytes(standing, pieces), (room,)), public)


def pieces_that_fit(standing: bytes, pieces: Sequence[bytes], *, size: int = PAGE_SIZE) -> int:
    """Return how many of the pieces, from the first on, fit beside the standing part; the rest waits a round."""
    room = size - SEALED_BOX_OVERHEAD - LENGTH_BYTES
    return max(
        (count for count in range(len(pieces) + 1) if len(_page_bytes(standing, pieces[:count])) <= room), default=0
    )


def open_page(private: bytes, blob: bytes) -> OpenedPage:
    """Open a page and every piece in it; raises Tampered when the page or any piece does not open."""
    try:
        page = decode(unpad(crypto_box_seal_open(blob, crypto_scalarmult_base(private), private)))
    except (CryptoError, Malformed) as error:
        raise Tampered("the page does not open") from error
    match page:
        case [bytes(standing), list(pieces)] if all(isinstance(piece, bytes) for piece in pieces):
            return OpenedPage(standing, tuple(unseal_with(private, piece) for piece in pieces))
        case _:
            raise Tampered("the page is not ours")


def _page_bytes(standing: bytes, pieces: Sequence[bytes]) -> bytes:
    return encode([standing, list(pieces)])


def _are_digits(text: str, count: int) -> bool:
    return len(text) == count and text.isascii() and text.isdigit()
