"""What two written places have in common, from the places they may mean: one finding a pair, for whole arrays at once.

A name that several places bear is averaged over them, each as likely as many people live there. A place that is not
known is left to the comparison of spellings. It must never read more into a place than where it lies and its people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import combinations_with_replacement
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.linkage.gazetteer import Gazetteer, Kind, Numbers, gazetteer
from khabar.linkage.place_meanings import MOST, Meaning, meaning_of
from khabar.text import marked

__all__ = [
    "CODES",
    "FINDINGS",
    "LEVELS",
    "Meaning",
    "PlaceColumns",
    "PlaceLevels",
    "meaning_of",
    "place_levels",
    "places_of",
    "weights_by_code",
]

Ints = NDArray[np.int32]
Rows = NDArray[np.integer]
Floats = NDArray[np.float64]
Codes = NDArray[np.uint8]
Flags = NDArray[np.bool_]

FINDINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "same": marked("“%(left)s” and “%(right)s” are the same place"),
        "inside": marked("“%(left)s” and “%(right)s” agree as far as the region"),
        "near": marked("“%(left)s” and “%(right)s” lie near each other"),
        "region": marked("“%(left)s” and “%(right)s” are different places in one region"),
        "within": marked("“%(left)s” and “%(right)s” agree as far as the country"),
        "country": marked("“%(left)s” and “%(right)s” are different places in one country"),
        "apart": marked("“%(left)s” and “%(right)s” lie in different countries"),
    }
)
"""What each finding says, the closest first; "unknown" has no sentence of its own: the spelling speaks."""
LEVELS: Final = ("none", *FINDINGS, "unknown")
"""The findings by their code: 0 one side is not given; the last: one is not known, so compare the spelling."""
CODES: Final[Mapping[str, int]] = MappingProxyType({level: code for code, level in enumerate(LEVELS)})

_CHUNK: Final = 1 << 15
"""Pairs worked on at once: the arrays of one step stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class PlaceColumns:
    """Meanings of texts as arrays. `place` and `share` are of shape (places, texts), 0 beyond `count`.

    `given`: there is a letter in the text. `count`: how many places it may mean. `finer`: it names something finer that
    is not known, as a village before its town.
    """

    given: Flags
    count: Ints
    finer: Flags
    place: Ints
    share: Floats

    def __len__(self) -> int:
        return len(self.count)

    @classmethod
    def of(cls, texts: Sequence[str]) -> "PlaceColumns":
        """Look up texts; a text met before costs next to nothing."""
        numbers: dict[str, int] = {}
        rows = np.array([numbers.setdefault(text, len(numbers)) for text in texts], np.intp)
        return cls._of_distinct([meaning_of(text) for text in numbers]).take(rows)

    @classmethod
    def _of_distinct(cls, meanings: Sequence[Meaning]) -> "PlaceColumns":
        place, share = np.zeros((MOST, len(meanings)), np.int32), np.zeros((MOST, len(meanings)))
        for column, meaning in enumerate(meanings):
            place[: len(meaning.places), column] = meaning.places
            share[: len(meaning.places), column] = meaning.shares
        return cls(
            np.array([meaning.given for meaning in meanings], np.bool_),
            np.array([len(meaning.places) for meaning in meanings], np.int32),
            np.array([bool(meaning.rest) for meaning in meanings], np.bool_),
            place,
            share,
        )

    def take(self, rows: Rows) -> "PlaceColumns":
        """Give some places, in the order asked."""
        return PlaceColumns(**{one.name: getattr(self, one.name)[..., rows] for one in fields(self)})

    def followed_by(self, others: "PlaceColumns") -> "PlaceColumns":
        """Give these places and then the others."""
        both = {one.name: [getattr(self, one.name), getattr(others, one.name)] for one in fields(self)}
        return PlaceColumns(**{name: np.concatenate(cells, axis=-1) for name, cells in both.items()})


@dataclass(frozen=True, slots=True)
class PlaceLevels:
    """For each pair: `codes`, the finding that contributes most (into LEVELS), `weights` in nats, and `spelled`.

    `spelled`: compare the spelling. Where the code is "unknown" it alone speaks and the weight is 0; where both name
    something finer in one region or country, the spelling of the whole may say more than the weight does.
    """

    codes: Codes
    weights: Floats
    spelled: Flags


def weights_by_code(levels: Mapping[str, float]) -> Floats:
    """Put the weights of all findings in the order of their codes; "none" and "unknown" weigh 0."""
    return np.array([0.0, *(levels[level] for level in FINDINGS), 0.0])


def places_of(text: str) -> Numbers:
    """Give the numbers of the places a text may mean, at most six, the likeliest first; none if it is not known."""
    return meaning_of(text).places


def place_levels(left: PlaceColumns, li: Rows, right: PlaceColumns, ri: Rows, weights: Floats) -> PlaceLevels:
    """Compare rows `li` of one set of places with rows `ri` of another; `weights` come from `weights_by_code`.

    1. Each place that one text may mean against each of the other gives a finding, and its weight a likelihood ratio.
       To be of one town or region weighs no more than the share of its country's people who do not live there allows.
    2. The ratios are averaged by the shares of the places; the logarithm is the weight of the pair.
    3. The finding told is the one that contributes most. It is the same for both orders, to the last digit.
    """
    codes = np.zeros(len(li), np.uint8)
    logs = np.zeros(len(li))
    spelled = np.zeros(len(li), np.bool_)
    for start in range(0, len(li), _CHUNK):
        part = slice(start, start + _CHUNK)
        pairs = _Pairs(left, li[part], right, ri[part])
        _fill(codes[part], logs[part], pairs, weights)
        spelled[part] = _to_be_spelled(codes[part], pairs)
    return PlaceLevels(codes, logs, spelled)


@dataclass(frozen=True, slots=True)
class _Pairs:
    left: PlaceColumns
    li: Rows
    right: PlaceColumns
    ri: Rows

    def at(self, chosen: Rows) -> "_Pairs":
        return _Pairs(self.left, self.li[chosen], self.right, self.ri[chosen])

    def places(self, mine: int, theirs: int) -> tuple[Ints, Ints]:
        return self.left.place[mine].take(self.li), self.right.place[theirs].take(self.ri)


def _fill(codes: Codes, logs: Floats, pairs: _Pairs, weights: Floats) -> None:
    """Write the findings of one chunk into its part of the result."""
    world = gazetteer()
    combinations = pairs.left.count[pairs.li] * pairs.right.count[pairs.ri]
    given = pairs.left.given[pairs.li] & pairs.right.given[pairs.ri]
    codes[given & (combinations == 0)] = CODES["unknown"]
    single = np.flatnonzero(combinations == 1)
    if len(single):
        one, other = pairs.at(single).places(0, 0)
        codes[single] = _codes(world, one, other)
        logs[single] = _bounded(world, codes[single], one, weights)
    several = np.flatnonzero(combinations > 1)
    if len(several):
        codes[several], logs[several] = _averaged(world, pairs.at(several), weights)


def _to_be_spelled(codes: Codes, pairs: _Pairs) -> Flags:
    coarse = (codes == CODES["inside"]) | (codes == CODES["within"])
    both_finer = pairs.left.finer[pairs.li] & pairs.right.finer[pairs.ri]
    spelled: Flags = (codes == CODES["unknown"]) | (coarse & both_finer)
    return spelled


def _averaged(world: Gazetteer, pairs: _Pairs, weights: Floats) -> tuple[Codes, Floats]:
    """Average over places; each two mirrored combinations are added first, so that order changes no digit."""
    total, best = np.zeros(len(pairs.li)), np.zeros(len(pairs.li))
    told = np.zeros(len(pairs.li), np.uint8)
    for one, other in combinations_with_replacement(range(MOST), 2):
        both = np.zeros(len(pairs.li))
        for mine, theirs in sorted({(one, other), (other, one)}):
            share = pairs.left.share[mine].take(pairs.li) * pairs.right.share[theirs].take(pairs.ri)
            there = np.flatnonzero(share)
            if len(there):
                places = pairs.at(there).places(mine, theirs)
                codes = _codes(world, *places)
                part = share[there] * np.exp(_bounded(world, codes, places[0], weights))
                better = (part > best[there]) | ((part == best[there]) & (codes < told[there]))
                told[there[better]], best[there[better]] = codes[better], part[better]
                both[there] += part
        total += both
    return told, np.log(total)


def _codes(world: Gazetteer, one: Ints, other: Ints) -> Codes:
    """Find what two places have in common, the closest first."""
    kinds, others = world.kind[one], world.kind[other]
    region, other_region = world.region[one], world.region[other]
    towns = (kinds == Kind.TOWN) & (others == Kind.TOWN)
    one_country = world.country[one] == world.country[other]
    one_region = (region == other_region) & (region >= 0)
    conditions = {
        "same": towns & (one == other),
        "inside": one_region & ~towns,
        "near": world.are_near(one, other),
        "region": one_region,
        "within": one_country & ((kinds == Kind.COUNTRY) | (others == Kind.COUNTRY)),
        "country": one_country,
    }
    return np.select(list(conditions.values()), [np.uint8(CODES[key]) for key in conditions], np.uint8(CODES["apart"]))


def _bounded(world: Gazetteer, codes: Codes, place: Ints, weights: Floats) -> Floats:
    """Weigh findings: an agreement on a town or region no more than its share of the country's people allows."""
    found = weights[codes]
    agreed = np.flatnonzero((codes == CODES["same"]) | (codes == CODES["inside"]))
    if len(agreed):
        town = place[agreed]
        shared = np.where(codes[agreed] == CODES["same"], town, world.region[town])
        people = np.maximum(world.thousands[shared], 1) / np.maximum(world.thousands[world.country[town]], 1)
        found[agreed] = np.minimum(found[agreed], -np.log(np.minimum(people, 1.0)))
    return found
