"""A partner's card: who runs the other installation, under which law, and its two public keys, with a fingerprint.

A card is no secret and proves nothing by itself: it counts once its fingerprint was read aloud by the partner and
compared here, over another way than the one by which the card came.
"""

import json
import re
from dataclasses import dataclass
from hashlib import sha256

from khabar.domain.codes import CHECK_DIGITS, check_digits, grouped, is_valid
from khabar.domain.errors import Invalid
from khabar.domain.form_fields import NAME, one_line
from khabar.domain.kinds import Kind
from khabar.text import graphemes, only_digits
from khabar.vault.bundles import require_key
from khabar.vault.canonical import encode
from khabar.vault.errors import Malformed
from khabar.vault.keys import KEY_BYTES

LONGEST = 8192
"""Characters of a card's file that are ever read."""

PRINT_RANDOM_DIGITS = 30
"""About 100 bits: nobody finds a second card with the same digits."""

_TITLE = "Khabar partner card 1"
_FIELDS = {"card", "kind", "name", "address", "state", "seals_to", "signs_with"}
_ADDRESS = re.compile(
    r"https://[a-z0-9.-]+(?::\d{1,5})?/|http://(?:localhost|127\.0\.0\.1|\[::1\]|[a-z2-7]{56}\.onion)(?::\d{1,5})?/"
)
_STATE = re.compile(r"[A-Z]{3}")

NO_CARD = "This is no partner's card. Ask your partner for the file that `khabar exchange card` writes."
NO_KIND = "A card says whether it is an association's or an intermediary's; this one does not."
NO_NAME = "A card names who runs the installation, in one line of at most 200 characters."
NO_ADDRESS = (
    "The address begins with https:// and ends with a slash, or is empty where bundles travel as files. "
    "Plain http is for this machine and for onion services alone."
)
NO_STATE = "A card names the State under whose law the partner works, by its three letters."
NO_KEY = "A key on this card is none."
PRINT_LENGTH = (
    "A fingerprint has 32 digits in eight groups of four. Your partner reads them to you from their own card."
)
PRINT_MISTYPED = "A digit of this fingerprint is mistyped, or two have changed places. Have it read to you once more."
PRINT_DIFFERS = (
    "The card has another fingerprint than the one you typed. Do not use it: somebody may have changed it on its way."
)


@dataclass(frozen=True, kw_only=True)
class Card:
    """What one installation says of itself. `address` is empty where bundles travel as files; keys are 32 bytes.

    `state` is the State (three letters) under whose law it works: whoever may not be told by a file's bar list is not
    told through a partner there. Raises Invalid (field `card`) for anything that could not be used.
    """

    kind: Kind
    name: str
    address: str
    state: str
    public: bytes
    verify_key: bytes

    def __post_init__(self) -> None:
        """Refuse a card that could not be used."""
        if one_line(self.name) != self.name or not self.name or len(graphemes(self.name)) > NAME:
            raise Invalid("card", NO_NAME)
        if self.address and not _ADDRESS.fullmatch(self.address):
            raise Invalid("card", NO_ADDRESS)
        if not _STATE.fullmatch(self.state):
            raise Invalid("card", NO_STATE)
        try:
            require_key(self.public)
        except Malformed:
            raise Invalid("card", NO_KEY) from None
        if len(self.verify_key) != KEY_BYTES:
            raise Invalid("card", NO_KEY)


def card_text(card: Card) -> str:
    """Write a card as a small text file, for a person to look at and a program to read."""
    body = {
        "card": _TITLE,
        "kind": card.kind.value,
        "name": card.name,
        "address": card.address,
        "state": card.state,
        "seals_to": card.public.hex(),
        "signs_with": card.verify_key.hex(),
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def read_card(text: str) -> Card:
    """Read a card; Invalid (field `card`) says what is wrong with one that cannot be used."""
    body = _fields(text)
    if body["kind"] not in set(Kind):
        raise Invalid("card", NO_KIND)
    return Card(
        kind=Kind(body["kind"]),
        name=body["name"],
        address=body["address"],
        state=body["state"],
        public=_key(body["seals_to"]),
        verify_key=_key(body["signs_with"]),
    )


def fingerprint(card: Card) -> str:
    """Give 30 digits that stand for the whole card, and two check digits: what partners read to one another."""
    whole = encode([_TITLE, card.kind.value, card.name, card.address, card.state, card.public, card.verify_key])
    digits = str(int.from_bytes(sha256(whole).digest(), "big") % 10**PRINT_RANDOM_DIGITS).zfill(PRINT_RANDOM_DIGITS)
    return digits + check_digits(digits)


def require_fingerprint(card: Card, typed: str) -> None:
    """Raise Invalid (field `fingerprint`) unless these digits, in any script and grouping, are the card's."""
    digits = only_digits(typed) if len(typed) <= LONGEST else ""
    if len(digits) != PRINT_RANDOM_DIGITS + CHECK_DIGITS:
        raise Invalid("fingerprint", PRINT_LENGTH)
    if not is_valid(digits):
        raise Invalid("fingerprint", PRINT_MISTYPED)
    if digits != fingerprint(card):
        raise Invalid("fingerprint", PRINT_DIFFERS)


def spoken(card: Card) -> str:
    """Give the fingerprint as people read it aloud."""
    return grouped(fingerprint(card))


def _fields(text: str) -> dict[str, str]:
    try:
        body = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict) or set(body) != _FIELDS or body["card"] != _TITLE:
        raise Invalid("card", NO_CARD)
    if not all(isinstance(value, str) for value in body.values()):
        raise Invalid("card", NO_CARD)
    return body


def _key(written: str) -> bytes:
    try:
        return bytes.fromhex(written)
    except ValueError:
        raise Invalid("card", NO_KEY) from None
