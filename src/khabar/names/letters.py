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
from itertools import chain
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
    if word.isascii() and word.isalpha():
        return word.lower()
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

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """The single letters among the pieces, in their order."""
        return tuple(piece for piece in self.pieces if len(piece) == 1)

    @cached_property
    def signs(self) -> NDArray[np.uint32]:
        """The signs of the single letters as Unicode numbers them, in that order."""
        return np.array(sorted(map(ord, self.letters)), np.uint32)

    @cached_property
    def of_sign(self) -> NDArray[np.intp]:
        """The place in `letters` of each of `signs`."""
        return np.array([self.letters.index(chr(sign)) for sign in self.signs.tolist()], np.intp)

    @cached_property
    def tables(self) -> tuple[Codes, ...]:
        """From one, two and three places in `letters` to the piece they make; the place after the last is no letter."""
        size = len(self.letters) + 1
        tables = tuple(np.full((size,) * long, UNKNOWN, np.int16) for long in range(1, LONGEST_PIECE + 1))
        places = {letter: place for place, letter in enumerate(self.letters)}
        for piece, number in self.piece_numbers.items():
            if set(piece) <= places.keys():
                tables[len(piece) - 1][tuple(places[letter] for letter in piece)] = number
        return tables

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
    _put_sources(found, words, alphabet)
    _put_pieces(found, words, alphabet)
    return found


def _put_sources(found: Coded, words: Sequence[Letters], alphabet: Alphabet) -> None:
    """Fill in the source letters, and where in the word each stands."""
    numbers = alphabet.source_numbers
    known = [[numbers[letter] for letter in word.source if letter in numbers] for word in words]
    found.source_length[:] = list(map(len, known))
    flat = np.fromiter(chain.from_iterable(known), np.int16, int(found.source_length.sum()))
    found.source[_cells(found.source_length)] = PLACES * flat + MEDIAL
    given = np.flatnonzero(found.source_length)
    found.source[given, found.source_length[given] - 1] += FINAL - MEDIAL
    found.source[given, 0] = PLACES * (found.source[given, 0] // PLACES) + INITIAL


def _put_pieces(found: Coded, words: Sequence[Letters], alphabet: Alphabet) -> None:
    """Fill in the pieces of one, two and three letters that end at each letter."""
    targets = [word.target for word in words]
    signs = np.frombuffer("".join(targets).encode("utf-32-le", "surrogatepass"), np.uint32)
    at = np.minimum(np.searchsorted(alphabet.signs, signs), len(alphabet.signs) - 1)
    known = alphabet.signs[at] == signs
    row = np.repeat(np.arange(len(words)), list(map(len, targets)))[known]
    found.length[:] = np.bincount(row, minlength=len(words))
    none = len(alphabet.letters)
    letter = np.full((len(words), WIDTH), none, np.intp)
    letter[_cells(found.length)] = alphabet.of_sign[at[known]]
    for long, table in enumerate(alphabet.tables):
        ends = tuple(letter[:, start : WIDTH - long + start] for start in range(long + 1))
        found.pieces[:, long, long:] = table[ends]


def _cells(counts: NDArray[np.int16]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Give row and column of the first cells of each row, as many as it counts, row by row."""
    wide = counts.astype(np.intp)
    return np.repeat(np.arange(len(counts)), wide), np.arange(int(wide.sum())) - np.repeat(np.cumsum(wide) - wide, wide)
