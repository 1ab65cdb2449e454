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
    read = [_SOUNDS[script][found] for found in _LETTERS[script].findall(letters)]
    can = must = 0
    for sound in read:
        can |= sound.can
    for sound in read[:-1] if script is Script.LATIN and len(read) > 1 else read:  # a last Latin letter is often silent
        must |= sound.must
    key = _DOUBLE.sub(r"\1", "".join([sound.key for sound in read]))
    return Consonants(can, must, read[0].begins if read else 0, key)


def _bits(sound: str) -> int:
    return reduce(or_, (_CLASSES[_COARSE[sign]] for sign in sound if _COARSE.get(sign)), 0)


def _first(sound: str) -> int:
    return (_bits(sound[:1]) or _VOWEL) if sound else 0


def _heard(options: tuple[str, ...]) -> Consonants:
    """Work out what letters with these sounds can be heard as, and must be: one consonant or nothing."""
    bits = [_bits(sound) for sound in options]
    must = bits[0] if len(set(bits)) == 1 and bits[0].bit_count() == 1 else 0
    key = options[0].translate(_HALF_VOWELS).replace("a", "")
    return Consonants(reduce(or_, bits), must, reduce(or_, map(_first, options)), key)


_SOUNDS: Final = {
    script: {letters: _heard(options) for letters, options in table.items()} for script, table in _TABLES.items()
}
