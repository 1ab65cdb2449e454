"""How common a name is: the chance that somebody else bears it too, by counts with a floor for names never counted.

Two people called Ali Ahmadi are not one person: an equal name can never say more than its rarity allows.
It must never be read as an origin: counts are keyed by spelling and know no country.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from khabar.data import attested_names, common_names, name_tokens_seen
from khabar.names.orthography import fold
from khabar.names.parameters import RARITY
from khabar.names.parsing import parse

_GIVEN: Final = ("given_m", "given_f")


def frequency_of(folded: str) -> float:
    """Give the share of people who bear a word, by its folded form; never below the floor for unseen names."""
    return max(RARITY.floor, _frequencies().get(folded, 0.0))


@lru_cache(maxsize=1)
def _frequencies() -> Mapping[str, float]:
    """Work out shares by spelling: counted ones, raised because people of one register come from few places."""
    shares: dict[str, dict[str, float]] = {}
    seen = name_tokens_seen()
    for name in attested_names():
        share = RARITY.concentration / seen[name.lang]
        counted = shares.setdefault(name.lang, {})
        for form, count in {fold(name.native): name.count, **{fold(s.latin): s.count for s in name.spellings}}.items():
            counted[form] = counted.get(form, 0.0) + share * count
    merged: dict[str, float] = {}
    for counted in [*shares.values(), _common_shares()]:
        for form, share in counted.items():
            merged[form] = min(RARITY.ceiling, max(merged.get(form, 0.0), share))
    return merged


def _common_shares() -> dict[str, float]:
    """Give every name known to be common at least the share of a common name."""
    shares: dict[str, float] = {}
    for name in common_names():
        share = RARITY.common_given if name.kind in _GIVEN else RARITY.common_family
        for token in parse(name.native).tokens:
            shares[token.folded] = max(shares.get(token.folded, 0.0), share)
    return shares
