"""How common a name is: the chance that somebody else bears it too, by counts with a floor for names never counted.

Two people called Ali Ahmadi are not one person: an equal name can never say more than its rarity allows.
It must never be read as an origin: counts are keyed by sound and know no country.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from khabar.data import attested_names, common_names, name_tokens_seen
from khabar.names.parameters import RARITY
from khabar.names.parsing import parse
from khabar.names.tokens import Token, token_of

_GIVEN: Final = ("given_m", "given_f")


@lru_cache(maxsize=65536)
def frequency_of(token: Token) -> float:
    """Give the share of people who bear this word in their name, never below the floor for unseen names."""
    return max(RARITY.floor, _frequencies().get(sound_key(token), 0.0))


@lru_cache(maxsize=1)
def _frequencies() -> Mapping[str, float]:
    """Work out shares by sound: counted ones, raised because people of one register come from few places."""
    shares: dict[str, dict[str, float]] = {}
    seen = name_tokens_seen()
    for name in attested_names():
        share = RARITY.concentration / seen[name.lang]
        forms = {sound_key(token_of(name.native)): name.count}
        for spelling in name.spellings:
            key = sound_key(token_of(spelling.latin))
            forms[key] = max(forms.get(key, 0), spelling.count)
        by_key = shares.setdefault(name.lang, {})
        for key, count in forms.items():
            by_key[key] = by_key.get(key, 0.0) + share * count
    merged: dict[str, float] = {}
    for by_key in [*shares.values(), _common_shares()]:
        for key, share in by_key.items():
            merged[key] = min(RARITY.ceiling, max(merged.get(key, 0.0), share))
    return merged


def _common_shares() -> dict[str, float]:
    """Give every name known to be common at least the share of a common name."""
    shares: dict[str, float] = {}
    for name in common_names():
        share = RARITY.common_given if name.kind in _GIVEN else RARITY.common_family
        for token in parse(name.native).tokens:
            shares[sound_key(token)] = max(shares.get(sound_key(token), 0.0), share)
    return shares


def sound_key(token: Token) -> str:
    """Key a word by its usual sound without the vowel a, which many scripts do not write."""
    return token.sounds[0].fine.replace("a", "")
