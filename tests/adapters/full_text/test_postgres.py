"""What is asked of PostgreSQL. That it finds what SQLite finds was tried on a server with these paragraphs, by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from khabar.adapters.full_text import PostgresIndex
from khabar.adapters.full_text.postgres import CREATE, DROP
from khabar.domain.archive_index import IndexedParagraph
from khabar.domain.search_queries import wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Seen:
    """A cursor that remembers what it was told."""

    def __init__(self, found: Sequence[tuple[int]] = ()) -> None:
        self.told: list[tuple[str, object]] = []
        self._found = found

    def execute(self, statement: str, values: Sequence[object] = ()) -> None:
        self.told.append((statement, tuple(values)))

    def executemany(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        self.told.append((statement, [tuple(row) for row in rows]))

    def fetchall(self) -> Sequence[tuple[int]]:
        return self._found


def test_a_table_and_its_indexes_are_made_and_taken_away() -> None:
    cursor = Seen()
    PostgresIndex(cursor).create()
    assert [statement for statement, _ in cursor.told] == list(CREATE)
    assert DROP.endswith("archive_words")


def test_other_readings_stand_past_a_seam_that_no_phrase_crosses() -> None:
    cursor = Seen()
    index = PostgresIndex(cursor)
    index.put([IndexedParagraph(1, "a b", "ab", "lkbl"), IndexedParagraph(2, "c", "", "")])
    assert cursor.told[0][1] == [(1, "a b khabarseam ab", "lkbl"), (2, "c", "")]


def test_paragraphs_are_dropped_by_number_and_cleared_away() -> None:
    cursor = Seen()
    index = PostgresIndex(cursor)
    index.drop([3, 4])
    index.purge()
    assert cursor.told[0][1] == [(3,), (4,)]
    assert cursor.told[1][0].startswith("VACUUM")


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("ministry silent", ["('ministry')", "('silent')"]),
        ('"is silent"', ["('is' <-> 'silent')"]),
        ("minist*", ["('minist':*)"]),
        ("می\u200cروم", ["('می' <-> 'روم') | ('میروم')"]),
    ],
)
def test_every_word_is_quoted_and_every_term_must_be_there(query: str, values: list[str]) -> None:
    cursor = Seen([(7,), (9,)])
    assert PostgresIndex(cursor).find(wanted(query), most=5) == [7, 9]
    statement, given = cursor.told[0]
    assert statement.count("words @@ to_tsquery('simple', %s)") == len(values)
    assert given == (*values, 2_000, " & ".join(f"({value})" for value in values), 5)


def test_by_sound_either_the_words_or_the_sounds_must_be_there() -> None:
    cursor = Seen()
    PostgresIndex(cursor).find(wanted("Kabul", by_sound=True), most=5)
    statement, given = cursor.told[0]
    assert "OR sounds @@ to_tsquery('simple', %s)" in statement
    assert isinstance(given, tuple)
    assert given[:2] == ("('kabul')", "'akbl' | 'ckbl'")


def test_signs_of_the_query_language_inside_words_are_harmless() -> None:
    cursor = Seen()
    PostgresIndex(cursor).find(wanted("o'b\\c & !d"), most=5)
    assert cursor.told[0][1] == (
        "('o')",
        "('b')",
        "('c')",
        "('d')",
        2_000,
        "(('o')) & (('b')) & (('c')) & (('d'))",
        5,
    )
