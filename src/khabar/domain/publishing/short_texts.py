"""Short texts for telephones: how many parts a text takes as SMS, and which headlines fit into how many.

A part holds 160 letters of the alphabet of GSM 03.38, or 70 of any other (UCS-2); of a text in several parts each holds
153 or 67. One letter outside that alphabet makes the whole text long, so it is counted, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_PARTS: Final = 3
_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED: Final = frozenset("^{}\\[~]|€\f")
"""Letters that take two places."""
_PLAIN: Final = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "№": "Nr."}
)
_SEVEN_BIT, _ANY = (160, 153), (70, 67)


@dataclass(frozen=True)
class Length:
    """How long a text is for a telephone: places it takes, places there are in its parts, and the parts."""

    places: int
    room: int
    parts: int
    is_seven_bit: bool


def length_of(text: str) -> Length:
    """Count a text as a telephone network does."""
    is_seven_bit = all(char in _BASIC or char in _EXTENDED for char in text)
    places = sum(2 if char in _EXTENDED else 1 for char in text) if is_seven_bit else len(text.encode("utf-16-le")) // 2
    alone, each = _SEVEN_BIT if is_seven_bit else _ANY
    parts = 1 if places <= alone else -(-places // each)
    return Length(places, alone if parts == 1 else parts * each, parts, is_seven_bit)


def plainer(text: str) -> str:
    """Write typographic marks as telephones have them, so that a Latin text does not take twice the room."""
    plain = text.translate(_PLAIN)
    return plain if length_of(plain).is_seven_bit else text


def fitted(headlines: Sequence[str], composed: Callable[[Sequence[str]], str], most_parts: int = MOST_PARTS) -> str:
    """Compose a text with as many of the first headlines as fit; with one alone even where that takes more parts."""
    for count in range(len(headlines), 1, -1):
        text = plainer(composed(headlines[:count]))
        if length_of(text).parts <= most_parts:
            return text
    return plainer(composed(headlines[:1]))
