"""Pairs of full names of which it is known which are one name: to each same pair three different, two of them near.

1. Names are composed of the words of one part. 2. A name is paired with its other writing, with a random name, and with
the two names of a pool that a measure of plain strings finds most like it. 3. A different name whose every word is seen
for a word of the first is left out: it may be the same one.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, permutations
from math import log
from typing import Final, Literal

import numpy as np
from anyascii import anyascii
from bench._name_metrics import Doubles, Truth
from bench.name_data import SCRIPTS, Composer, FullName, Word
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

Integers = NDArray[np.int64]
Nearest = Literal["latin", "pair", "equal"]
"""Most like the name in its Latin form; or as the pair is written, which makes the mistakes of the measure itself into
the set and so bends it against that measure; or in its Latin form among names of as many words, so that the number of
words, which is the same in all composed pairs of one name and in few others, gives nothing away."""

GROUPS: Final = (*SCRIPTS.values(), "latin")
POOL: Final = 5_000
"""Names among which the different ones are found."""
NEAR: Final = 2
MEASURE: Final = fuzz.token_sort_ratio
"""Of token_sort, WRatio and Jaro–Winkler the one whose neighbours are the hardest for all methods but Jaro–Winkler (600
names of the development part); the neighbours WRatio finds have other numbers of words, which gives them away."""
EACH: Final = 1 + 1 + NEAR
"""Pairs a name has part in: one same, one random, the nearest."""
_LOOKED_AT: Final = 100
_AT_ONCE: Final = 500
_ALL_ORDERS: Final = 6
"""Longer names are taken for different; nobody composes them."""


@dataclass(frozen=True)
class PairSet:
    """Pairs of one script against Latin, or of Latin against Latin; those of one name stand together."""

    group: str
    left: Sequence[str]
    right: Sequence[str]
    same: Truth
    owner: Integers
    near: Truth
    rarity: Doubles
    """How rare the words of the name are: minus the mean logarithm of their counts; one figure to a name."""

    def first(self, owners: int) -> "PairSet":
        """Keep the pairs of the first so many names."""
        upto = int((self.owner < owners).sum())
        return self.where(np.arange(len(self.left)) < upto)

    def where(self, kept: Truth) -> "PairSet":
        """Keep some pairs."""
        places = np.flatnonzero(kept).tolist()
        return replace(
            self,
            left=[self.left[at] for at in places],
            right=[self.right[at] for at in places],
            same=self.same[kept],
            owner=self.owner[kept],
            near=self.near[kept],
            rarity=self.rarity[kept],
        )


class Attested:
    """Which words are seen for one another in a part, in any direction, and how often each is seen."""

    def __init__(self, by_script: Mapping[str, Sequence[Word]]) -> None:
        self._natives: dict[str, set[str]] = defaultdict(set)
        self.counts: dict[str, int] = defaultdict(int)
        for words in by_script.values():
            for word in words:
                self._natives[word.native].add(word.native)
                self.counts[word.native] += word.count
                for latin, count in word.latin.items():
                    self._natives[latin].add(word.native)
                    self.counts[latin] += count

    def may_be_one(self, one: str, other: str) -> bool:
        """Say whether every word of one name is seen for a word of the other, in any order."""
        left, right = one.split(), other.split()
        if len(left) != len(right) or len(left) > _ALL_ORDERS:
            return False
        return any(all(map(self._are_seen, left, order)) for order in permutations(right))

    def rarity(self, name: str) -> float:
        """Say how rare the words of a name are."""
        return -float(np.mean([log(max(1, self.counts.get(word, 0))) for word in name.split()]))

    def _are_seen(self, one: str, other: str) -> bool:
        return one == other or bool(self._natives.get(one, set()) & self._natives.get(other, set()))


@cache
def romanised(name: str) -> str:
    """Give a name in plain Latin letters, as measures of plain strings are given names."""
    return " ".join(anyascii(name).lower().split())


def pair_sets(
    by_script: Mapping[str, Sequence[Word]], size: int, seed: int, nearest: Nearest, groups: Sequence[str] = GROUPS
) -> list[PairSet]:
    """Make the sets of these groups from so many names each; the same words, seed and groups give the same pairs."""
    composer, attested = Composer(by_script, seed), Attested(by_script)
    sets = []
    for group in groups:
        compose = composer.latin if group == "latin" else lambda count, group=group: composer.cross(group, count)
        made, pool = compose(size), [name.other for name in compose(POOL)]
        sets.append(_paired(group, made, _different(made, pool, attested, nearest, seed), attested))
    return sets


def _paired(group: str, made: Sequence[FullName], different: Sequence[Sequence[str]], attested: Attested) -> PairSet:
    rights = [right for name, others in zip(made, different, strict=True) for right in (name.other, *others)]
    return PairSet(
        group,
        [name.one for name in made for _ in range(EACH)],
        rights,
        np.tile(np.arange(EACH) == 0, len(made)),
        np.repeat(np.arange(len(made)), EACH),
        np.tile(np.arange(EACH) > 1, len(made)),
        np.repeat(np.array([attested.rarity(name.one) for name in made]), EACH),
    )


def _different(
    made: Sequence[FullName], pool: Sequence[str], attested: Attested, nearest: Nearest, seed: int
) -> list[list[str]]:
    """Give each name a random other one, then the ones most like it."""
    random = np.random.default_rng(seed)
    found = []
    for name, order in zip(made, _by_likeness(made, pool, nearest), strict=True):
        chance = (pool[at] for at in random.permutation(len(pool)).tolist())
        one = next(other for other in chance if not attested.may_be_one(name.one, other))
        known = (pool[at] for at in order if nearest != "equal" or _words(pool[at]) == _words(name.other))
        near = (other for other in known if other != one and not attested.may_be_one(name.one, other))
        others = list(islice(dict.fromkeys(near), NEAR))
        found.append([one, *others, *[one] * (NEAR - len(others))])
    return found


def _words(name: str) -> int:
    return name.count(" ")


def _by_likeness(made: Sequence[FullName], pool: Sequence[str], nearest: Nearest) -> Iterator[list[int]]:
    """Give the places in the pool of the names most like each name, the most alike first."""
    sought = [romanised(name.one if nearest == "pair" else name.other) for name in made]
    known = [romanised(name) for name in pool]
    for begin in range(0, len(sought), _AT_ONCE):
        few = sought[begin : begin + _AT_ONCE]
        alike = process.cdist(few, known, scorer=MEASURE, dtype=np.float32, workers=-1)
        for row in alike:
            best = np.argpartition(-row, _LOOKED_AT)[:_LOOKED_AT]
            yield best[np.lexsort((best, -row[best]))].tolist()
