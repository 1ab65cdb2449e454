"""Words in the memory of one process: the same FTS5 table in a database that has no file.

So nothing of an index lies on a disk, on whichever engine the house keeps its rows, and it is gone with the process.
Threads take turns at it.
"""

from __future__ import annotations

import sqlite3
from threading import Lock
from typing import TYPE_CHECKING

from khabar.adapters.full_text.fts5 import Fts5Index

if TYPE_CHECKING:
    from collections.abc import Iterable

    from khabar.domain.archive_index import IndexedParagraph
    from khabar.domain.search_queries import Wanted


class MemoryIndex:
    """An index without a file. What SQLite would put aside for sorting stays in memory too."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._connection.execute("PRAGMA temp_store = MEMORY")
        self._connection.execute("PRAGMA secure_delete = ON")
        self._index = Fts5Index(self._connection.cursor(), "?")
        self._index.create()

    def put(self, paragraphs: Iterable[IndexedParagraph]) -> None:
        """Add paragraphs, all or none; one that is there already must be dropped first."""
        with self._turn, self._connection:
            self._connection.execute("BEGIN")
            self._index.put(paragraphs)

    def drop(self, numbers: Iterable[int]) -> None:
        """Take paragraphs out; nothing happens for those that are not there."""
        with self._turn, self._connection:
            self._connection.execute("BEGIN")
            self._index.drop(numbers)

    def purge(self) -> None:
        """Write the index anew, so that nothing of what was dropped is left in it."""
        with self._turn:
            self._index.purge()

    def find(self, wanted: Wanted, *, most: int) -> list[int]:
        """Give the numbers of paragraphs that hold all that is wanted, best first; of very many the first ones."""
        with self._turn:
            return self._index.find(wanted, most=most)


class IndexesInMemory:
    """Makes such indexes."""

    def empty(self) -> MemoryIndex:
        """Return one that holds nothing yet."""
        return MemoryIndex()
