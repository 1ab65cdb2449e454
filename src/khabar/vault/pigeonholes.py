"""A pigeonhole: one blob of constant length that only the holder of a slip's code and PIN can find and open.

A page is a standing part and a fixed number of slots of one size. The house seals each piece at release, for one slot;
every round it seals the page of every pigeonhole anew. An unused slot holds bytes that nobody can open, and so does the
slot of an answer that tells nothing. Both change together, in every round in which the house can open its cards, and
in no other: neither length, change nor number of slots shows whether there is an answer, not even to a porch captured
while it shows the page, or to one who holds the slip and keeps every page. Neither code nor PIN is stored, nor
anything that tests a guess faster than the one Argon2id run.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nacl.bindings import crypto_box_seal, crypto_box_seal_open, crypto_scalarmult_base
from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

from khabar.vault.errors import Malformed, Tampered, TooLarge
from khabar.vault.keys import KEY_BYTES, KEY_ID_BYTES, key_id_of, subkey
from khabar.vault.padding import LENGTH_BYTES, pad, unpad
from khabar.vault.passphrases import DEFAULT_COST, Cost, stretched
from khabar.vault.seals import SEALED_BOX_OVERHEAD, TO_PUBLIC, seal_to, unseal_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.vault.keys import Random

PIECE_ROOM = 7984
"""Bytes of one piece before it is sealed: 300 words of a letter, in any script, with what stands around them."""

SLOTS = 8
STANDING_ROOM = 1024
PIECE_SIZE = 1 + KEY_ID_BYTES + SEALED_BOX_OVERHEAD + LENGTH_BYTES + PIECE_ROOM
PAGE_SIZE = SEALED_BOX_OVERHEAD + LENGTH_BYTES + STANDING_ROOM + SLOTS * PIECE_SIZE

FAST_COST = Cost(memory_kib=64, passes=1)
"""For the demo and for tests only: settings refuse it elsewhere. A slip made at one cost opens nothing at another."""

_BEFORE_BOX = 1 + KEY_ID_BYTES
_BLANK = b"khabar/1/blank-slot\x00"
_SLIP_SIGNS = b"khabar/1/slip-signature\x00"
_LOCATED_BY = b"khabar/1/pigeonhole-locator\x00"
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
    """What the slip's holder reads: the standing text's data and the pieces that are for him, in the order given."""

    standing: bytes = field(repr=False)
    pieces: tuple[bytes, ...] = field(repr=False)


def derive(code12: str, pin6: str, salt: bytes, *, cost: Cost = DEFAULT_COST) -> PigeonholeKeys:
    """Derive locator and keys of a slip: ASCII digits, the installation's salt, one Argon2id run.

    The same time and path for every code, true or invented; check digits are the door's business.
    """
    if not (_are_digits(code12, CODE_DIGITS) and _are_digits(pin6, PIN_DIGITS)):
        raise ValueError("a code has 12 ASCII digits and a PIN 6")
    return keys_of_root(stretched(f"{code12}/{pin6}".encode(), salt, cost))


def keys_of_root(root: bytes) -> PigeonholeKeys:
    """Give what 32 secret bytes open: a slip's stretched digits, or bytes drawn for a family by whom she trusts."""
    if len(root) != KEY_BYTES:
        raise ValueError("a root has 32 bytes")
    private = subkey(root, "pigeonhole/x25519")
    signing = subkey(root, "pigeonhole/ed25519")
    public, verify_key = crypto_scalarmult_base(private), bytes(SigningKey(signing).verify_key)
    return PigeonholeKeys(locator_of(public, verify_key), private, public, signing, verify_key)


def locator_of(public: bytes, verify_key: bytes) -> bytes:
    """Say where the page of these two keys lies.

    Nobody can claim another's page with keys of his own: the house compares before it keeps a page.
    """
    return hashlib.sha256(_LOCATED_BY + public + verify_key).digest()


def seal_piece(public: bytes, plaintext: bytes) -> bytes:
    """Seal one piece (an answer, a message, a reply) to a pigeonhole, once; raises TooLarge beyond PIECE_ROOM bytes."""
    return seal_to(public, plaintext, pad_to=(LENGTH_BYTES + PIECE_ROOM,))


def blank_piece(public: bytes, *, random: Random) -> bytes:
    """Fill one slot with what nobody can open: it looks like a piece that is sealed to this page, and holds nothing.

    The throw-away key is a point like any other; what follows it are random bytes, as a sealed box is without its key.
    """
    drawn = random(KEY_BYTES + PIECE_SIZE - _BEFORE_BOX - KEY_BYTES)
    thrown_away = crypto_scalarmult_base(drawn[:KEY_BYTES])
    return TO_PUBLIC + bytes.fromhex(key_id_of(public)) + thrown_away + drawn[KEY_BYTES:]


def blank_slots(public: bytes, seed: bytes) -> tuple[bytes, ...]:
    """Fill every slot of a page so; the same seed gives the same bytes.

    So a slot in which nothing was ever put changes exactly when the seed does, as one does that was sealed anew.
    """
    return tuple(
        blank_piece(public, random=hashlib.shake_256(_BLANK + seed + bytes([slot])).digest) for slot in range(SLOTS)
    )


def seal_page(public: bytes, standing: bytes, pieces: Sequence[bytes], *, random: Random) -> bytes:
    """Seal a whole page: always exactly PAGE_SIZE bytes, new bytes each time.

    `pieces` are sealed already and at most SLOTS; the rest is blank. Raises TooLarge for more, or a long standing part,
    and Malformed where `public` is no key.
    """
    if len(pieces) > SLOTS:
        raise TooLarge(f"a page has {SLOTS} slots")
    if any(len(piece) != PIECE_SIZE for piece in pieces):
        raise ValueError("a piece has one length: otherwise the page's length would tell of it")
    slots = [*pieces, *(blank_piece(public, random=random) for _ in range(SLOTS - len(pieces)))]
    try:
        return crypto_box_seal(pad(standing, (LENGTH_BYTES + STANDING_ROOM,)) + b"".join(slots), public)
    except CryptoError as error:
        raise Malformed("not a key") from error


def open_page(private: bytes, blob: bytes) -> OpenedPage:
    """Open a page and those of its slots that are for its holder; raises Tampered when the page does not open."""
    if len(blob) != PAGE_SIZE:
        raise Tampered("a page has one size")
    try:
        page = crypto_box_seal_open(blob, crypto_scalarmult_base(private), private)
    except CryptoError as error:
        raise Tampered("the page does not open") from error
    first = LENGTH_BYTES + STANDING_ROOM
    slots = [page[at : at + PIECE_SIZE] for at in range(first, len(page), PIECE_SIZE)]
    opened = (_opened_slot(private, slot) for slot in slots)
    return OpenedPage(unpad(page[:first]), tuple(piece for piece in opened if piece is not None))


def signed_by_slip(signing: bytes, payload: bytes) -> bytes:
    """Sign something the holder of a slip sends: only code and PIN give this key, so nobody can write in their name."""
    return SigningKey(signing).sign(_SLIP_SIGNS + payload).signature


def is_signed_by_slip(verify_key: bytes, payload: bytes, signature: bytes) -> bool:
    """Say whether the holder of the slip with this verifying key signed exactly this."""
    try:
        VerifyKey(verify_key).verify(_SLIP_SIGNS + payload, signature)
    except (CryptoError, ValueError):
        return False
    return True


def _opened_slot(private: bytes, slot: bytes) -> bytes | None:
    try:
        return unseal_with(private, slot)
    except Tampered:
        return None


def _are_digits(text: str, count: int) -> bool:
    return len(text) == count and text.isascii() and text.isdigit()
