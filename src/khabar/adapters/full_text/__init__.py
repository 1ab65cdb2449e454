"""Indexes of words: SQLite's FTS5 in a file or in memory, and PostgreSQL's `simple` configuration, as one Protocol.

All are given words already folded (`khabar.domain.search_words`), so that all find the same. An installation uses the
one in memory: promise 6 leaves no readable word on a disk.
"""

from khabar.adapters.full_text.fts5 import Fts5Index
from khabar.adapters.full_text.memory import IndexesInMemory, MemoryIndex
from khabar.adapters.full_text.postgres import PostgresIndex

__all__ = ["Fts5Index", "IndexesInMemory", "MemoryIndex", "PostgresIndex"]
