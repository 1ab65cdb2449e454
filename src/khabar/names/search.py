"""A register of names in memory, to find the ones most like a given name in any script.

Every word asked for is held against all words of the register; names that share words like them, the rarest counting
most, are then compared in full. Names share entries by spelling, so a million equal names cost one comparison.
It must never be kept or written: it lives as long as the command or round that made it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.names.alike import AlikeWords, Depth
from khabar.names.lexicon import NO_WORD, Lexicon
from khabar.names.tables import Tables
from khabar.names.whole import scores

Numbers = NDArray[np.intp]

DEPTH: Final = Depth(one_in=1, least=1500, most=1500, kept=120)
"""How closely words are looked at. Judged: the tables of docs/matching.md."""
LEAST_COMPARED: Final = 150
"""Names compared in full per search, at least: those whose words together are most alike."""
COMPARED_PER_PLACE: Final = 15


@dataclass(frozen=True, slots=True)
class Found:
    """A register entry and its score against the name searched for."""

    id: str
    score: float


class NameIndex:
    """Finds names by sound in any script. Ranking is by score, then by id; other entries never change a score."""

    def __init__(self, entries: Iterable[tuple[str, str]], *, tables: Tables | None = None) -> None:
        """Take (id, name) entries; ids are the caller's to keep unique. Tables are those of the current version."""
        self._lexicon = Lexicon(tables)
        ids, of_name = [], []
        for id_, name in entries:
            ids.append(id_)
            of_name.append(name)
        numbers = self._lexicon.numbers_of(of_name)
        self._size = len(self._lexicon)
        self._ids, self._starts = _by_name(ids, numbers, self._size)
        self._words = AlikeWords(self._lexicon.words, DEPTH)
        self._names_of = _Postings(self._lexicon, self._size)
        self._words.put(self._names_of.words.tolist())

    def __len__(self) -> int:
        return len(self._ids)

    def search(self, name: str, *, limit: int) -> list[Found]:
        """List the entries most like a name, best first, at most `limit`; empty if nothing sounds like it."""
        asked = self._lexicon.number_of(name)
        most = max(LEAST_COMPARED, COMPARED_PER_PLACE * limit)
        near = self._nearest(asked, most)
        told = scores(self._lexicon, np.full(len(near), asked, np.intp), near)
        order = np.argsort(-told, kind="stable")
        found: list[Found] = []
        for place in order.tolist():
            score = float(told[place])
            if len(found) >= limit and score < found[limit - 1].score:
                break
            start, end = self._starts[near[place]], self._starts[near[place] + 1]
            found.extend(Found(id_, score) for id_ in self._ids[start : min(end, start + limit)])
        return sorted(found, key=lambda entry: (-entry.score, entry.id))[:limit]

    def _nearest(self, asked: int, most: int) -> Numbers:
        """Give the names whose words are together most like those of the name asked for, at most so many."""
        total, best = np.zeros(self._size, np.float32), np.zeros(self._size, np.float32)
        words = self._lexicon.words_of(asked).tolist()
        self._words.look_up(words)
        for word in words:
            alike, weights = self._words.alike(word)
            lists = [self._names_of[other] for other in alike[::-1].tolist()]
            rows = np.concatenate([*lists, _NOBODY])
            best[rows] = np.repeat(weights[::-1], list(map(len, lists)))  # of a name's words the likest is written last
            total[rows] += best[rows]  # and counts once, however often its row stands there
        found = np.flatnonzero(total > 0.0)
        if len(found) > most:
            found = found[np.argpartition(-total[found], most)[:most]]
        return found[np.lexsort((found, -total[found]))]


def _by_name(ids: Sequence[str], numbers: Numbers, size: int) -> tuple[list[str], list[int]]:
    """Put ids in the order of their names' numbers, those of one name in their own; say where each name's begin."""
    order = np.argsort(numbers, kind="stable")
    starts = np.searchsorted(numbers[order], np.arange(size + 1))
    ordered = [ids[at] for at in order.tolist()]
    for name in np.flatnonzero(np.diff(starts) > 1).tolist():
        start, end = starts[name : name + 2]
        ordered[start:end] = sorted(ordered[start:end])
    return ordered, starts.tolist()


class _Postings:
    """From every word to the names that have it, as one array cut into pieces."""

    def __init__(self, lexicon: Lexicon, size: int) -> None:
        rows = lexicon.rows_of(np.arange(size))
        name, place = np.nonzero(rows != NO_WORD)
        word = rows[name, place]
        order = np.argsort(word, kind="stable")
        self._names = name[order].astype(np.int32)
        self.words, starts = np.unique(word[order], return_index=True)
        self._starts = np.append(starts, len(order))
        self._at = {number: at for at, number in enumerate(self.words.tolist())}

    def __getitem__(self, word: int) -> NDArray[np.int32]:
        at = self._at[word]
        return self._names[self._starts[at] : self._starts[at + 1]]


_NOBODY: Final = np.zeros(0, np.int32)
