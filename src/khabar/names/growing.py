"""Columns of numbers that grow at the end.

Room is doubled when it runs out, so adding a row costs the same whether a hundred or a million are there.
A view is for reading at once: it must never be kept beyond the next addition.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import DTypeLike, NDArray

_FIRST_ROOM: Final = 4


class Growing:
    """Rows of `width` numbers of one kind; `width` 0 makes a plain row of one number."""

    __slots__ = ("_data", "_length")

    def __init__(self, kind: DTypeLike, width: int = 0) -> None:
        self._data: NDArray[np.generic] = np.zeros((_FIRST_ROOM, width) if width else _FIRST_ROOM, kind)
        self._length = 0

    def __len__(self) -> int:
        return self._length

    @property
    def view(self) -> NDArray[np.generic]:
        """All rows, without a copy."""
        return self._data[: self._length]

    def add(self, value: float | Sequence[int]) -> None:
        """Add one row."""
        self._make_room(1)
        self._data[self._length] = value
        self._length += 1

    def extend(self, values: Sequence[int] | Sequence[Sequence[int]] | NDArray[np.generic]) -> None:
        """Add several rows."""
        count = len(values)
        if not count:
            return
        self._make_room(count)
        self._data[self._length : self._length + count] = np.asarray(values, self._data.dtype)
        self._length += count

    def _make_room(self, count: int) -> None:
        needed = self._length + count
        if needed > len(self._data):
            room = np.zeros((max(needed, 2 * len(self._data)), *self._data.shape[1:]), self._data.dtype)
            room[: self._length] = self._data[: self._length]
            self._data = room
