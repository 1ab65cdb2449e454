"""The cards by which a house and its guarantor know each other's keys, with a fingerprint that is read aloud.

A card is no secret and proves nothing by itself: it counts once its fingerprint was compared over another way.
"""

from dataclasses import dataclass
from enum import StrEnum

from khabar.domain.codes import grouped
from khabar.domain.errors import Invalid
from khabar.domain.key_cards import digits_for, fields_of, file_text, key_of, require_keys, require_named
from khabar.vault.keys import KEY_BYTES

_TITLE = "Khabar guarantor's card 1"
_FIELDS = {"card", "of", "name", "house", "seals_to", "signs_with"}
_HOUSE_DIGITS = 32

NO_CARD = "This is no card of a guarantor or of a house. `khabar guarantor key` and `khabar guarantor card` write them."
NO_NAME = "A card names its body in one line of at most 200 characters."
NO_HOUSE = "A house's card says which house it is; this one does not."
NOT_A_GUARANTOR = "This is the card of a house. The guarantor's is the one that `khabar guarantor key` has written."
NOT_A_HOUSE = "This is the card of a guarantor. The house's is the one that `khabar guarantor card` has written."


class Role(StrEnum):
    """Whose card it is."""

    GUARANTOR = "guarantor"
    HOUSE = "house"


@dataclass(frozen=True, kw_only=True)
class Card:
    """Name and public keys of one side, 32 bytes each; `house` is the house's own mark, empty on a guarantor's card.

    Raises Invalid (field `card`) for anything that could not be used.
    """

    of: Role
    name: str
    house: str
    public: bytes
    verify_key: bytes

    def __post_init__(self) -> None:
        """Refuse a card that could not be used."""
        require_named(self.name, NO_NAME)
        require_keys(self.public, self.verify_key)
        if len(self.house) != (_HOUSE_DIGITS if self.of is Role.HOUSE else 0):
            raise Invalid("card", NO_HOUSE)

    @property
    def keys(self) -> str:
        """The two keys as one word of 128 hexadecimal digits, for the settings of a house."""
        return (self.verify_key + self.public).hex()


def guarantor_named(name: str, keys: str) -> Card:
    """Make the guarantor's card from what stands in the settings; Invalid (field `card`) where it is none."""
    both = key_of(keys)
    return Card(of=Role.GUARANTOR, name=name, house="", verify_key=both[:KEY_BYTES], public=both[KEY_BYTES:])


def card_text(card: Card) -> str:
    """Write a card as a small text file, for a person to look at and a program to read."""
    body = {
        "card": _TITLE,
        "of": card.of.value,
        "name": card.name,
        "house": card.house,
        "seals_to": card.public.hex(),
        "signs_with": card.verify_key.hex(),
    }
    return file_text(body)


def read_card(text: str, role: Role) -> Card:
    """Read one side's card; Invalid (field `card`) says what is wrong with one that cannot be used."""
    body = fields_of(text, _TITLE, _FIELDS, NO_CARD)
    if body["of"] not in set(Role):
        raise Invalid("card", NO_CARD)
    if body["of"] != role.value:
        raise Invalid("card", NOT_A_GUARANTOR if role is Role.GUARANTOR else NOT_A_HOUSE)
    public, verify_key = key_of(body["seals_to"]), key_of(body["signs_with"])
    return Card(of=role, name=body["name"], house=body["house"], public=public, verify_key=verify_key)


def spoken(card: Card) -> str:
    """Give 30 digits that stand for the whole card and two check digits, grouped as people read them aloud."""
    return grouped(digits_for([_TITLE, card.of.value, card.name, card.house, card.public, card.verify_key]))
