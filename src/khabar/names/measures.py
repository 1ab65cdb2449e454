"""How alike two words are, as measures and as a weight: the alignment of their letters, read by a small network.

Words of one script are aligned both ways, so that the order of a pair never matters. A weight is a natural-log
likelihood ratio, bounded by how common the word is. It must never see a whole name.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.names.tables import RANK, Meeting, Tables
from khabar.names.words import SCRIPTS, WordRows

Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]

MEASURES: Final = (
    "reading against chance",
    "reading against chance, a letter",
    "short of a perfect spelling",
    "short of a perfect spelling, a letter",
    "letters of the shorter word",
    "difference in letters",
    "surprise of the target",
    "reading against chance, below nothing",
)
"""What the network of a meeting reads, in order."""


def meetings_of(rows: WordRows, left: Numbers, right: Numbers) -> NDArray[np.int8]:
    """Give a number for the scripts that meet in each pair, the same whichever comes first."""
    one, other = rows.script[left], rows.script[right]
    return np.minimum(one, other) * np.int8(len(SCRIPTS)) + np.maximum(one, other)


def meeting_of(number: int) -> Meeting:
    """Give the scripts of a meeting's number."""
    return SCRIPTS[number // len(SCRIPTS)], SCRIPTS[number % len(SCRIPTS)]


def measures(tables: Tables, rows: WordRows, left: Numbers, right: Numbers) -> Floats:
    """Measure pairs of one meeting; the order of a pair does not matter."""
    swapped = rows.script[left] > rows.script[right]
    source, target = np.where(swapped, right, left), np.where(swapped, left, right)
    meeting = meeting_of(int(meetings_of(rows, left[:1], right[:1])[0]))
    found = _one_way(tables, meeting, rows, source, target)
    if meeting[0] is meeting[1]:
        found = (found + _one_way(tables, meeting, rows, target, source)) / np.float32(2)
    return found


def _one_way(tables: Tables, meeting: Meeting, rows: WordRows, source: Numbers, target: Numbers) -> Floats:
    alignment = tables.alignments[meeting]
    reading = alignment.scores(rows.coded, source, rows.coded, target)
    surprise = rows.surprise[target]
    lengths, letters = rows.length[target].astype(np.float32), rows.source_length[source].astype(np.float32)
    best = np.where(rows.source[source] > 0, alignment.best[rows.source[source]], np.float32(0)).sum(axis=1)
    ratio, short = reading + surprise, best - reading
    many = np.maximum(lengths, 1)
    return np.stack(
        [
            ratio,
            ratio / many,
            short,
            short / np.maximum(letters, 1),
            np.minimum(lengths, letters),
            np.abs(lengths - letters),
            surprise,
            np.minimum(ratio, 0),
        ],
        axis=1,
    )


def rank_of(meeting: Meeting) -> int:
    """Give the number `meetings_of` has for two scripts."""
    return RANK[meeting[0]] * len(SCRIPTS) + RANK[meeting[1]]
