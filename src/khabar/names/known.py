"""Names one knows: that Michael is Майкл, and that Hassan and Hossein, which sound alike, are two names.

A written form and a Latin spelling attested for it are one name; two words known as spellings of common names, and of
none together, are different names; brothers bear them. It must never call two spellings of one name different: forms
that differ only by an unwritten vowel are one here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from khabar.data import attested_names, common_names
from khabar.names.orthography import fold
from khabar.names.parsing import parse

LEAST_SHARE: Final = 0.02
"""Spellings rarer than this share of a name are not counted as known: they may be slips of the source."""
UNKNOWN: Final = 0
ONE, UNTOLD, DIFFERENT = 1, 0, -1

_READ_WITH: Final = {"fa": "ar"}  # one script and one stock of names; the attested spellings are labelled ar
_UNWRITTEN: Final = str.maketrans("", "", "اא")

Keys = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Known:
    """What a spelling is known as: the written forms it is or is attested for, and the common names among them."""

    own: Keys
    attested: Keys
    common: Keys


@dataclass(frozen=True, slots=True)
class Stock:
    """All that is known: kinds of knowledge by number, UNKNOWN first, and the number of each folded spelling."""

    kinds: tuple[Known, ...]
    numbers: Mapping[str, int]


@lru_cache(maxsize=1 << 18)
def told_of(one: int, other: int, held: frozenset[str]) -> int:
    """Say of two numbers in the stock whether they are ONE name, DIFFERENT names, or that nothing is told."""
    left, right = (stock(held).kinds[number] for number in (one, other))
    if left.own & right.attested or right.own & left.attested:
        return ONE
    if left.common & right.common or left.attested & right.attested:
        return UNTOLD
    languages = {lang for lang, _ in left.common} & {lang for lang, _ in right.common}
    return DIFFERENT if languages else UNTOLD


@lru_cache(maxsize=4)
def stock(held: frozenset[str]) -> Stock:
    """Work out what is known of each spelling, without the written forms that are held back."""
    own: dict[str, set[tuple[str, str]]] = {}
    attested: dict[str, set[tuple[str, str]]] = {}
    common: dict[str, set[tuple[str, str]]] = {}
    forms = _common_forms()
    for row in attested_names():
        if row.native in held:
            continue
        native = fold(row.native)
        own.setdefault(native, set()).add((row.lang, native))
        for spelling in row.spellings:
            if spelling.count >= LEAST_SHARE * row.count:
                latin = fold(spelling.latin)
                attested.setdefault(latin, set()).add((row.lang, native))
                if (row.lang, native) in forms:
                    common.setdefault(latin, set()).add(_key(row.lang, native))
    for lang, native in forms:
        common.setdefault(native, set()).add(_key(lang, native))
    found = {
        spelt: Known(*(frozenset(keys.get(spelt, ())) for keys in (own, attested, common)))
        for spelt in sorted({*own, *attested, *common})
    }
    kinds = tuple(dict.fromkeys([Known(frozenset(), frozenset(), frozenset()), *found.values()]))
    numbers = {kind: number for number, kind in enumerate(kinds)}
    return Stock(kinds, {spelt: numbers[kind] for spelt, kind in found.items()})


@lru_cache(maxsize=1)
def _common_forms() -> frozenset[tuple[str, str]]:
    return frozenset(
        (_READ_WITH.get(name.lang, name.lang), token.folded)
        for name in common_names()
        for token in parse(name.native).tokens
    )


def _key(lang: str, native: str) -> tuple[str, str]:
    return lang, native.translate(_UNWRITTEN)
