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
"""2 to this many places, of 20 bytes each; pages that nobody used cost no memory."""
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)
"""2**64 over the golden ratio: neighbouring keys land far apart (D. Knuth, The Art of Computer Programming 3, 6.4)."""


class WeighedBefore:
    """Weights of pairs by key, `columns` numbers to a pair. A key is at least 0."""

    def __init__(self, columns: int) -> None:
        self._keys = np.zeros(1 << BITS, np.int64)
        self._told = np.zeros((1 << BITS, columns), np.float32)

    def told(self, keys: Keys, weigh: Callable[[Keys], Floats]) -> Floats:
        """Give the weights of distinct pairs, a row each; those that are not here are weighed, all in one call."""
        places = (keys.astype(np.uint64) * _SPREAD) >> np.uint64(64 - BITS)
        marks = keys + 1  # 0 is a place nobody took
        told: Floats = self._told[places]
        new = np.flatnonzero(self._keys[places] != marks)
        if len(new):
            told[new] = weigh(keys[new])
            self._told[places[new]], self._keys[places[new]] = told[new], marks[new]
        return told
