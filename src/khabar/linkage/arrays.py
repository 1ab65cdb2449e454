"""Columns that hold a list of numbers in each row and grow at the end; and what numbers of rows are.

A view of them is for reading at once: it must never be kept beyond the next addition.
"""

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from khabar.names.growing import Growing

Rows = NDArray[np.int64]
"""Numbers of rows, in the order in which they are asked for."""
Numbers = NDArray[np.int32]


class Lists:
    """A list of numbers for each row, kept end to end."""

    __slots__ = ("_counts", "_flat", "_starts")

    def __init__(self) -> None:
        self._flat = Growing(np.int32)
        self._starts = Growing(np.int64)
        self._counts = Growing(np.int32)

    def extend(self, lists: Sequence[Sequence[int]]) -> None:
        """Add the lists of the next rows."""
        counts = np.fromiter(map(len, lists), np.int64, len(lists))
        self._starts.extend(len(self._flat) + np.cumsum(counts) - counts)
        self._counts.extend(counts)
        self._flat.extend(list(chain.from_iterable(lists)))

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
