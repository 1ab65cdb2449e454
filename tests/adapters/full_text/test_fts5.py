from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from khabar.adapters.full_text import Fts5Index
from khabar.adapters.full_text.fts5 import DROP, MOST_RANKED, matching
from khabar.domain.archive_index import IndexedParagraph, indexed_paragraph
from khabar.domain.repair.found import Block
from khabar.domain.repair.repairing import repaired_blocks
from khabar.domain.search_queries import wanted, without

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXTS = [
    "علي كريمي نوشت",
    "نامه\u200cها رسيد؛ می\u200cروم",
    "میروم و می\u200cآیم",
    "Семён и ёлка; йод",
    "ısrar etti, ŞEKER",
    "more infor-\nmation for Tehran",
    "the ministry is silent, silent",
    "silent once in a long paragraph about other things and people and days",
    "در تهران",
    "سنهٔ ۱۳۶۵",
]


@pytest.fixture
def index() -> Iterator[Fts5Index]:
    with closing(sqlite3.connect(":memory:")) as connection, closing(connection.cursor()) as cursor:
        made = Fts5Index(cursor, "?")
        made.create()
        blocks = repaired_blocks(Block(text) for text in TEXTS)
        made.put(indexed_paragraph(number, one, without(["Karimi"])) for number, one in enumerate(blocks))
        yield made


def found(index: Fts5Index, query: str, *, by_sound: bool = False, most: int = 10) -> list[int]:
    return index.find(wanted(query, by_sound=by_sound), most=most)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("علی", [0]),
        ("کریمی نوشت", [0]),
        ("نامه ها", [1]),
        ("نامه\u200cها", [1]),
        ("نامهها", [1]),
        ("میروم", [1, 2]),
        ("می روم", [1, 2]),
        ("می\u200cروم", [1, 2]),
        ("елка", [3]),
        ("иод", []),
        ("ISRAR", [4]),
        ("seker", [4]),
        ("information", [5]),
        ("infor-mation", [5]),
        ("minist*", [6]),
        ("1365", [9]),
        ('"ministry is"', [6]),
        ('"is ministry"', []),
        ("NOT OR AND", []),
        ("ministry NEAR", []),
        ("nothing", []),
    ],
)
def test_a_word_is_found_in_every_spelling(index: Fts5Index, query: str, numbers: list[int]) -> None:
    assert sorted(found(index, query)) == numbers


def test_by_sound_other_scripts_are_found_where_it_was_asked_for(index: Fts5Index) -> None:
    assert found(index, "Tehran") == [5]
    assert sorted(found(index, "Tehran", by_sound=True)) == [5, 8]


def test_the_paragraph_that_says_it_most_comes_first(index: Fts5Index) -> None:
    assert found(index, "silent") == [6, 7]
    assert found(index, "silent", most=1) == [6]


def test_what_was_dropped_is_found_no_more_and_leaves_nothing(index: Fts5Index) -> None:
    index.drop([6, 99])
    index.purge()
    assert found(index, "silent") == [7]


def test_very_common_words_are_given_in_their_order(index: Fts5Index) -> None:
    index.put(IndexedParagraph(number, "often", "", "") for number in range(100, 100 + MOST_RANKED + 5))
    assert found(index, "often", most=3) == [100, 101, 102]


def test_a_query_is_words_in_quotation_marks_and_nothing_else() -> None:
    assert matching(wanted('a" OR b')) == ('({words also} : "a") AND ({words also} : "or") AND ({words also} : "b")')


def test_the_table_can_be_taken_away_again(index: Fts5Index) -> None:
    index._cursor.execute(DROP)
    with pytest.raises(sqlite3.OperationalError):
        found(index, "silent")


def test_the_sign_of_other_cursors_is_used() -> None:
    class Seen:
        def __init__(self) -> None:
            self.statements: list[str] = []

        def execute(self, statement: str, values: object = ()) -> None:
            self.statements.append(f"{statement} {values!r}")

        def executemany(self, statement: str, rows: object) -> None:
            self.statements.append(f"{statement} {rows!r}")

        def fetchall(self) -> list[tuple[int]]:
            return []

    cursor = Seen()
    made = Fts5Index(cursor)
    made.put([])
    made.find(wanted("a"), most=1)
    assert all("?" not in statement for statement in cursor.statements)
