"""Keys by which an engine that joins tables finds people worth comparing: two things alike, or one that is rare.

1. Two words of the name; a word and a year of birth, a word of a parent's name or a place; a rare word alone.
2. A key that more than CROWD people bear is told apart by what else is known of them; what is still too many is cut.
Whoever is asked for bears the keys of all words like their own. Keys are numbers; they must never say how likely a
pair is, nor be kept beyond the comparison they were made for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.linkage.ragged import Crossed, Ints, Ragged, crossed

CROWD: Final = 300
"""How many people may bear one key. Judged: beyond, one more thing must be alike."""
RARE: Final = 500
"""How many people may bear a word that is a key of its own. Judged, as CROWD."""
_MIX: Final = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
"""Odd constants of a common mixing function (splitmix64); two keys meet by chance once in billions."""
_BITS: Final = 26
_SHIFT: Final = np.uint64(64 - _BITS)
WORD, WORDS, BORN, KIN, PLACE = range(1, 6)
"""Kinds of keys and of traits."""
_TRAITS: Final = (BORN, KIN, PLACE)


@dataclass(frozen=True)
class Traits:
    """What keys are made of, a row for each person: words of the name, years of birth, words of parents' names, places.

    `slots`: a list of words for each word of the name; for people in a register there is one slot with all. `strong`:
    those of them that speak strongly for one person.
    """

    slots: tuple[Ragged, ...]
    strong: tuple[Ragged, ...]
    born: Ragged
    kin: Ragged
    places: Ragged

    def __len__(self) -> int:
        return len(self.born)

    def of(self, kind: int) -> Ragged:
        """Give the traits of a kind."""
        return {BORN: self.born, KIN: self.kin, PLACE: self.places}[kind]


@dataclass(frozen=True, slots=True)
class _Keys:
    """Keys of rows, of one kind; `traits` are those that can still tell them apart."""

    rows: Ints
    keys: Ints
    traits: tuple[int, ...]

    def only(self, chosen: NDArray[np.bool_]) -> "_Keys":
        return _Keys(self.rows[chosen], self.keys[chosen], self.traits)


class RegisterKeys:
    """The keys of everybody in a register, and which keys are worth asking for."""

    def __init__(self, traits: Traits) -> None:
        words = traits.slots[0]
        bearers = np.bincount(words.values)
        self._rare = bearers <= RARE
        kept: list[_Keys] = []
        self._crowded: list[Ints] = []
        self._here = np.zeros(1 << _BITS, np.bool_)
        waiting = list(self._first(traits))
        while waiting:
            crowded = _crowded(waiting)
            self._crowded.append(crowded)
            kept += [keys.only(~_among(keys.keys, crowded)) for keys in waiting]
            kept += [_cut(keys.only(_among(keys.keys, crowded))) for keys in waiting if not keys.traits]
            waiting = [finer for keys in waiting for finer in _finer(keys.only(_among(keys.keys, crowded)), traits)]
        for keys in kept:
            self._here[_place(keys.keys)] = True
        rows, values = (np.concatenate([getattr(keys, name) for keys in kept]) for name in ("rows", "keys"))
        self.keys = Ragged.gathered(rows, values, len(traits))

    def asked(self, traits: Traits) -> Ragged:
        """Give the keys of people who are asked for, as far as the register may hold them."""
        kept: list[_Keys] = []
        waiting = list(self._first(traits))
        for crowded in self._crowded:
            kept += [keys.only(self._here[_place(keys.keys)]) for keys in waiting]
            waiting = [finer for keys in waiting for finer in _finer(keys.only(_among(keys.keys, crowded)), traits)]
        rows, values = (np.concatenate([getattr(keys, name) for keys in kept]) for name in ("rows", "keys"))
        return Ragged.gathered(rows, values, len(traits))

    def _first(self, traits: Traits) -> Iterator[_Keys]:
        """Give the keys of two parts, and the rare words."""
        slots = traits.slots
        both = [(one, other) for at, one in enumerate(slots) for other in slots[at + 1 :]]
        for one, other in both or [(slots[0], slots[0])]:
            two = crossed(one, other)
            apart = two.one != two.other if both else two.one < two.other
            low, high = np.minimum(two.one, two.other), np.maximum(two.one, two.other)
            yield _Keys(two.rows[apart], _mixed(WORDS, low[apart], high[apart]), _TRAITS)
        for slot in slots:
            for at, kind in enumerate(_TRAITS):
                yield _of_two(kind, crossed(slot, traits.of(kind)), _TRAITS[at + 1 :])
        for strong in traits.strong:
            rare = self._is_rare(strong.values)
            yield _Keys(strong.rows[rare], _mixed(WORD, strong.values[rare], strong.values[rare]), ())

    def _is_rare(self, words: Ints) -> NDArray[np.bool_]:
        known = words < len(self._rare)
        found: NDArray[np.bool_] = known & self._rare[np.where(known, words, 0)]
        return found


def _of_two(kind: int, two: Crossed, traits: tuple[int, ...]) -> _Keys:
    given = two.other >= 0  # a trait that is not given joins nobody by itself
    return _Keys(two.rows[given], _mixed(kind, two.one[given], two.other[given]), traits)


def _finer(keys: _Keys, traits: Traits) -> Iterator[_Keys]:
    """Tell the bearers of crowded keys apart by each further trait, in their order."""
    for at, trait in enumerate(keys.traits):
        lists = traits.of(trait)
        counts = lists.counts[keys.rows]
        finer = lists.take(keys.rows)
        mixed = _mixed(trait, np.repeat(keys.keys, counts), finer.values)
        yield _Keys(np.repeat(keys.rows, counts), mixed, keys.traits[at + 1 :])


def _crowded(waiting: list[_Keys]) -> Ints:
    """Give the keys that too many people bear, in order."""
    keys, counts = np.unique(np.concatenate([one.keys for one in waiting]), return_counts=True)
    found: Ints = keys[counts > CROWD]
    return found


def _cut(keys: _Keys) -> _Keys:
    """Keep the first bearers of each key, as many as a crowd may have."""
    order = np.lexsort((keys.rows, keys.keys))
    rows, values = keys.rows[order], keys.keys[order]
    _, first, counts = np.unique(values, return_index=True, return_counts=True)
    kept = np.arange(len(values)) - np.repeat(first, counts) < CROWD
    return _Keys(rows[kept], values[kept], ())


def _among(keys: Ints, ordered: Ints) -> NDArray[np.bool_]:
    if not len(ordered):
        return np.zeros(len(keys), np.bool_)
    at = np.minimum(np.searchsorted(ordered, keys), len(ordered) - 1)
    found: NDArray[np.bool_] = ordered[at] == keys
    return found


def _mixed(kind: int, one: Ints, other: Ints) -> Ints:
    """Make one number of a kind and two numbers."""
    mixed = one.astype(np.uint64) * _MIX[0] + other.astype(np.uint64) + np.uint64((kind * int(_MIX[1])) % 2**64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX[1]
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX[2]
    found: Ints = (mixed ^ (mixed >> np.uint64(31))).view(np.int64)
    return found


def _place(keys: Ints) -> Ints:
    found: Ints = (keys.view(np.uint64) >> _SHIFT).astype(np.int64)
    return found
