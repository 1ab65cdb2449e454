"""How the languages in which families write to offices spell the sounds of names in Latin letters.

Attested spellings are mostly English ones. A table of habits, written from common knowledge, makes French, German,
Turkish, Albanian, Italian and Russian ones of them for training: Jamal, Djamal, Dschamal, Camal, Xhamal, Dzhamal.
It must never be used to make test names: those are drawn from what was attested.
"""

import re
from collections.abc import Iterator
from typing import Final

WAYS: Final = {
    "french": {"sh": "ch", "ch": "tch", "j": "dj", "oo": "ou", "u": "ou", "ee": "i", "w": "ou", "y": "i"},
    "german": {"sh": "sch", "ch": "tsch", "j": "dsch", "kh": "ch", "z": "s", "y": "j", "v": "w", "w": "w", "zh": "sch"},
    "turkish": {
        "sh": "ş",
        "ch": "ç",
        "j": "c",
        "kh": "h",
        "gh": "ğ",
        "w": "v",
        "q": "k",
        "oo": "u",
        "ee": "i",
        "zh": "j",
    },
    "albanian": {"sh": "sh", "ch": "ç", "j": "xh", "kh": "h", "gh": "g", "y": "j", "q": "k", "w": "u", "ee": "i"},
    "italian": {"sh": "sc", "ch": "c", "j": "gi", "k": "c", "kh": "kh", "y": "i", "w": "u", "oo": "u", "ee": "i"},
    "russian": {"j": "dzh", "ch": "ch", "h": "kh", "w": "v", "y": "y", "q": "k", "oo": "u", "ee": "i", "x": "ks"},
}
"""English letters of a sound, and what each language writes for it; other letters stay."""

_SOUNDS: Final = {
    way: re.compile("|".join((*sorted((*table, "th", "ph"), key=len, reverse=True), ".")))
    for way, table in WAYS.items()
}


def other_ways(latin: str) -> Iterator[str]:
    """Give the spellings of a word by every habit that changes it, each once."""
    seen = {latin}
    for way, table in WAYS.items():
        spelt = "".join(table.get(sound, sound) for sound in _SOUNDS[way].findall(latin))
        if spelt not in seen:
            seen.add(spelt)
            yield spelt
