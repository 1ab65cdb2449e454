"""Names that sound alike and are not the same: Hassan and Hossein, Karim and Karima, Rahimi and Karimi.

Two words known as spellings of common names, and of none together, are different names; brothers bear them.
It must never call two spellings of one name different: forms that differ only by an unwritten vowel are one here.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from khabar.data import AttestedName, attested_names, common_names
from khabar.names.orthography import fold
from khabar.names.parsing import parse

LEAST_SHARE: Final = 0.02
"""Spellings rarer than this share of a name are not counted as known: they may be slips of the source."""
UNKNOWN: Final = 0

_READ_WITH: Final = {"fa": "ar"}  # one script and one stock of names; the attested spellings are labelled ar
_UNWRITTEN: Final = str.maketrans("", "", "اא")

Keys = frozenset[tuple[str, str]]


def known_number(folded: str) -> int:
    """Give a number for the names a folded spelling is known of, the same for the same names; UNKNOWN for none."""
    return _known()[1].get(folded, UNKNOWN)


@lru_cache(maxsize=1 << 16)
def known_as_different(one: int, other: int) -> bool:
    """Say whether two such numbers are of known names, in one language at least, and nowhere of the same name."""
    stock = _known()[0]
    ones, others = stock[one], stock[other]
    return not ones & others and not {lang for lang, _ in ones}.isdisjoint(lang for lang, _ in others)


@lru_cache(maxsize=1)
def _known() -> tuple[tuple[Keys, ...], Mapping[str, int]]:
    """Work out of which common names each spelling is known."""
    attested: dict[tuple[str, str], AttestedName] = {(row.lang, fold(row.native)): row for row in attested_names()}
    found: dict[str, set[tuple[str, str]]] = {}
    for name in common_names():
        lang = _READ_WITH.get(name.lang, name.lang)
        for native in {token.folded for token in parse(name.native).tokens}:
            key = lang, native.translate(_UNWRITTEN)
            found.setdefault(native, set()).add(key)
            row = attested.get((lang, native))
            for spelling in row.spellings if row else ():
                if row and spelling.count >= LEAST_SHARE * row.count:
                    found.setdefault(fold(spelling.latin), set()).add(key)
    stock = tuple(dict.fromkeys([frozenset(), *(frozenset(keys) for keys in found.values())]))
    numbers = {keys: number for number, keys in enumerate(stock)}
    return stock, {spelt: numbers[frozenset(keys)] for spelt, keys in found.items()}
