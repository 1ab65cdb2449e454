"""What pairs of words weighed when they last met: the same few words meet over and over in a list of people.

Each pair has one place, where a newer pair pushes out an older one, so that memory is bounded and nothing is searched.
Numbers of words only; it must live no longer than the list of words they belong to.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Keys = NDArray[np.int64]

BITS: Final = 22
"""At most 2 to this many places, of 20 bytes each."""
FIRST_BITS: Final = 12
"""As many places as two people or two short lists need; the room grows when half of it has been taken."""
GROWS_BY: Final = 5
"""Bits: 32 times as many places."""
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)
"""2**64 over the golden ratio: neighbouring keys land far apart (D. Knuth, The Art of Computer Programming 3, 6.4)."""


class WeighedBefore:
    """Weights of pairs by key, `columns` numbers to a pair. A key is at least 0."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._keys: Keys = np.zeros(0, np.int64)
        self._told: Floats = np.zeros((0, columns), np.float32)
        self._make_room(min(FIRST_BITS, BITS))

    def told(self, keys: Keys, weigh: Callable[[Keys], Floats]) -> Floats:
        """Give the weights of distinct pairs, a row each; those that are not here are weighed, all in one call."""
        places, marks = self._places(keys), keys + 1  # 0 is a place nobody took
        told: Floats = self._told[places]
        new = np.flatnonzero(self._keys[places] != marks)
        if len(new):
            told[new] = weigh(keys[new])
            self._told[places[new]], self._keys[places[new]] = told[new], marks[new]
            self._taken += len(new)
            if 2 * self._taken > len(self._keys) and self._bits < BITS:
                self._grow()
        return told

    def _places(self, keys: Keys) -> NDArray[np.uint64]:
        places: NDArray[np.uint64] = (keys.astype(np.uint64) * _SPREAD) >> np.uint64(64 - self._bits)
        return places

    def _grow(self) -> None:
        marks, told = self._keys, self._told
        self._make_room(min(self._bits + GROWS_BY, BITS))
        here = np.flatnonzero(marks)
        places = self._places(marks[here] - 1)
        self._told[places], self._keys[places], self._taken = told[here], marks[here], len(here)

    def _make_room(self, bits: int) -> None:
        self._bits, self._taken = bits, 0
        self._keys = np.zeros(1 << bits, np.int64)
        self._told = np.zeros((1 << bits, self._columns), np.float32)
