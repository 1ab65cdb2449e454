"""What stands inside a bundle, and whether it may be believed: from whom, to whom, with which number, signed.

A bundle is read whole or not at all. A number is used once: an older one was overtaken, and nothing is lost by that,
for whatever has not arrived goes again with every round until it has.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum

from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

from khabar.domain.errors import Invalid
from khabar.domain.kinds import Kind
from khabar.vault.canonical import decode_map, encode
from khabar.vault.errors import Malformed
from khabar.vault.keys import key_id_of

SCHEMA = 1
MOST_ITEMS = 512
HIGHEST_NUMBER = 2**62
_SIGNED = b"khabar/1/bundle\x00"
_SENDER = re.compile("[0-9a-f]{16}")
"""How the id of a key is written. Anything else is asked of no database: it is a stranger's text."""
_OUTER: dict[str, type | tuple[type, ...]] = {"content": bytes, "signature": bytes}
_INNER: dict[str, type | tuple[type, ...]] = {
    "schema": int,
    "contents": str,
    "sender": str,
    "recipient": bytes,
    "number": int,
    "items": list,
}

DAMAGED = "This bundle is damaged, or it is not sealed to this installation. Nothing was taken from it."
FOREIGN = "This bundle is from nobody who is a partner here. Nothing was taken from it."
NOT_FOR_US = "This bundle was made for another installation. Nothing was taken from it."
WRONG_WAY = "A partner of this kind sends no such bundle. Nothing was taken from it."
OVERTAKEN = "A newer bundle of this partner was taken in before. Nothing was taken from this one, and nothing is lost."
WRONG_SIZE = "A bundle has one of a few sizes, and this is none of them. Nothing was taken from it."


class Contents(StrEnum):
    """What a bundle carries: requests of families, to an intermediary; or their pages, back to an association."""

    REQUESTS = "requests"
    PAGES = "pages"


SENT_BY = {Kind.ASSOCIATION: Contents.REQUESTS, Kind.INTERMEDIARY: Contents.PAGES}
"""Which kind of installation sends what."""


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """One bundle opened: `sender` is the id of the signing key, `recipient` the intake key it is made for."""

    contents: Contents
    sender: str
    recipient: bytes
    number: int
    items: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True)
class Unproven:
    """A bundle as it was read, before anybody has looked at its signature."""

    bundle: Bundle
    content: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    def proven(self, verify_key: bytes) -> Bundle:
        """Give the bundle once this key is found to have signed it; Invalid (field `bundle`) otherwise."""
        try:
            VerifyKey(verify_key).verify(_SIGNED + self.content, self.signature)
        except (CryptoError, ValueError):
            raise Invalid("bundle", FOREIGN) from None
        return self.bundle


class Coming(Enum):
    """How a bundle's number stands to the last one that was taken in from its sender."""

    NEW = "new"
    THE_SAME = "the same"
    OVERTAKEN = "overtaken"


def written(bundle: Bundle, signing: bytes) -> bytes:
    """Write a bundle and sign it with an Ed25519 seed; it still has to be sealed."""
    content = encode(
        {
            "schema": SCHEMA,
            "contents": bundle.contents.value,
            "sender": bundle.sender,
            "recipient": bundle.recipient,
            "number": bundle.number,
            "items": list(bundle.items),
        }
    )
    return encode({"content": content, "signature": SigningKey(signing).sign(_SIGNED + content).signature})


def read(data: bytes) -> Unproven:
    """Read what was inside the seal; Invalid (field `bundle`) for anything else than a bundle of ours."""
    try:
        outer = decode_map(data, _OUTER)
        inner = decode_map(outer["content"], _INNER)
        contents = Contents(inner["contents"])
    except (Malformed, ValueError):
        raise Invalid("bundle", DAMAGED) from None
    items = inner["items"]
    is_ours = inner["schema"] == SCHEMA and len(items) <= MOST_ITEMS and all(type(one) is bytes for one in items)
    if not is_ours or not 0 < inner["number"] < HIGHEST_NUMBER or not _SENDER.fullmatch(inner["sender"]):
        raise Invalid("bundle", DAMAGED)
    bundle = Bundle(
        contents=contents,
        sender=inner["sender"],
        recipient=inner["recipient"],
        number=inner["number"],
        items=tuple(items),
    )
    return Unproven(bundle, outer["content"], outer["signature"])


def next_number(last: int, now: datetime) -> int:
    """Give the number of the next bundle: the second of its making, or one more than the last where that is more.

    So numbers go on rising after a restore of an older backup, and through a clock that went wrong.
    """
    return max(last + 1, int(now.timestamp()))


def coming(number: int, last: int) -> Coming:
    """Say how a number stands to the last one that was taken in."""
    if number > last:
        return Coming.NEW
    return Coming.THE_SAME if number == last else Coming.OVERTAKEN


def sender_of(verify_key: bytes) -> str:
    """Give the id by which a bundle names who signed it."""
    return key_id_of(verify_key)
