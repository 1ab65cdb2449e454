"""Figures side by side: which contradict one another, and which are one source told again. Never an average.

Two figures conflict only if they speak of the same population in the same unit at overlapping times, and no number
could be both. What is reprinted, or quoted word by word, is one source, however often it appears.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING, Final, TypeVar

from khabar.domain.claims.claim import Stance
from khabar.domain.claims.sentences import QUOTED
from khabar.domain.search_words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from khabar.domain.claims.claim import Claim, Quantity

Key = TypeVar("Key", bound=Hashable)

SHINGLE: Final = 5
"""Words taken together when two texts are compared."""
LEAST_SHINGLES: Final = 6
"""Shorter texts are too short to be told apart."""
SAME: Final = 0.6
"""A text is a reprint where so much of the shorter one stands in the other."""
LONG_QUOTATION: Final = 8
"""Words of a quotation that two texts do not share by chance."""
MOST_HOLDERS: Final = 200
"""A run of words in more texts than this is a phrase everybody uses."""


class Why(StrEnum):
    """Why two claims stand against each other."""

    APART = "no number could be both"
    DENIED = "one denies what the other says"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claims that cannot both hold; `one` is the earlier of the two where their dates tell."""

    one: Claim
    other: Claim
    why: Why


@dataclass(frozen=True, slots=True)
class Told:
    """Claims of one unit and population side by side, oldest first; `sources` counts the independent ones."""

    unit: str
    population: frozenset[str]
    claims: tuple[Claim, ...]
    sources: int
    contradictions: tuple[Contradiction, ...]


def contradictions(claims: Sequence[Claim], source_of: Mapping[str, int] | None = None) -> Iterator[Contradiction]:
    """Give the pairs of figures that conflict; claims of one source (numbered by document) are not held against it."""
    figures = [(claim, claim.quantity) for claim in claims if claim.quantity is not None]
    for (one, here), (other, there) in combinations(figures, 2):
        why = _conflict(one, here, other, there)
        if why is not None and not _one_source(one, other, source_of or {}):
            yield Contradiction(*_in_time(one, other), why)


def _conflict(one: Claim, here: Quantity, other: Claim, there: Quantity) -> Why | None:
    if here.unit != there.unit or not here.population or here.population != there.population:
        return None
    if one.held_on is None or other.held_on is None or not one.held_on.overlaps(other.held_on):
        return None
    denials = (one.stance is Stance.DENIES) + (other.stance is Stance.DENIES)
    if denials == 1:
        return Why.DENIED if here.meets(there) else None
    return Why.APART if denials == 0 and not here.meets(there) else None


def _one_source(one: Claim, other: Claim, source_of: Mapping[str, int]) -> bool:
    here, there = one.source.document, other.source.document
    same = source_of.get(here) is not None and source_of.get(here) == source_of.get(there)
    return same and here != there and one.speaker == other.speaker


def _in_time(one: Claim, other: Claim) -> tuple[Claim, Claim]:
    here, there = one.held_on, other.held_on
    return (other, one) if here and there and there.earliest < here.earliest else (one, other)


def side_by_side(claims: Sequence[Claim], source_of: Mapping[str, int] | None = None) -> list[Told]:
    """Put figures of one unit and population beside each other, with what contradicts what."""
    groups: dict[tuple[str, frozenset[str]], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.quantity is not None:
            groups[claim.quantity.unit, claim.quantity.population].append(claim)
    told = []
    for (unit, population), group in groups.items():
        ordered = sorted(group, key=_day)
        numbers = {(source_of or {}).get(claim.source.document, claim.source.document) for claim in ordered}
        conflicts = tuple(contradictions(ordered, source_of))
        told.append(Told(unit, population, tuple(ordered), len(numbers), conflicts))
    return sorted(told, key=lambda one: (-len(one.contradictions), -len(one.claims), one.unit))


def _day(claim: Claim) -> int:
    return claim.held_on.earliest.toordinal() if claim.held_on else 0


def sources(texts: Mapping[Key, str]) -> dict[Key, int]:
    """Give each text the number of its source: reprints, nearly alike, and those with one long quotation share one."""
    keys = list(texts)
    leader = {key: key for key in keys}
    shingles = {key: _shingles(texts[key]) for key in keys}
    for one, other in _pairs({key: {*found, *_quotations(texts[key])} for key, found in shingles.items()}):
        if _is_reprint(shingles[one], shingles[other]) or _quotations(texts[one]) & _quotations(texts[other]):
            leader[_led(leader, other)] = _led(leader, one)
    numbers: dict[Key, int] = {}
    return {key: numbers.setdefault(_led(leader, key), len(numbers)) for key in keys}


def _led(leader: Mapping[Key, Key], key: Key) -> Key:
    while leader[key] != key:
        key = leader[key]
    return key


def _words(text: str) -> list[str]:
    return [token.word for token in tokens(text)]


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = _words(text)
    return frozenset(tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))


def _quotations(text: str) -> frozenset[tuple[str, ...]]:
    """Give the long quotations of a text, as words."""
    found = (tuple(_words(match[0])) for match in QUOTED.finditer(text))
    return frozenset(words for words in found if len(words) >= LONG_QUOTATION)


def _pairs(held: Mapping[Key, Iterable[tuple[str, ...]]]) -> set[tuple[Key, Key]]:
    """Give pairs of texts that share a run of words, each once, in the order of the texts."""
    holders: dict[tuple[str, ...], list[Key]] = defaultdict(list)
    for key, runs in held.items():
        for run in runs:
            holders[run].append(key)
    return {pair for keys in holders.values() if len(keys) <= MOST_HOLDERS for pair in combinations(keys, 2)}


def _is_reprint(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    shorter = min(len(one), len(other))
    return shorter >= LEAST_SHINGLES and len(one & other) >= SAME * shorter
