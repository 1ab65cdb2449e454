"""How common a name is: the chance that somebody else bears it too, by counts with a floor for names never counted.

Two people called Ali Ahmadi are not one person: an equal name can never say more than its rarity allows.
It must never be read as an origin: counts are keyed by sound and know no country.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from khabar.data import attested_names, common_names, name_tokens_seen
from khabar.names.consonants import consonants_of
from khabar.names.letters import letters_of
from khabar.names.parameters import RARITY
from khabar.names.parsing import parse
from khabar.text import Script

_GIVEN: Final = ("given_m", "given_f")
_SCRIPTS: Final = {"fa": Script.ARABIC, "ar": Script.ARABIC, "he": Script.HEBREW, "ru": Script.CYRILLIC}


def frequency_of(key: str) -> float:
    """Give the share of people who bear a word, by the key of its sound; never below the floor for unseen names."""
    return max(RARITY.floor, _frequencies().get(key, 0.0))


@lru_cache(maxsize=1)
def _frequencies() -> Mapping[str, float]:
    """Work out shares by sound: counted ones, raised because people of one register come from few places."""
    shares: dict[str, dict[str, float]] = {}
    seen = name_tokens_seen()
    for name in attested_names():
        share = RARITY.concentration / seen[name.lang]
        counts = {_key(name.native, _SCRIPTS[name.lang]): name.count}
        for spelling in name.spellings:
            key = _key(spelling.latin, Script.LATIN)
            counts[key] = max(counts.get(key, 0), spelling.count)
        counted = shares.setdefault(name.lang, {})
        for key, count in counts.items():
            counted[key] = counted.get(key, 0.0) + share * count
    merged: dict[str, float] = {}
    for counted in [*shares.values(), _common_shares()]:
        for key, share in counted.items():
            merged[key] = min(RARITY.ceiling, max(merged.get(key, 0.0), share))
    return merged


def _common_shares() -> dict[str, float]:
    """Give every name known to be common at least the share of a common name."""
    shares: dict[str, float] = {}
    for name in common_names():
        share = RARITY.common_given if name.kind in _GIVEN else RARITY.common_family
        for token in parse(name.native).tokens:
            key = _key(token.text, token.script)
            shares[key] = max(shares.get(key, 0.0), share)
    return shares


def _key(word: str, script: Script) -> str:
    return consonants_of(letters_of(word, script).target, script).key
