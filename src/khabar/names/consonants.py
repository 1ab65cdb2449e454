"""Which consonants a word can and must sound of, and how it can begin, as bits: a quick look before any alignment.

Two words that must sound of consonants the other cannot have are different words; nothing finer is asked here.
It must never be more than a filter: what it lets pass is compared by learned tables.
"""

import re
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final

from khabar.names.sound_tables import ARABIC, CYRILLIC, HEBREW, LATIN, SKELETON, SoundTable
from khabar.text import Script

_SIBILANT: Final = "S"
_COARSE: Final = {sign: _SIBILANT if coarse == "C" else coarse for sign, coarse in SKELETON.items()}
"""Sibilants are one here: s and sh are told apart by few spellings of one name."""
_CLASSES: Final = {sign: 1 << at for at, sign in enumerate(sorted(filter(None, set(_COARSE.values()))))}
_HALF_VOWELS: Final = str.maketrans("uiG", "wyg")
_DOUBLE: Final = re.compile(r"(.)\1+")
_VOWEL: Final = 1 << len(_CLASSES)
_TABLES: Final[dict[Script, SoundTable]] = {
    Script.LATIN: LATIN,
    Script.ARABIC: ARABIC,
    Script.HEBREW: HEBREW,
    Script.CYRILLIC: CYRILLIC,
}
_LETTERS: Final = {
    script: re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True))))
    for script, table in _TABLES.items()
}


@dataclass(frozen=True, slots=True)
class Consonants:
    """Bits of coarse consonants: those a word can sound of, those it must, and the sounds it can begin with.

    `key` is its usual sound without the vowel a, which many scripts do not write: names of one key are counted as one.
    """

    can: int
    must: int
    begins: int
    key: str


def consonants_of(letters: str, script: Script) -> Consonants:
    """Look a word's letters up in the sounds of its script."""
    sounds = [_TABLES[script][found] for found in _LETTERS[script].findall(letters)]
    read = [[_bits(sound) for sound in options] for options in sounds]
    can = reduce(or_, (bits for options in read for bits in options), 0)
    heard = read[:-1] if script is Script.LATIN and len(read) > 1 else read  # a last Latin letter is often silent
    must = reduce(or_, (options[0] for options in heard if len(set(options)) == 1 and _is_single(options[0])), 0)
    begins = reduce(or_, (_first(sound) for options in sounds[:1] for sound in options), 0)
    usual = "".join(options[0] for options in sounds).translate(_HALF_VOWELS).replace("a", "")
    return Consonants(can, must, begins, _DOUBLE.sub(r"\1", usual))


def _bits(sound: str) -> int:
    return reduce(or_, (_CLASSES[_COARSE[sign]] for sign in sound if _COARSE.get(sign)), 0)


def _is_single(bits: int) -> bool:
    return bits.bit_count() == 1


def _first(sound: str) -> int:
    return (_bits(sound[:1]) or _VOWEL) if sound else 0
