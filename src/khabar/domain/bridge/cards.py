"""A partner's card: who runs the other installation, under which law, and its two public keys, with a fingerprint.

A card is no secret and proves nothing by itself: it counts once its fingerprint was read aloud by the partner and
compared here, over another way than the one by which the card came.
"""

import re
from dataclasses import dataclass

from khabar.domain.codes import CHECK_DIGITS, grouped, is_valid
from khabar.domain.errors import Invalid
from khabar.domain.key_cards import (
    LONGEST,
    RANDOM_DIGITS,
    digits_for,
    fields_of,
    file_text,
    key_of,
    require_keys,
    require_named,
)
from khabar.domain.kinds import Kind
from khabar.text import only_digits

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
        require_named(self.name, NO_NAME)
        if self.address and not _ADDRESS.fullmatch(self.address):
            raise Invalid("card", NO_ADDRESS)
        if not _STATE.fullmatch(self.state):
            raise Invalid("card", NO_STATE)
        require_keys(self.public, self.verify_key)


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
    return file_text(body)


def read_card(text: str) -> Card:
    """Read a card; Invalid (field `card`) says what is wrong with one that cannot be used."""
    body = fields_of(text, _TITLE, _FIELDS, NO_CARD)
    if body["kind"] not in set(Kind):
        raise Invalid("card", NO_KIND)
    return Card(
        kind=Kind(body["kind"]),
        name=body["name"],
        address=body["address"],
        state=body["state"],
        public=key_of(body["seals_to"]),
        verify_key=key_of(body["signs_with"]),
    )


def fingerprint(card: Card) -> str:
    """Give 30 digits that stand for the whole card, and two check digits: what partners read to one another."""
    return digits_for([_TITLE, card.kind.value, card.name, card.address, card.state, card.public, card.verify_key])


def require_fingerprint(card: Card, typed: str) -> None:
    """Raise Invalid (field `fingerprint`) unless these digits, in any script and grouping, are the card's."""
    digits = only_digits(typed) if len(typed) <= LONGEST else ""
    if len(digits) != RANDOM_DIGITS + CHECK_DIGITS:
        raise Invalid("fingerprint", PRINT_LENGTH)
    if not is_valid(digits):
        raise Invalid("fingerprint", PRINT_MISTYPED)
    if digits != fingerprint(card):
        raise Invalid("fingerprint", PRINT_DIFFERS)


def spoken(card: Card) -> str:
    """Give the fingerprint as people read it aloud."""
    return grouped(fingerprint(card))
