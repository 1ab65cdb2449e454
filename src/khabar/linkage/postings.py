"""Who bears a word in the name, kept so that a very common name does not turn every search into a scan.

The first bearers of one and the same name are listed under each of its words. All bearers of a name that more than
CROWD people share stand in a crowd, divided by birth year and kin, and divided again where that is not enough. What is
still too many is cut: the first ones put in are given.
"""

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.names.growing import Growing

CROWD: Final = 1000
"""How many people may share a name before they are divided. Judged: a thousand rows are weighed in about 1 ms."""

Trait = tuple[str, int]
"""A kind ("birth" or "kin") and a number by which a crowd is divided; -1 where it is not given."""
Traits = tuple[Trait, ...]


class Crowd:
    """The rows that share a name, in the order they were put in, divided by traits once they are many.

    Each division uses a kind of trait once: first birth, then kin.
    """

    __slots__ = ("_kinds", "_members", "_parts")

    def __init__(self, kinds: tuple[str, ...] = ("birth", "kin")) -> None:
        self._kinds = kinds
        self._members: dict[int, Traits] = {}
        self._parts: dict[Trait, Crowd] | None = None

    def __len__(self) -> int:
        return len(self._members)

    def add(self, row: int, traits: Traits) -> None:
        """Put a row in; a crowd that grows past the limit is divided once."""
        self._members[row] = traits
        if self._parts is not None:
            self._add_to_parts(row, traits)
        elif len(self._members) > CROWD and self._kinds:
            self._parts = {}
            for member, borne in self._members.items():
                self._add_to_parts(member, borne)

    def remove(self, row: int) -> None:
        """Take a row out; rows not in the crowd raise KeyError."""
        traits = self._members.pop(row)
        if self._parts is None:
            return
        for trait in self._dividing(traits):
            part = self._parts[trait]
            part.remove(row)
            if not part:
                del self._parts[trait]

    def members(self, traits: Traits) -> Iterator[int]:
        """Give all of a small crowd, and of a large one those who share a trait; a row may come more than once."""
        if len(self._members) <= CROWD:
            yield from self._members
        elif self._parts is None:
            yield from (row for row, _ in zip(self._members, range(CROWD), strict=False))
        else:
            for trait in self._dividing(traits):
                if trait in self._parts:
                    yield from self._parts[trait].members(traits)

    def _add_to_parts(self, row: int, traits: Traits) -> None:
        parts = self._parts if self._parts is not None else {}
        for trait in self._dividing(traits):
            part = parts.get(trait)
            if part is None:
                part = parts[trait] = Crowd(tuple(kind for kind in self._kinds if kind != trait[0]))
            part.add(row, traits)

    def _dividing(self, traits: Traits) -> list[Trait]:
        return [trait for trait in traits if trait[0] in self._kinds]


class Postings:
    """From the number of a word to the rows whose names hold it, and from a common name to its crowd."""

    def __init__(self, traits_of: Callable[[int], Traits]) -> None:
        self._traits_of = traits_of
        self._rows: dict[int, Growing] = {}
        self._bearers: dict[int, list[int]] = {}
        self._crowds: dict[int, Crowd] = {}
        self._first: dict[int, int] = {}

    def extend(self, rows: NDArray[np.int64], names: NDArray[np.int32], words: NDArray[np.int32]) -> None:
        """Put rows under their names, each with the words of that name in a row of `words`, filled up with -1."""
        listed = []
        for at, (row, name) in enumerate(zip(rows.tolist(), names.tolist(), strict=True)):
            bearers = self._bearers.setdefault(name, [])
            if name in self._crowds or len(bearers) >= CROWD:
                self._crowd(name).add(row, self._traits_of(row))
            else:
                bearers.append(row)
                listed.append(at)
        own = words[listed]
        held = own >= 0
        if not held.any():
            return
        borne, bearing = own[held], np.repeat(rows[listed], held.sum(axis=1))
        order = np.argsort(borne, kind="stable")
        distinct, starts = np.unique(borne[order], return_index=True)
        for word, some in zip(distinct.tolist(), np.split(bearing[order], starts[1:]), strict=True):
            if word not in self._rows:
                self._rows[word] = Growing(np.int32)
            self._rows[word].extend(some)

    def remove(self, row: int, name: int) -> None:
        """Take a row from the bearers of a name; in the lists of words it stays until they are made anew."""
        if name in self._crowds:
            self._crowds[name].remove(row)
        else:
            self._bearers[name].remove(row)

    def _crowd(self, name: int) -> Crowd:
        """Give the crowd of a name; made of its bearers when it is first asked for."""
        crowd = self._crowds.get(name)
        if crowd is None:
            crowd = self._crowds[name] = Crowd()
            bearers = self._bearers[name]
            self._first[name] = bearers[0]
            for bearer in bearers:
                crowd.add(bearer, self._traits_of(bearer))
            bearers.clear()
        return crowd

    def rows(self, word: int) -> NDArray[np.int32]:
        """List the rows whose names hold a word."""
        found = self._rows.get(word)
        return _NOBODY if found is None else found.view  # type: ignore[return-value]  # made of this kind

    def crowds(self) -> list[tuple[int, Crowd]]:
        """Give the crowds of common names, each with a row listed under the words of that name."""
        return [(self._first[name], crowd) for name, crowd in self._crowds.items() if crowd]


_NOBODY: Final = np.zeros(0, np.int32)
