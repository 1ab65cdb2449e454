"""What every card with public keys has in common: its file, its keys, and the digits that stand for the whole of it.

A card is no secret and proves nothing by itself: it counts once its digits were read aloud and compared over another
way than the one by which the card came.
"""

import json
from collections.abc import Collection, Sequence
from hashlib import sha256

from khabar.domain.codes import check_digits
from khabar.domain.errors import Invalid
from khabar.domain.form_fields import NAME, one_line
from khabar.text import graphemes
from khabar.vault.bundles import require_key
from khabar.vault.canonical import encode
from khabar.vault.errors import Malformed
from khabar.vault.keys import KEY_BYTES

LONGEST = 8192
"""Characters of a card's file that are ever read."""

RANDOM_DIGITS = 30
"""About 100 bits: nobody finds a second card with the same digits."""

NO_KEY = "A key on this card is none."


def file_text(body: dict[str, str]) -> str:
    """Write a card as a small text file, for a person to look at and a program to read."""
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def fields_of(text: str, title: str, names: Collection[str], no_card: str) -> dict[str, str]:
    """Read the fields of a card's file; Invalid (field `card`, with `no_card`) where it is not this kind of card."""
    try:
        body = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict) or set(body) != set(names) or body["card"] != title:
        raise Invalid("card", no_card)
    if not all(isinstance(value, str) for value in body.values()):
        raise Invalid("card", no_card)
    return body


def key_of(written: str) -> bytes:
    """Read a key off a card; Invalid (field `card`) where it is none."""
    try:
        return bytes.fromhex(written)
    except ValueError:
        raise Invalid("card", NO_KEY) from None


def require_named(name: str, no_name: str) -> None:
    """Refuse a card that does not name its body in one line of at most 200 characters."""
    if one_line(name) != name or not name or len(graphemes(name)) > NAME:
        raise Invalid("card", no_name)


def require_keys(public: bytes, verify_key: bytes) -> None:
    """Refuse a card with a key to which nothing can be sealed, or with which nothing can be verified."""
    try:
        require_key(public)
    except Malformed:
        raise Invalid("card", NO_KEY) from None
    if len(verify_key) != KEY_BYTES:
        raise Invalid("card", NO_KEY)


def digits_for(parts: Sequence[str | bytes]) -> str:
    """Give 30 digits that stand for all these parts, and two check digits."""
    digits = str(int.from_bytes(sha256(encode(list(parts))).digest(), "big") % 10**RANDOM_DIGITS).zfill(RANDOM_DIGITS)
    return digits + check_digits(digits)
