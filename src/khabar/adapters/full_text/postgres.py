"""Words in PostgreSQL: one table of text vectors in the `simple` configuration, which changes no word and drops none.

The words are folded before they come here, so that it finds what SQLite finds. A dropped row leaves its words in the
database's files until it vacuums them; `purge` asks for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from khabar.adapters.full_text.cursors import Cursor
    from khabar.domain.archive_index import IndexedParagraph
    from khabar.domain.search_queries import Phrase, Term, Wanted

CREATE: Final = (
    "CREATE TABLE archive_words (number bigint PRIMARY KEY, words tsvector NOT NULL, sounds tsvector NOT NULL)",
    "CREATE INDEX archive_words_words ON archive_words USING gin (words)",
    "CREATE INDEX archive_words_sounds ON archive_words USING gin (sounds)",
)
DROP: Final = "DROP TABLE archive_words"
"""For the migration that makes the table, and its way back."""
_PUT: Final = (
    "INSERT INTO archive_words(number, words, sounds) VALUES (%s, to_tsvector('simple', %s), to_tsvector('simple', %s))"
)
_DELETE: Final = "DELETE FROM archive_words WHERE number = %s"
_HOLDS: Final = "words @@ to_tsquery('simple', %s)"
_SOUNDS: Final = "(words @@ to_tsquery('simple', %s) OR sounds @@ to_tsquery('simple', %s))"
_FIND: Final = (
    "SELECT number FROM (SELECT number, words FROM archive_words WHERE {conditions} LIMIT %s) AS found"
    " ORDER BY ts_rank(words, to_tsquery('simple', %s)) DESC, number LIMIT %s"
)
MOST_RANKED: Final = 2_000
_SEAM: Final = "khabarseam"
"""Stands between the words of a paragraph and their other readings, so that no phrase runs over."""


class PostgresIndex:
    """An index in the database behind a cursor."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def create(self) -> None:
        """Make the table and its indexes."""
        for statement in CREATE:
            self._cursor.execute(statement)

    def put(self, paragraphs: Iterable[IndexedParagraph]) -> None:
        """Add paragraphs; one that is there already must be dropped first."""
        self._cursor.executemany(_PUT, ((one.number, _one_text(one), one.sounds) for one in paragraphs))

    def drop(self, numbers: Iterable[int]) -> None:
        """Take paragraphs out; nothing happens for those that are not there."""
        self._cursor.executemany(_DELETE, ((number,) for number in numbers))

    def purge(self) -> None:
        """Ask the database to clear away what was dropped; it must not run inside a transaction."""
        self._cursor.execute("VACUUM archive_words")

    def find(self, wanted: Wanted, *, most: int) -> list[int]:
        """Give the numbers of paragraphs that hold all that is wanted, best first; of very many the first ones."""
        conditions = " AND ".join(_SOUNDS if term.sounds else _HOLDS for term in wanted.terms)
        values = [value for term in wanted.terms for value in (_ways(term), _sounds(term)) if value]
        every = " & ".join(f"({_ways(term)})" for term in wanted.terms)
        self._cursor.execute(_FIND.format(conditions=conditions), (*values, max(most, MOST_RANKED), every, most))
        return [int(row[0]) for row in self._cursor.fetchall()]


def _one_text(paragraph: IndexedParagraph) -> str:
    """Give the words and, past a seam that no phrase crosses, their other readings."""
    return f"{paragraph.words} {_SEAM} {paragraph.also}" if paragraph.also else paragraph.words


def _sounds(term: Term) -> str:
    return " | ".join(map(_word, term.sounds))


def _ways(term: Term) -> str:
    return " | ".join(f"({_phrase(way)})" for way in term.ways)


def _phrase(way: Phrase) -> str:
    words = [_word(word) for word in way.words]
    return " <-> ".join(words) + (":*" if way.begins else "")


def _word(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
