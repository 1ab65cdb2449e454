"""The index of words as one process remembers it while the files are unlocked: in memory, in no file.

It is filled from sealed words, a bounded number at a time, and says how far it is. When the house is locked it goes. It
must never be written anywhere, and never outlive its process.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, ClassVar, Final

from khabar.apps.archive.keeping import record_of, words_in
from khabar.apps.archive.models import Document, Leaf, Shelf
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from khabar.domain.search_queries import Wanted
    from khabar.ports import FullText, Parts

LEAVES_AT_ONCE: Final = 300
"""Leaves taken in by one search: some twelve thousand paragraphs, about a second."""
MOST_ON_A_LEAF: Final = 1_000
"""A paragraph is known in the index as this many times the number of its leaf, and its place on it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands: the id of its leaf, and its number there."""

    leaf: str
    at: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What a search has come to: the places, best first; how many leaves were searched, of how many."""

    places: tuple[Place, ...]
    searched: int
    of: int


@dataclass(frozen=True, slots=True)
class _Taken:
    """A leaf as it was taken in: its number here, its version, the numbers of its paragraphs in the index."""

    number: int
    version: int
    lines: tuple[int, ...] = field(repr=False)


class Words:
    """The words of all leaves. Threads take turns at bringing it up to date."""

    _kept: ClassVar[Words | None] = None
    _making: ClassVar[Lock] = Lock()

    def __init__(self, index: FullText) -> None:
        self._index, self._turn = index, Lock()
        self._taken: dict[str, _Taken] = {}
        self._leaf_of: dict[int, str] = {}
        self._next = 1
        self._shelf: int | None = None

    @classmethod
    def of_this_process(cls, parts: Parts) -> Words:
        """Give the one memory of this process, made when it is first asked for."""
        with cls._making:
            if cls._kept is None:
                cls._kept = cls(parts.word_indexes.empty())
            return cls._kept

    @classmethod
    def forget(cls) -> None:
        """Drop all of it."""
        with cls._making:
            cls._kept = None

    @classmethod
    def forget_when_locked(cls, parts: Parts) -> None:
        """Drop all of it once the files are locked; asks the agent only where there is something to forget."""
        if cls._kept is not None and KeyClass.FILES in parts.keys.locked():
            cls.forget()

    def look_for(self, wanted: Wanted, *, most: int, parts: Parts) -> Looked:
        """Bring it up to date as far as one search may, and give what holds the words."""
        parts.keys.key(KeyClass.FILES)
        with self._turn:
            of = self._bring_up_to_date(parts)
            numbers = self._index.find(wanted, most=most)
            places = (Place(self._leaf_of[one // MOST_ON_A_LEAF], one % MOST_ON_A_LEAF) for one in numbers)
            return Looked(tuple(places), len(self._taken), of)

    def _bring_up_to_date(self, parts: Parts) -> int:
        """Drop what is gone or changed, take in what is new; return how many leaves there are."""
        now = dict(Leaf.objects.values_list("id", "version"))
        gone = [one for one, taken in self._taken.items() if now.get(one) != taken.version]
        self._drop(gone)
        shelf = Shelf.objects.values_list("version", flat=True).first()
        if shelf != self._shelf and self._shelf is not None and gone:
            self._index.purge()
        self._shelf = shelf
        missing = [one for one in now if one not in self._taken][:LEAVES_AT_ONCE]
        self._take_in(missing, now, parts)
        return len(now)

    def _drop(self, leaves: Iterable[str]) -> None:
        for one in leaves:
            taken = self._taken.pop(one)
            self._index.drop(taken.lines)
            del self._leaf_of[taken.number]

    def _take_in(self, leaves: list[str], versions: Mapping[str, int], parts: Parts) -> None:
        rows = Leaf.objects.filter(id__in=leaves).order_by("document_id", "number")
        documents = {
            one.id: one for one in Document.objects.filter(id__in=set(rows.values_list("document", flat=True)))
        }
        records = {one: record_of(row, parts=parts) for one, row in documents.items()}
        for row in rows:
            if row.version != versions[row.id] or row.document_id not in records:
                continue  # it changed this very moment: the next search takes it in
            number, self._next = self._next, self._next + 1
            first = number * MOST_ON_A_LEAF
            lines = [one._replace(number=first + one.number) for one in words_in(row, records[row.document_id])]
            self._index.put(lines)
            self._taken[row.id] = _Taken(number, row.version, tuple(one.number for one in lines))
            self._leaf_of[number] = row.id
