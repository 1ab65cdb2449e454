"""Lists of numbers, one for each row, end to end in two arrays, and every number of one list beside each of another.

It exists so that keys of millions of rows are worked out without a loop. It must never know what the numbers mean.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from khabar.linkage.arrays import places_within

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ragged:
    """A list for each row: `values` of all lists end to end, `counts` how many belong to each."""

    values: Ints
    counts: Ints

    def __len__(self) -> int:
        return len(self.counts)

    @classmethod
    def of(cls, lists: Iterable[Sequence[int]]) -> "Ragged":
        """Put lists end to end."""
        kept = list(lists)
        flat = np.fromiter((value for one in kept for value in one), np.int64)
        return cls(flat, np.array([len(one) for one in kept], np.int64))

    @classmethod
    def gathered(cls, rows: Ints, values: Ints, length: int) -> "Ragged":
        """Give each of `length` rows its values, each value once."""
        order = np.lexsort((values, rows))
        rows, values = rows[order], values[order]
        new = np.ones(len(rows), np.bool_)
        new[1:] = (rows[1:] != rows[:-1]) | (values[1:] != values[:-1])
        return cls(values[new], np.bincount(rows[new], minlength=length).astype(np.int64))

    @property
    def rows(self) -> Ints:
        """The row of each value."""
        return np.repeat(np.arange(len(self)), self.counts)

    @property
    def starts(self) -> Ints:
        """Where each list begins."""
        found: Ints = np.cumsum(self.counts) - self.counts
        return found

    def take(self, rows: Ints) -> "Ragged":
        """Give the lists of some rows, in the order asked."""
        counts = self.counts[rows]
        at = np.repeat(self.starts[rows], counts) + places_within(counts)
        return Ragged(self.values[at], counts)

    def expanded(self, lists: "Ragged") -> "Ragged":
        """Put, for each value, the list of that number in its place."""
        found = lists.take(self.values)
        return Ragged.gathered(np.repeat(self.rows, found.counts), found.values, len(self))


@dataclass(frozen=True, slots=True)
class Crossed:
    """Every value of one list beside every value of another list of the same row."""

    rows: Ints
    one: Ints
    other: Ints


def crossed(ones: Ragged, others: Ragged) -> Crossed:
    """Lay lists side by side, row by row."""
    theirs = np.repeat(others.counts, ones.counts)
    at = np.repeat(np.repeat(others.starts, ones.counts), theirs) + places_within(theirs)
    return Crossed(np.repeat(ones.rows, theirs), np.repeat(ones.values, theirs), others.values[at])
