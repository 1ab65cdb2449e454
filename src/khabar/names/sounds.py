"""How a token of any script may sound, and its bare consonants: the two forms names are compared by.

Romanising by tables of our own keeps Djamel, Jamal, Dschamal, Cemal, Xhemal and Джамал one name.
It must never look at more than one token: order, particles and compounds are the parser's matter.
"""

import re
from functools import lru_cache
from itertools import islice, product
from typing import Final, NamedTuple

from anyascii import anyascii

from khabar.names.orthography import fold, main_script
from khabar.names.sound_tables import ARABIC, CYRILLIC, HEBREW, LATIN, SKELETON, SoundTable
from khabar.text import Script

MAX_VARIANTS: Final = 6
MAX_LETTERS: Final = 32
"""Letters beyond this are left out of a comparison: no single name is longer, and hostile input stays cheap."""

_LATIN_SIGNS: Final = str.maketrans(dict.fromkeys("'’‘ʻʼʽʾʿ`´-"))
_VOWEL_H: Final = re.compile(r"(?<=[aeiouəı])h$")
_FINE: Final = str.maketrans("uiG", "wyg")
_COARSE: Final = str.maketrans(SKELETON)
_DOUBLE: Final = re.compile(r"(.)\1+")
_ARABIC_ABD: Final = re.compile("^(عبد)ال(?=..)")
_ARABIC_DIN: Final = re.compile("(?<=..)ال(?=دین$)")
_LATIN_ABD: Final = re.compile(r"^(abd)[aeiou](?:[lr](?=[a-z]{3})|h?l(?=lah?$)|([nszdt]|sh)(?=\2))")
_LATIN_DIN: Final = re.compile(r"(?<=[a-z]{2})(?:[aeiou]?l)?[aeiou]d+(?=[ie]+ne?$|een$)")


class Sound(NamedTuple):
    """One way a token may sound: `fine` with vowels, `skeleton` of coarse consonants alone."""

    fine: str
    skeleton: str


@lru_cache(maxsize=65536)
def sounds_of(token: str) -> tuple[Sound, ...]:
    """List the ways a token may sound, usual one first, at most MAX_VARIANTS; never empty."""
    folded = fold(token)
    match main_script(folded):
        case Script.ARABIC:
            readings = _arabic(folded)
        case Script.HEBREW:
            readings = _hebrew(folded)
        case Script.CYRILLIC:
            readings = _read(folded, CYRILLIC, _CYRILLIC_LETTERS)
        case Script.LATIN:
            readings = _latin(token.casefold().translate(_LATIN_SIGNS))
        case _:
            readings = _latin(anyascii(token[:MAX_LETTERS]).casefold().translate(_LATIN_SIGNS))
    found: dict[str, Sound] = {}
    for reading in islice(product(*readings), 4 * MAX_VARIANTS):
        sound = _sound("".join(reading))
        found.setdefault(sound.skeleton, sound)
    return tuple(islice(found.values(), MAX_VARIANTS))


def _sound(reading: str) -> Sound:
    skeleton = _DOUBLE.sub(r"\1", reading).translate(_COARSE)
    return Sound(_DOUBLE.sub(r"\1", reading.translate(_FINE)), skeleton)


def _letters(table: SoundTable) -> re.Pattern[str]:
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


_LATIN_LETTERS: Final = _letters(LATIN)
_ARABIC_LETTERS: Final = _letters(ARABIC)
_HEBREW_LETTERS: Final = _letters(HEBREW)
_CYRILLIC_LETTERS: Final = _letters(CYRILLIC)


def _read(letters: str, table: SoundTable, pattern: re.Pattern[str]) -> list[tuple[str, ...]]:
    return [table[found] for found in pattern.findall(letters[:MAX_LETTERS])]


def _latin(letters: str) -> list[tuple[str, ...]]:
    """Read a Latin token; accents without a sound of their own are dropped, a silent final h too."""
    spelt = "".join(char if char in LATIN else fold(char) for char in letters[:MAX_LETTERS])
    spelt = _LATIN_ABD.sub(r"\1", spelt)
    spelt = _LATIN_DIN.sub("ad", spelt)
    return _read(_VOWEL_H.sub("", spelt), LATIN, _LATIN_LETTERS)


def _arabic(folded: str) -> list[tuple[str, ...]]:
    """Read a token in Arabic script; a final heh is a vowel, an initial waw a consonant."""
    letters = _ARABIC_DIN.sub("ا", _ARABIC_ABD.sub(r"\1", folded))
    readings = _read(letters, ARABIC, _ARABIC_LETTERS)
    if len(readings) > 1:
        if letters[0] == "و":
            readings[0] = ("w",)
        if letters.endswith("ه"):
            readings[-1] = ("a",)
    return readings


def _hebrew(folded: str) -> list[tuple[str, ...]]:
    """Read a token in Hebrew script; a final he is a vowel, initial bet and pe are hard."""
    readings = _read(folded, HEBREW, _HEBREW_LETTERS)
    if len(readings) > 1:
        hard_first = {"ב": ("b",), "כ": ("k",), "ו": ("v",)}
        readings[0] = hard_first.get(folded[0], readings[0])
        if folded.endswith("ה"):
            readings[-1] = ("a",)
    return readings
