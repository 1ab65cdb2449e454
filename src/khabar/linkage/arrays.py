"""Columns of numbers that grow at the end: one number a row, or a list of numbers a row.

Room is doubled when it runs out, so adding a row costs the same whether a hundred or a million are there.
A view is for reading at once: it must never be kept beyond the next addition.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import DTypeLike, NDArray

Rows = NDArray[np.int64]
"""Numbers of rows, in the order in which they are asked for."""
Numbers = NDArray[np.int32]

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

    def extend(self, values: Sequence[int] | NDArray[np.generic]) -> None:
        """Add several rows."""
        count = len(values)
        self._make_room(count)
        self._data[self._length : self._length + count] = np.asarray(values, self._data.dtype)
        self._length += count

    def _make_room(self, count: int) -> None:
        needed = self._length + count
        if needed > len(self._data):
            room = np.zeros((max(needed, 2 * len(self._data)), *self._data.shape[1:]), self._data.dtype)
            room[: self._length] = self._data[: self._length]
            self._data = room


class Lists:
    """A list of numbers for each row, kept end to end."""

    __slots__ = ("_counts", "_flat", "_starts")

    def __init__(self) -> None:
        self._flat = Growing(np.int32)
        self._starts = Growing(np.int64)
        self._counts = Growing(np.int32)

    def add(self, values: Sequence[int]) -> None:
        """Add the list of the next row."""
        self._starts.add(len(self._flat))
        self._counts.add(len(values))
        self._flat.extend(values)

    def counts(self, rows: Rows) -> NDArray[np.int64]:
        """Say how long the lists of these rows are."""
        return self._counts.view[rows].astype(np.int64)

    def first(self, rows: Rows) -> Numbers:
        """Give the first number of each row's list; all of them must hold one."""
        found: Numbers = self._flat.view[self._starts.view[rows]].astype(np.int32)
        return found

    def nth(self, rows: Rows, at: NDArray[np.int64]) -> Numbers:
        """Give, for each row, the number at a place of its list."""
        found: Numbers = self._flat.view[self._starts.view[rows].astype(np.int64) + at].astype(np.int32)
        return found

    def of(self, row: int) -> list[int]:
        """Give one row's list."""
        start, count = int(self._starts.view[row]), int(self._counts.view[row])
        return [int(value) for value in self._flat.view[start : start + count]]

    def joined(self, rows: Rows) -> Numbers:
        """Give the lists of these rows end to end."""
        counts = self.counts(rows)
        return self.nth(np.repeat(rows, counts), places_within(counts))


def places_within(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Count 0, 1, 2 … anew for each group of these sizes, end to end."""
    ends = np.cumsum(counts)
    return np.arange(int(ends[-1]) if len(ends) else 0, dtype=np.int64) - np.repeat(ends - counts, counts)
