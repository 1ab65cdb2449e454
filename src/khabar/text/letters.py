"""Which script a letter belongs to, for the scripts the project reads with rules of their own.

The ranges are those of Unicode's blocks and its Scripts property; digits, marks and signs belong to all scripts.
It must never be used to guess a language or an origin.
"""

import unicodedata
from bisect import bisect_right
from enum import Enum
from functools import lru_cache
from typing import Final


class Script(Enum):
    """A writing system with rules here; OTHER letters have none, COMMON characters belong to all."""

    LATIN = "latin"
    ARABIC = "arabic"
    CYRILLIC = "cyrillic"
    HEBREW = "hebrew"
    GREEK = "greek"
    OTHER = "other"
    COMMON = "common"


_RANGES: Final = (
    (0x0041, 0x02AF, Script.LATIN),
    (0x0370, 0x03FF, Script.GREEK),
    (0x0400, 0x052F, Script.CYRILLIC),
    (0x0591, 0x05F4, Script.HEBREW),
    (0x0600, 0x06FF, Script.ARABIC),
    (0x0750, 0x077F, Script.ARABIC),
    (0x0870, 0x08FF, Script.ARABIC),
    (0x1C80, 0x1C8F, Script.CYRILLIC),
    (0x1D00, 0x1D25, Script.LATIN),
    (0x1D2C, 0x1D5C, Script.LATIN),
    (0x1E00, 0x1EFF, Script.LATIN),
    (0x1F00, 0x1FFF, Script.GREEK),
    (0x2C60, 0x2C7F, Script.LATIN),
    (0x2DE0, 0x2DFF, Script.CYRILLIC),
    (0xA640, 0xA69F, Script.CYRILLIC),
    (0xA722, 0xA7FF, Script.LATIN),
    (0xAB30, 0xAB64, Script.LATIN),
    (0xFB00, 0xFB06, Script.LATIN),
    (0xFB1D, 0xFB4F, Script.HEBREW),
    (0xFB50, 0xFDFF, Script.ARABIC),
    (0xFE70, 0xFEFC, Script.ARABIC),
    (0xFF21, 0xFF5A, Script.LATIN),
)
_STARTS: Final = tuple(start for start, _, _ in _RANGES)


@lru_cache(maxsize=4096)
def script_of(char: str) -> Script:
    """Name the script of one character: a letter's own, COMMON for digits, marks, signs and spaces."""
    if not unicodedata.category(char).startswith("L"):
        return Script.COMMON
    at = bisect_right(_STARTS, ord(char)) - 1
    if at < 0 or ord(char) > _RANGES[at][1]:
        return Script.OTHER
    return _RANGES[at][2]


def scripts(text: str) -> frozenset[Script]:
    """Name the scripts whose letters occur in the text, without COMMON; empty if it has no letter."""
    return frozenset(map(script_of, set(text))) - {Script.COMMON}
