"""A register of names in memory, to find the ones most like a given name.

Names share entries by spelling, so a million equal names cost one comparison; rare keys count more than common ones.
It must never be kept or written: it lives as long as the command or round that made it.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from math import log
from typing import Final

import numpy as np

from khabar.names.comparison import score_names
from khabar.names.keys import retrieval_keys

LEAST_CANDIDATES: Final = 200
"""Names compared in full per search, at least: those that share most and rarest keys."""
CANDIDATES_PER_PLACE: Final = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A register entry and its score against the name searched for."""

    id: str
    score: float


class NameIndex:
    """Finds names by sound in any script. Ranking is by score, then by id; other entries never change a score."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        """Take (id, name) entries; ids are the caller's to keep unique."""
        places: dict[str, int] = {}
        self._names: list[str] = []
        self._ids: list[list[str]] = []
        self._entries: dict[str, array[int]] = {}
        for id_, name in entries:
            place = places.setdefault(name, len(self._names))
            if place == len(self._names):
                self._names.append(name)
                self._ids.append([])
                for key in retrieval_keys(name):
                    self._entries.setdefault(key, array("I")).append(place)
            self._ids[place].append(id_)
        for ids in self._ids:
            ids.sort()

    def __len__(self) -> int:
        return sum(map(len, self._ids))

    def search(self, name: str, *, limit: int) -> list[Found]:
        """List the entries most like a name, best first, at most `limit`; empty if nothing sounds like it."""
        most = max(LEAST_CANDIDATES, CANDIDATES_PER_PLACE * limit)
        scored = ((score_names(name, self._names[place]), place) for place in self._candidates(name, most))
        best = sorted(scored, key=lambda pair: -pair[0])
        found: list[Found] = []
        for score, place in best:
            if len(found) >= limit and score < found[limit - 1].score:
                break
            found.extend(Found(id_, score) for id_ in self._ids[place][:limit])
        return sorted(found, key=lambda entry: (-entry.score, entry.id))[:limit]

    def _candidates(self, name: str, most: int) -> list[int]:
        """List the places of names that share keys with the name, rarest keys first, at most `most`."""
        shared = [self._entries[key] for key in sorted(retrieval_keys(name)) if key in self._entries]
        if not shared:
            return []
        places = np.concatenate([np.frombuffer(entries, np.uint32) for entries in shared])
        rarity = np.concatenate([np.full(len(entries), self._rarity_of(entries)) for entries in shared])
        strength = np.bincount(places, rarity)
        found = np.flatnonzero(strength)
        order = np.lexsort((found, -strength[found]))
        return [int(place) for place in found[order[:most]]]

    def _rarity_of(self, entries: "array[int]") -> float:
        return log(1.0 + len(self._names) / len(entries))
