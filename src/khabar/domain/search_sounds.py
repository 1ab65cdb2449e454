"""Words of different scripts that may be one word by sound: a rough key of consonants, to search by, not to decide by.

Off unless somebody asks for it, and each hit it gives says so: "Tehran" then finds «تهران», though not «Тегеран», which
is written with another consonant. Vowels are dropped, letters spoken in one place are one. It compares no names: that
belongs to tracing, in the other kind of installation.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from khabar.domain.search_words import folded
from khabar.text import Script, script_of

SHORTEST: Final = 3
"""A key of fewer signs says too little."""
_SCRIPTS: Final = MappingProxyType({Script.LATIN: "l", Script.ARABIC: "a", Script.CYRILLIC: "c"})
_PAIRS: Final = (
    ("tsch", "c"), ("dsch", "j"), ("shch", "w"), ("tch", "c"), ("sch", "w"), ("sh", "w"), ("ch", "c"), ("kh", "x"),
    ("gh", "k"), ("zh", "j"), ("dj", "j"), ("gj", "j"), ("xh", "j"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"),
    ("qu", "k"), ("ts", "s"), ("tz", "s"), ("ss", "s"),
)  # fmt: skip
_LATIN: Final = MappingProxyType(
    {
        "ş": "w",
        "š": "w",
        "ç": "c",
        "č": "c",
        "ć": "c",
        "ž": "j",
        "ğ": "",
        "c": "k",
        "q": "k",
        "g": "k",
        "x": "ks",
        "w": "v",
    }
    | {letter: letter for letter in "bdfhjklmnprstvz"}
)
_CYRILLIC: Final = MappingProxyType(
    dict(zip("бвгджзклмнпрстфхцчшщ", "bvkdjzklmnprstfxscww", strict=True)) | {"ґ": "k", "ҳ": "h", "қ": "k", "ғ": "k"}
)
_ARABIC: Final = MappingProxyType(
    dict(zip("بپتثجچحخدذرزژسشصضطظغفقکگلمنه", "bptsjchxdzrzjswszt" + "zkfkkklmnh", strict=True)) | {"و": "v"}
)
_VOWELS: Final = frozenset("aeiouyëäöüıâîûéèáíóúàêôåæœаеёиоуыэюяіїєйاآأإعیيئىؤ")


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """Give the key of a word by sound, after a sign for its script; empty for other scripts and for too short ones."""
    plain = unicodedata.normalize("NFC", word).casefold()
    script = script_of(plain[:1]) if plain else Script.OTHER
    sign = _SCRIPTS.get(script)
    if sign is None:
        return ""
    key = _key(plain if script is Script.LATIN else folded(word), script)
    return f"{sign}{key}" if len(key) >= SHORTEST else ""


def sounds_elsewhere(word: str) -> tuple[str, ...]:
    """Give the keys by which a word is written in the other scripts; none for too short ones."""
    own = sound(word)
    return tuple(sign + own[1:] for sign in _SCRIPTS.values() if own and sign != own[0])


def _key(word: str, script: Script) -> str:
    begins = "a" if word[0] in _VOWELS else ""
    if script is Script.LATIN:
        for pair, one in _PAIRS:
            word = word.replace(pair, f"<{one}>")
        signs = [one[1:-1] if one[0] == "<" else _LATIN.get(one, "") for one in re.findall(r"<\w>|\w", word)]
    else:
        table = _CYRILLIC if script is Script.CYRILLIC else _ARABIC
        signs = [table.get(letter, "") for letter in word]
    key = "".join(signs)
    key = key[:1] + key[1:].replace("v", "") if not begins else key.replace("v", "")
    key = re.sub(r"(.)\1+", r"\1", key)
    return begins + (key[:-1] if len(key) > SHORTEST and key.endswith("h") else key)
