"""Who shares a retrieval key, kept so that a very common name does not turn every search into a scan.

A key borne by more people than the crowd limit is divided by birth year and by the father's and mother's keys, and
divided again where that is not enough. What is still too many is cut: the first ones put in are given.
"""

from collections.abc import Iterable, Iterator
from typing import Final

CROWD: Final = 1000
"""How many people may share a key before it is divided. Judged: counting a thousand ids takes under a millisecond."""

Trait = tuple[str, str]
"""A kind ("birth" or "kin") and a value by which a crowd is divided; the value is empty where it is not given."""
Traits = tuple[Trait, ...]


class Crowd:
    """The people who share a key, in the order they were put in, divided by traits once they are many.

    Each division uses a kind of trait once: first birth, then kin.
    """

    __slots__ = ("_kinds", "_members", "_parts")

    def __init__(self, kinds: tuple[str, ...] = ("birth", "kin")) -> None:
        self._kinds = kinds
        self._members: dict[str, Traits] = {}
        self._parts: dict[Trait, Crowd] | None = None

    def __len__(self) -> int:
        return len(self._members)

    def add(self, person_id: str, traits: Traits) -> None:
        """Put a person in; a crowd that grows past the limit is divided once."""
        self._members[person_id] = traits
        if self._parts is not None:
            self._add_to_parts(person_id, traits)
        elif len(self._members) > CROWD and self._kinds:
            self._parts = {}
            for member, borne in self._members.items():
                self._add_to_parts(member, borne)

    def remove(self, person_id: str) -> None:
        """Take a person out; ids not in the crowd raise KeyError."""
        traits = self._members.pop(person_id)
        if self._parts is None:
            return
        for trait in self._dividing(traits):
            part = self._parts[trait]
            part.remove(person_id)
            if not part:
                del self._parts[trait]

    def members(self, traits: Traits) -> Iterator[str]:
        """Give all of a small crowd, and of a large one those who share a trait; an id may come more than once."""
        if len(self._members) <= CROWD:
            yield from self._members
        elif self._parts is None:
            yield from (person_id for person_id, _ in zip(self._members, range(CROWD), strict=False))
        else:
            for trait in self._dividing(traits):
                if trait in self._parts:
                    yield from self._parts[trait].members(traits)

    def _add_to_parts(self, person_id: str, traits: Traits) -> None:
        parts = self._parts if self._parts is not None else {}
        for trait in self._dividing(traits):
            part = parts.get(trait)
            if part is None:
                part = parts[trait] = Crowd(tuple(kind for kind in self._kinds if kind != trait[0]))
            part.add(person_id, traits)

    def _dividing(self, traits: Traits) -> list[Trait]:
        return [trait for trait in traits if trait[0] in self._kinds]


class Postings:
    """From every retrieval key to the crowd of people who bear it."""

    def __init__(self) -> None:
        self._crowds: dict[str, Crowd] = {}

    def add(self, person_id: str, keys: Iterable[str], traits: Traits) -> None:
        """Put a person under each key."""
        for key in keys:
            self._crowds.setdefault(key, Crowd()).add(person_id, traits)

    def remove(self, person_id: str, keys: Iterable[str]) -> None:
        """Take a person from under each key; a key nobody bears is forgotten."""
        for key in keys:
            self._crowds[key].remove(person_id)
            if not self._crowds[key]:
                del self._crowds[key]

    def crowds(self, keys: Iterable[str]) -> list[Crowd]:
        """Give the crowds of the keys that somebody bears, the smallest first."""
        return sorted((self._crowds[key] for key in keys if key in self._crowds), key=len)
