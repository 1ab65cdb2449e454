"""The names of things: 128 random bits, written as 32 hexadecimal digits.

Each noun has its own type, so that a request can never be handed in where a presence belongs.
An id carries no time, no order and no meaning: whoever sees two of them learns nothing about what lies between.
"""

import re
from collections.abc import Callable
from typing import NewType

from khabar.domain.errors import Invalid

RequestId = NewType("RequestId", str)
PresenceId = NewType("PresenceId", str)
PairId = NewType("PairId", str)
EventId = NewType("EventId", str)
"""An event's id is the hexadecimal form of its hash (64 digits); it is made by the vault, never by `new_id`."""
PermitId = NewType("PermitId", str)
MessageId = NewType("MessageId", str)
TripId = NewType("TripId", str)
AccountId = NewType("AccountId", str)
NO_ACCOUNT = AccountId("")
"""Nobody who works here."""

Random = Callable[[int], bytes]
"""Gives that many random bytes. Only `ports.Entropy` has a true one."""

ID_BYTES = 16
_ID = re.compile(r"[0-9a-f]{32}")


def new_id(random: Random) -> str:
    """Draw one id. The caller names its kind: `RequestId(new_id(random))`."""
    drawn = random(ID_BYTES)
    if len(drawn) != ID_BYTES:
        raise ValueError(f"an id needs {ID_BYTES} random bytes, not {len(drawn)}")
    return drawn.hex()


def is_id(text: str) -> bool:
    """Say whether the text has the shape of an id; says nothing about whether anything bears it."""
    return _ID.fullmatch(text) is not None


def parse_id(text: str, *, field: str) -> str:
    """Give the id in this text, or Invalid for that field; capital letters are accepted."""
    wanted = text.strip().lower()
    if not is_id(wanted):
        raise Invalid(field, "This is not one of our ids: it has 32 digits and letters from a to f.")
    return wanted
