"""A register of names in memory, to find the ones most like a given name in any script.

Every word asked for is held against all words of the register; names that share words like them, the rarest counting
most, are then compared in full. Names share entries by spelling, so a million equal names cost one comparison.
It must never be kept or written: it lives as long as the command or round that made it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.names.lexicon import NO_WORD, Lexicon
from khabar.names.tables import Tables
from khabar.names.vocabulary import Vocabulary
from khabar.names.whole import scores

Numbers = NDArray[np.intp]

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
        self._ids: list[str | list[str]] = []
        for id_, name in entries:
            number = self._lexicon.number_of(name)
            if number == len(self._ids):
                self._ids.append(id_)
            else:
                held = self._ids[number]
                self._ids[number] = [*held, id_] if isinstance(held, list) else [held, id_]
        self._size = len(self._ids)
        self._vocabulary = Vocabulary(self._lexicon.words)
        self._names_of = _Postings(self._lexicon, self._size)
        self._vocabulary.put(self._names_of.words)

    def __len__(self) -> int:
        return sum(len(held) if isinstance(held, list) else 1 for held in self._ids)

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
            held = self._ids[int(near[place])]
            found.extend(Found(id_, score) for id_ in (sorted(held)[:limit] if isinstance(held, list) else [held]))
        return sorted(found, key=lambda entry: (-entry.score, entry.id))[:limit]

    def _nearest(self, asked: int, most: int) -> Numbers:
        """Give the names whose words are together most like those of the name asked for, at most so many."""
        total = np.zeros(self._size, np.float32)
        for word in self._lexicon.words_of(asked).tolist():
            alike = self._vocabulary.alike(word)
            best = np.zeros(self._size, np.float32)
            for other, weight in zip(alike.words[::-1].tolist(), alike.weights[::-1].tolist(), strict=True):
                best[self._names_of[other]] = weight
            total += best
        found = np.flatnonzero(total)
        if len(found) > most:
            found = found[np.argpartition(-total[found], most)[:most]]
        return found[np.lexsort((found, -total[found]))]


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
