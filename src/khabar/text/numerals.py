"""Decimal digits of every script: ۱۲۳ and ١٢٣ are 123.

Codes, dates and calling numbers are typed in the digits of the writer's keyboard, in groups, with stray marks.
It must never guess: a text with anything but digits and separators is no number at all.
"""

import unicodedata
from typing import Final

_SEPARATING_CATEGORIES: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"})
_PERSIAN: Final = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_SEPARATING_SIGNS: Final = frozenset("._/\\·•٫٬\u2212\u0640")


def to_latin_digits(text: str) -> str:
    """Write every decimal digit of any script as 0 to 9; all other characters stay."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


def to_persian_digits(text: str) -> str:
    """Write every digit from 0 to 9 as Persian writes it; all other characters stay."""
    return text.translate(_PERSIAN)


def only_digits(text: str) -> str:
    """Give the digits of a code as typed: Latin digits, without spaces, hyphens, dots and invisible marks.

    Empty if the text holds anything else (a letter, say): a code is never guessed out of other words.
    """
    digits = "".join(char for char in to_latin_digits(text) if not _separates(char))
    return digits if digits.isascii() and digits.isdecimal() else ""


def _separates(char: str) -> bool:
    return char in _SEPARATING_SIGNS or unicodedata.category(char) in _SEPARATING_CATEGORIES
