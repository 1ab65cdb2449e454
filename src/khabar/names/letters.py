"""The letters a word is compared by: one alphabet per script, and the pieces of one to three letters seen in words.

A word is read twice: as a source, whose letters (in Latin: sounds written by several letters) know whether they begin
or end the word, and as a target, whose pieces a source letter may stand for. Both are numbers in fixed-width rows.
It must never see a whole name; and what it cannot read it leaves out, so that no word is an error.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from anyascii import anyascii
from numpy.typing import NDArray

from khabar.names.orthography import fold
from khabar.text import Script

Codes = NDArray[np.int16]

WIDTH: Final = 20
"""Letters of a word that are compared; no single name is longer, and hostile input stays cheap."""
LONGEST_PIECE: Final = 3
NOTHING, UNKNOWN = 0, 1
"""Numbers of the piece without letters, and of every piece the alphabet does not have."""
MEDIAL, INITIAL, FINAL = range(3)
PLACES: Final = 3
"""A source letter stands inside a word, begins it or ends it."""
READ_SCRIPTS: Final = (Script.ARABIC, Script.CYRILLIC, Script.HEBREW, Script.LATIN)
"""Scripts with an alphabet of their own; every other one is read through its usual Latin letters."""

_KEPT_MARKS: Final = frozenset("çşšśčćžźżğñöüäıəłđț")
"""Latin letters with marks that sound unlike the bare letter; all other marks are dropped."""
_SAME: Final = {"ţ": "ț", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "ö", "ð": "d", "þ": "th", "ħ": "h", "ň": "ñ", "ń": "ñ"}
_SOUNDS: Final = re.compile(
    "tsch|dsch|dzsh|shch|tch|sch|tsh|dzh|dsh|"
    "sh|ch|kh|gh|zh|dh|th|ph|dj|dž|xh|gj|lj|nj|cz|sz|rz|ts|tz|ck|qu|ks|wh|"
    "ou|oo|ee|ie|ei|ai|ay|ey|au|aw|ow|ew|ia|ya|iy|ii|ij|yu|yo|ye|ja|ju|jo|ea|eu|ue|oe|ae|aa|uh|ah|eh|"
    r"([a-zçşšśčćžźżğñöüäıəłđț])\1?"
)
"""How Latin letters are taken together as the writing of one sound; doubled letters count as one."""


@dataclass(frozen=True, slots=True)
class Letters:
    """A word in the letters it is compared by: as a source, and as a target."""

    script: Script
    source: tuple[str, ...]
    target: str


def letters_of(word: str, script: Script) -> Letters:
    """Read a word of a script; scripts without an alphabet of their own are read in Latin letters."""
    if script not in READ_SCRIPTS:
        return letters_of(anyascii(word), Script.LATIN)
    if script is Script.LATIN:
        target = _plain_latin(word)[:WIDTH]
        return Letters(script, tuple(found.group() for found in _SOUNDS.finditer(target)), target)
    target = fold(word).replace(" ", "")[:WIDTH]
    return Letters(script, tuple(target), target)


def _plain_latin(word: str) -> str:
    kept = []
    for letter in unicodedata.normalize("NFC", word).casefold().replace("i\u0307", "i"):
        if "a" <= letter <= "z" or letter in _KEPT_MARKS:
            kept.append(letter)
        elif letter in _SAME:
            kept.append(_SAME[letter])
        else:
            kept.extend(base for base in unicodedata.normalize("NFD", letter) if "a" <= base <= "z")
    return "".join(kept)


@dataclass(frozen=True)
class Alphabet:
    """What a script is written with: source letters, numbered from 1, and target pieces, numbered from 2."""

    script: Script
    sources: tuple[str, ...]
    pieces: tuple[str, ...]

    @cached_property
    def source_numbers(self) -> Mapping[str, int]:
        """Number of each source letter."""
        return {letter: number for number, letter in enumerate(self.sources, 1)}

    @cached_property
    def piece_numbers(self) -> Mapping[str, int]:
        """Number of each piece of one to three letters."""
        return {piece: number for number, piece in enumerate(self.pieces, UNKNOWN + 1)}

    @property
    def source_size(self) -> int:
        """How many numbers a source code can have."""
        return PLACES * (len(self.sources) + 1)

    @property
    def piece_size(self) -> int:
        """How many numbers a piece can have."""
        return len(self.pieces) + UNKNOWN + 1


@dataclass(frozen=True)
class Coded:
    """Words of one script as numbers.

    `source` (words, WIDTH) holds PLACES x letter + place; `pieces` (words, 3, WIDTH) the piece of one, two, three
    letters that ends at each letter. Lengths are int16.
    """

    source: Codes
    source_length: Codes
    pieces: Codes
    length: Codes

    def __getitem__(self, at: "NDArray[np.intp] | slice") -> "Coded":
        """Give some of the words."""
        return Coded(self.source[at], self.source_length[at], self.pieces[at], self.length[at])

    def __len__(self) -> int:
        return len(self.length)


def coded(words: Sequence[Letters], alphabet: Alphabet) -> Coded:
    """Write words of one script as numbers; letters the alphabet does not have are left out."""
    size = len(words)
    found = Coded(
        np.zeros((size, WIDTH), np.int16),
        np.zeros(size, np.int16),
        np.full((size, LONGEST_PIECE, WIDTH), UNKNOWN, np.int16),
        np.zeros(size, np.int16),
    )
    sources, pieces = alphabet.source_numbers, alphabet.piece_numbers
    for row, word in enumerate(words):
        known = [sources[letter] for letter in word.source if letter in sources]
        codes = [PLACES * number + MEDIAL for number in known]
        if codes:
            codes[-1] += FINAL
            codes[0] = PLACES * known[0] + INITIAL
        found.source[row, : len(codes)] = codes
        found.source_length[row] = len(codes)
        target = "".join(letter for letter in word.target if letter in pieces)
        found.length[row] = len(target)
        for long in range(1, LONGEST_PIECE + 1):
            ends = [pieces.get(target[end - long : end], UNKNOWN) for end in range(long, len(target) + 1)]
            found.pieces[row, long - 1, long - 1 : len(target)] = ends
    return found
