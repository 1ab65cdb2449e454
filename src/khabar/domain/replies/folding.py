"""Two ways of making texts of mails equal where people see no difference, for comparing words and finding digits.

`plain` changes only what cannot be seen or said; `folded` is lossy and for comparing phrases alone. Neither result is
ever shown or kept: a mail stays as it came.
"""

import re
import unicodedata
from typing import Final

from khabar.text import to_latin_digits

_SPACES: Final = re.compile(r"\s+")
_LETTERS: Final = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ك": "ک",
        "ۀ": "ه",
        "ة": "ه",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ؤ": "و",
        "ئ": "ی",
        "ە": "ه",
        "ـ": "",
        "ı": "i",
        "ё": "е",
        "’": "'",
        "‘": "'",
        "´": "'",
        "–": "-",
        "—": "-",
        "‐": "-",
        "\u2011": "-",
    }
)
"""Letters of one sound that keyboards and systems write differently; only for comparing phrases."""
_QUOTED_LETTERS: Final = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "\u00a0": " ", "\u202f": " "})


def plain(text: str) -> str:
    """Give the text without invisible signs, with Latin digits, and an Arabic yeh and kaf as the Persian ones."""
    if text.isascii():
        return text
    seen = "".join(char for char in text if char == "\n" or unicodedata.category(char) != "Cf")
    return to_latin_digits(seen).translate(_QUOTED_LETTERS)


def folded(text: str) -> str:
    """Give the text in small letters without marks, joiners and variants of letters, spaces made single."""
    if text.isascii():
        return _SPACES.sub(" ", text.lower()).strip()
    whole = unicodedata.normalize("NFKC", text).translate(_LETTERS).casefold()
    apart = unicodedata.normalize("NFD", whole)
    kept = "".join(char for char in apart if unicodedata.category(char) not in {"Mn", "Cf"})
    composed = unicodedata.normalize("NFC", to_latin_digits(kept)).translate(_LETTERS)
    return _SPACES.sub(" ", composed).strip()
