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
from khabar.names.rarity import sound_key
from khabar.names.tokens import Token, token_of

LEAST_SHARE: Final = 0.02
"""Spellings rarer than this share of a name are not counted as known: they may be slips of the source."""

_READ_WITH: Final = {"fa": "ar"}  # one script and one stock of names; the attested spellings are labelled ar

Known = Mapping[str, frozenset[str]]


def known_as_different(left: Token, right: Token) -> bool:
    """Say whether both words are known names, and never of the same name."""
    different = False
    for known in _known_names():
        one, other = known.get(left.folded), known.get(right.folded)
        if one is None or other is None:
            continue
        if one & other:
            return False
        different = True
    return different


@lru_cache(maxsize=1)
def _known_names() -> tuple[Known, ...]:
    """Work out, by script, of which common names each spelling is known."""
    common: dict[str, set[str]] = {}
    for name in common_names():
        folded = common.setdefault(_READ_WITH.get(name.lang, name.lang), set())
        folded |= {token.folded for token in parse(name.native).tokens}
    attested: dict[str, dict[str, AttestedName]] = {}
    for row in attested_names():
        attested.setdefault(row.lang, {})[fold(row.native)] = row
    return tuple(_spellings(folded, attested.get(lang, {})) for lang, folded in common.items())


def _spellings(common: set[str], attested: Mapping[str, AttestedName]) -> Known:
    known: dict[str, set[str]] = {}
    for native in common:
        key = sound_key(token_of(native))
        known.setdefault(native, set()).add(key)
        row = attested.get(native)
        if row is None:
            continue
        for spelling in row.spellings:
            if spelling.count >= LEAST_SHARE * row.count:
                known.setdefault(fold(spelling.latin), set()).add(key)
    return {spelt: frozenset(keys) for spelt, keys in known.items()}
