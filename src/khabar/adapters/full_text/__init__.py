"""Indexes of words in a database: SQLite's FTS5, and the `simple` configuration of PostgreSQL, behind one Protocol.

Both are given words already folded (`khabar.domain.search_words`), so that both find the same.
"""

from khabar.adapters.full_text.fts5 import Fts5Index
from khabar.adapters.full_text.postgres import PostgresIndex

__all__ = ["Fts5Index", "PostgresIndex"]
