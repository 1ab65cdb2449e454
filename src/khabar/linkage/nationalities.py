"""Which country a word for a nationality means: names of countries, words for their people, ISO codes.

“Afghan”, “Afghanistan” and “افغانستان” are one country. A word it does not know has no country and says nothing here;
the caller may compare its spelling. It must never conclude from a name or a language to a nationality.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.data.places import country_names
from khabar.linkage.gazetteer import key_of
from khabar.names.orthography import fold
from khabar.text import marked, normalise

Numbers = NDArray[np.int16]
Rows = NDArray[np.integer]
Codes = NDArray[np.uint8]

FINDINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "same": marked("“%(left)s” and “%(right)s” mean the same country"),
        "other": marked("“%(left)s” and “%(right)s” mean different countries"),
    }
)
"""What each finding says; "unknown" has no sentence of its own: the spelling speaks."""
LEVELS: Final = ("none", "same", "other", "unknown")
"""The findings by their code: 0 one side is not given; 3 a word is not known, so compare the spelling."""
CODES: Final[Mapping[str, int]] = MappingProxyType({level: code for code, level in enumerate(LEVELS)})
MOST: Final = 3
"""Countries kept of one text: two nationalities, or a word of two countries and one more."""
UNKNOWN: Final = -1

_BETWEEN: Final = re.compile(r"\s*(?:[,;/،؛+&()]|\s-\s|\band\b|\bund\b|\bet\b|\bve\b|\bи\b|\sو\s)\s*")
_AROUND_A_NAME: Final = """
citizen citizenship national nationality of from the republic islamic arab democratic people's kingdom state federal
citoyen citoyenne nationalité
staatsangehörigkeit staatsbürger vatandaşı uyruklu cumhuriyeti shtetas shtetase
شهروند اهل تابعیت ملیت جمهوری اسلامی جنسية الجنسية مواطن من гражданин гражданка гражданство אזרח אזרחות
"""
"""Words round the name of a country that say nothing of which it is."""
_ARTICLE: Final = "ال"


def countries_of(text: str) -> tuple[str, ...]:
    """Give the ISO codes of the countries a text means, at most three; none where it is not understood."""
    return _countries_of(normalise(text))


@lru_cache(maxsize=1 << 14)
def _countries_of(text: str) -> tuple[str, ...]:
    whole = _known(text)
    if whole:
        return whole[:MOST]
    parts = [_known(part) for part in _BETWEEN.split(text)]
    return tuple(dict.fromkeys(code for part in parts for code in part))[:MOST]


def nationality_numbers(texts: Sequence[str]) -> Numbers:
    """Give the countries of texts as numbers, one row of three each.

    Not given, or no letter in it: all 0. Not known: -1 and two 0. Else the numbers of its countries, filled up with 0.
    """
    numbers = {code: number for number, code in enumerate(_codes(), start=1)}
    rows = np.zeros((len(texts), MOST), np.int16)
    for row, text in zip(rows, texts, strict=True):
        found = countries_of(text)
        if found:
            row[: len(found)] = [numbers[code] for code in found]
        elif key_of(text):
            row[0] = UNKNOWN
    return rows


def nationality_levels(left: Numbers, li: Rows, right: Numbers, ri: Rows) -> Codes:
    """Compare rows `li` of one set of `nationality_numbers` with rows `ri` of another: codes of LEVELS.

    One country in common is enough for "same"; the order of the two makes no difference.
    """
    mine, theirs = left[li], right[ri]
    same = np.zeros(len(li), np.bool_)
    for one in range(MOST):
        same |= ((mine[:, one, None] == theirs) & (theirs > 0)).any(axis=1)
    first, second = mine[:, 0], theirs[:, 0]
    missing = (first == 0) | (second == 0)
    unknown = (first < 0) | (second < 0)
    codes = [np.uint8(CODES[level]) for level in ("none", "unknown", "same")]
    return np.select([missing, unknown, same], codes, np.uint8(CODES["other"]))


def _known(text: str) -> tuple[str, ...]:
    """Give the countries of one name, as it stands, without an article, or without the words round it."""
    table, key = _table(), key_of(text)
    if not key:
        return ()
    kept = [word for word in text.split() if fold(word) not in _around()]
    tries = (key, key.removeprefix(_ARTICLE), key_of(" ".join(kept)))
    return next((table[one] for one in tries if one in table), ())


@cache
def _around() -> frozenset[str]:
    return frozenset(map(fold, _AROUND_A_NAME.split()))


@cache
def _codes() -> tuple[str, ...]:
    return tuple(country.code for country in country_names())


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    """Give the countries of each key, in the order of their codes."""
    table: dict[str, tuple[str, ...]] = {}
    for country in country_names():
        for key in dict.fromkeys(map(key_of, country.names)):
            if country.code not in table.get(key, ()):
                table[key] = (*table.get(key, ()), country.code)
    return table
