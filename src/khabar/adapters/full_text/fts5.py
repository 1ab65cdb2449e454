"""Words in SQLite: one FTS5 table with the words of each paragraph, other readings of them, and keys by sound.

SQLite parts them at spaces and changes nothing. A word that was dropped lies in old parts of the index until `purge`,
which writes the index anew; actions that drop words because a person asked for it must end with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from khabar.adapters.full_text.cursors import Cursor
    from khabar.domain.archive_index import IndexedParagraph
    from khabar.domain.search_queries import Phrase, Term, Wanted

CREATE: Final = (
    "CREATE VIRTUAL TABLE archive_words USING fts5(words, also, sounds, "
    "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\")"
)
DROP: Final = "DROP TABLE archive_words"
"""For the migration that makes the table, and its way back."""
_PUT: Final = "INSERT INTO archive_words(rowid, words, also, sounds) VALUES (?, ?, ?, ?)"
_DELETE: Final = "DELETE FROM archive_words WHERE rowid = ?"
_PURGE: Final = "INSERT INTO archive_words(archive_words) VALUES ('optimize')"
_FIRST: Final = "SELECT rowid FROM archive_words WHERE archive_words MATCH ? LIMIT ?"
_BEST: Final = "SELECT rowid FROM archive_words WHERE archive_words MATCH ? ORDER BY rank LIMIT ?"
MOST_RANKED: Final = 2_000
"""Where more paragraphs than this hold the words, they are given in their order, for ranking them would take long."""


class Fts5Index:
    """An index in the database behind a cursor. `sign` stands for a value in its statements: "?" or "%s"."""

    def __init__(self, cursor: Cursor, sign: str = "%s") -> None:
        self._cursor, self._sign = cursor, sign

    def create(self) -> None:
        """Make the table."""
        self._cursor.execute(CREATE)

    def put(self, paragraphs: Iterable[IndexedParagraph]) -> None:
        """Add paragraphs; one that is there already must be dropped first."""
        self._cursor.executemany(self._said(_PUT), paragraphs)

    def drop(self, numbers: Iterable[int]) -> None:
        """Take paragraphs out; nothing happens for those that are not there."""
        self._cursor.executemany(self._said(_DELETE), ((number,) for number in numbers))

    def purge(self) -> None:
        """Write the index anew, so that nothing of what was dropped is left in it."""
        self._cursor.execute(_PURGE)

    def find(self, wanted: Wanted, *, most: int) -> list[int]:
        """Give the numbers of paragraphs that hold all that is wanted, best first; of very many the first ones."""
        match, enough = matching(wanted), max(most, MOST_RANKED)
        found = self._numbers(_FIRST, (match, enough))
        return found[:most] if len(found) == enough else self._numbers(_BEST, (match, most))

    def _numbers(self, statement: str, values: Sequence[object]) -> list[int]:
        self._cursor.execute(self._said(statement), values)
        return [int(row[0]) for row in self._cursor.fetchall()]

    def _said(self, statement: str) -> str:
        return statement.replace("?", self._sign)


def matching(wanted: Wanted) -> str:
    """Write what is wanted in FTS5's language; every word stands in quotation marks, so none is an operator."""
    return " AND ".join(f"({_term(term)})" for term in wanted.terms)


def _term(term: Term) -> str:
    ways = [f"{{words also}} : {_phrase(way)}" for way in term.ways]
    return " OR ".join([*ways, *(f'{{sounds}} : "{key}"' for key in term.sounds)])


def _phrase(way: Phrase) -> str:
    return f'"{" ".join(way.words)}"{"*" if way.begins else ""}'
