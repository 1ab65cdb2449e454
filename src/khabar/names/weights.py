"""What two words say of one person: a natural-log likelihood ratio for each pair, many pairs at once.

Each distinct pair is weighed once a call, or was before. A plain look at consonants sets most pairs aside before any
alignment; an initial may stand for any word that begins so; no pair weighs more than the rarity of its word allows.
It must never see a whole name.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.names.aliases import NO_ALIAS, are_aliases
from khabar.names.known import DIFFERENT, ONE, UNKNOWN, told_of
from khabar.names.measures import measures, meeting_of, meetings_of
from khabar.names.tables import Tables
from khabar.names.weighed_before import WeighedBefore
from khabar.names.words import WordRows

Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]

_ONES: Final = np.array([bits.bit_count() for bits in range(1 << 12)], np.int8)
_READING, _SHORT = 0, 2
_HALF, _LOWER = 32, (1 << 32) - 1
"""A pair of words is one number: the lower word's in the upper half of its bits."""
TOLD: Final = 3
"""What is told of a pair: its weight; its reading against chance, the alignment's own likelihood ratio; and what this
is short of a perfect spelling."""
_EQUAL: Final = np.float32(30)
"""Weight of two words spelt alike before rarity bounds it: nothing but a namesake is left to doubt."""


class Weighed:
    """Distinct pairs of words with their weights; `at` asks for any of them."""

    def __init__(
        self, tables: Tables, rows: WordRows, left: Numbers, right: Numbers, before: WeighedBefore | None = None
    ) -> None:
        """Weigh pairs; the arrays may have any one shape, and the answers have it too.

        `before` knows pairs of the same words from earlier calls, and keeps these.
        """
        low, high = np.minimum(left, right).reshape(-1), np.maximum(left, right).reshape(-1)
        keys, self._places = np.unique(low << _HALF | high, return_inverse=True)
        self._shape = left.shape

        def weigh(new: Numbers) -> Floats:
            return np.stack(_weights(tables, rows, new >> _HALF, new & _LOWER), axis=1)

        self._told = before.told(keys, weigh) if before else weigh(keys)

    def told(self) -> Floats:
        """Give weight, reading and short in the shape asked for, side by side."""
        found: Floats = self._told[self._places].reshape(*self._shape, TOLD)
        return found

    def weight(self) -> Floats:
        """Give the weights in the shape asked for."""
        found: Floats = self._told[self._places, 0].reshape(self._shape)
        return found


def bits(values: NDArray[np.int16]) -> NDArray[np.int8]:
    """Count the bits of sets of consonants."""
    return np.asarray(_ONES[values])


def _weights(tables: Tables, rows: WordRows, one: Numbers, other: Numbers) -> tuple[Floats, Floats, Floats]:
    limits = tables.limits
    weight = np.full(len(one), limits["worst"], np.float32)
    reading, short = np.full(len(one), limits["worst"], np.float32), np.full(len(one), limits["unlike"], np.float32)
    initial = rows.is_initial[one] | rows.is_initial[other]
    fits = (rows.begins[one] & rows.begins[other]) > 0
    weight[initial] = np.where(fits[initial], limits["initial"], -limits["initial"])
    reading[initial], short[initial] = weight[initial], 0.0
    asked = np.flatnonzero(~initial & _may_be_alike(rows, one, other))
    meetings = meetings_of(rows, one[asked], other[asked])
    for number in np.unique(meetings):
        at = asked[meetings == number]
        measured = measures(tables, rows, one[at], other[at])
        weight[at] = tables.words[meeting_of(int(number))](measured)
        reading[at], short[at] = measured[:, _READING], measured[:, _SHORT]
    equal = rows.spelling[one] == rows.spelling[other]
    weight[equal & ~initial], short[equal] = _EQUAL, 0.0
    same, different = _known(tables, rows, one, other)
    different = different[weight[different] < limits["sounds equal"]]
    weight[different] = np.minimum(weight[different], limits["known different"])
    for places, least in ((same, limits["known"]), (_aliases(rows, one, other), limits["alias"])):
        likely = places[weight[places] < least]
        weight[likely] = reading[likely] = least
        short[likely] = 0.0
    shared = np.maximum(rows.frequency[one], rows.frequency[other])
    alike = ~initial
    bounded = -np.log(np.exp(-np.maximum(weight[alike], limits["worst"])) + shared[alike])
    weight[alike] = bounded
    return weight, reading, short


def _known(tables: Tables, rows: WordRows, one: Numbers, other: Numbers) -> tuple[Numbers, Numbers]:
    """Give the places of pairs known as one name, and of those known as different ones, as brothers' names are."""
    left, right = rows.known[one], rows.known[other]
    asked = np.flatnonzero((left != UNKNOWN) & (right != UNKNOWN) & (one != other)).tolist()
    told = [(place, told_of(int(left[place]), int(right[place]), tables.held)) for place in asked]
    same, different = ([place for place, found in told if found == wanted] for wanted in (ONE, DIFFERENT))
    return np.array(same, np.intp), np.array(different, np.intp)


def _aliases(rows: WordRows, one: Numbers, other: Numbers) -> Numbers:
    """Give the places of pairs that are two names of one person by the reviewed table."""
    left, right = rows.alias[one], rows.alias[other]
    both = np.flatnonzero((left != NO_ALIAS) & (right != NO_ALIAS) & (left != right))
    kept = [place for place in both.tolist() if are_aliases(int(left[place]), int(right[place]))]
    return np.array(kept, np.intp)


def _may_be_alike(rows: WordRows, one: Numbers, other: Numbers) -> NDArray[np.bool_]:
    """Say whether two words are worth aligning: few consonants that the one must have and the other cannot."""
    lacking = bits(rows.must[one] & ~rows.can[other]) + bits(rows.must[other] & ~rows.can[one])
    bearing = bits(rows.must[one] | rows.must[other])
    return np.asarray((lacking <= 1) | (3 * lacking <= bearing))
