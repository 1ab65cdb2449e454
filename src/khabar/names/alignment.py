"""How well one word can be the writing of another: the best alignment of their letters under a learned table.

Each source letter stands for nothing or for one to three target letters, and target letters may stand in between; the
logarithm of the best such reading, against the target as a mere word of its language, is the score. The recursion runs
over many pairs at once (max-product; Ristad and Yianilos 1998, Jiampojamarn and others 2007).
It must never be asked for one pair in a loop: a batch costs what one does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.names.letters import LONGEST_PIECE, Coded

Floats = NDArray[np.float32]
Places = NDArray[np.intp]

CHUNK: Final = 1024
"""Pairs aligned at once, so that a step's arrays stay in the processor's cache."""


@dataclass(frozen=True)
class Alignment:
    """A learned table from one script to another.

    `emission` (source codes, pieces): log probability that a source letter stands for a piece, piece 0 for nothing.
    `insertion` (pieces): log probability of a single target letter in between. `best` (source codes): the largest of
    each row, what a perfect spelling would reach.
    """

    emission: Floats
    insertion: Floats
    best: Floats

    def scores(self, source: Coded, at: Places, target: Coded, to: Places) -> Floats:
        """Give the log probability of the best reading for pairs of rows: source[at] as target[to]."""
        found = np.zeros(len(at), np.float32)
        for rows in _alike_in_length(source.source_length[at], target.length[to]):
            found[rows] = self._scores(source, at[rows], target, to[rows])
        return found

    def _scores(self, source: Coded, at: Places, target: Coded, to: Places) -> Floats:
        """Align pairs whose sources have one length; targets are padded to the longest.

        Arrays stand with the letters first and the pairs side by side, so that each step goes over the pairs in order.
        """
        width = max(int(target.length[to].max()), 1)
        pieces = [target.pieces[to, end, end:width].T.astype(np.intp) for end in range(min(LONGEST_PIECE, width))]
        inserted = np.zeros((width + 1, len(at)), np.float32)
        np.cumsum(self.insertion[pieces[0]], axis=0, out=inserted[1:])
        values = inserted
        for row in self._rows(source, at):
            values = self._one_letter_on(values, row, pieces, inserted)
        return values[target.length[to], np.arange(len(at))]

    def _rows(self, source: Coded, at: Places) -> Iterator[Places]:
        """Say for each source letter in turn where its row begins in the flat table, pair by pair."""
        letters = int(source.source_length[at[0]])
        yield from source.source[at, :letters].T.astype(np.intp) * self.emission.shape[1]

    def _one_letter_on(self, values: Floats, row: Places, pieces: Sequence[Places], inserted: Floats) -> Floats:
        """Give the best readings up to each target letter, with one more source letter read."""
        table = self.emission.reshape(-1)
        reached = values + table[row]
        for long, pieces_so_long in enumerate(pieces, 1):
            stands = table.take(pieces_so_long + row, mode="clip")  # in range; what only spares looking is fastest
            stands += values[:-long]
            np.maximum(reached[long:], stands, out=reached[long:])
        reached -= inserted
        for place in range(1, len(reached)):
            np.maximum(reached[place], reached[place - 1], out=reached[place])
        reached += inserted
        return reached


def _alike_in_length(sources: NDArray[np.int16], targets: NDArray[np.int16]) -> Iterator[Places]:
    """Divide pairs into chunks of one source length and near target lengths."""
    order = np.lexsort((targets, sources))
    edges = np.flatnonzero(np.diff(sources[order])) + 1
    for group in np.split(order, edges):
        for start in range(0, len(group), CHUNK):
            yield group[start : start + CHUNK]
