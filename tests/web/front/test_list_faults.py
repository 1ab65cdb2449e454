"""What is wrong with a list is said in the reader's language: whatever the rules and readers say, with its figures."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from khabar.adapters.tables import TableReader, delimited, encodings, reader, workbook_reader, workbooks
from khabar.apps.copies.becoming import TOO_LARGE
from khabar.apps.lists.actions import CARD_TOO_LARGE
from khabar.apps.lists.contents import TOO_MUCH
from khabar.apps.lists.filing import CUT_SHORT, SAME_ID
from khabar.apps.lists.keeping import GONE
from khabar.apps.lists.working import NO_ROOM
from khabar.domain.errors import Invalid
from khabar.domain.lists.columns import OF_REPORTS, ListKind
from khabar.domain.lists.mapping import HEADER_TOO_LONG, Mapping, heading_of, is_of_reports, proposed
from khabar.domain.lists.rows import EMPTY, NO_NUL, ROW_TOO_LARGE, request_form, values_of
from khabar.domain.lists.tables import Line, Wishes
from khabar.domain.pfif.looking import TOO_MANY_OUTSIDE, TOO_MANY_PERSONS, TOO_MUCH_OUTSIDE
from khabar.domain.pfif.rules import RULES, DocumentFault
from khabar.web.front.list_faults import RULES_SAID, refused, said
from khabar.web.front.list_words import REFUSED, REPORT_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable

HEADER = ("id", "name", "birth date", "purpose")
KIND = ListKind.REQUESTS


def mapping() -> Mapping:
    return proposed(heading_of([Line(1, HEADER)], KIND), KIND)


def row(*cells: str) -> None:
    bound = mapping().of(HEADER, KIND)
    request_form(values_of(cells, bound), bound, filed_at="2026-03-02T09:00:00+00:00")


def table(data: bytes, wishes: Wishes) -> None:
    list(TableReader().open(io.BytesIO(data), wishes).lines)


FAULTY: dict[str, Callable[[], object]] = {
    "empty": lambda: row("1", "", "", ""),
    "nul": lambda: row("1", "Darius\x00", "", ""),
    "long": lambda: row("1", "a" * 10_000, "", ""),
    "wide": lambda: row("1", "Darius", "", "", "more"),
    "purpose": lambda: row("1", "Darius", "", "ransom"),
    "no column": lambda: mapping().of(("id", "name", "purpose"), KIND),
    "new column": lambda: mapping().of((*HEADER, "unit"), KIND),
    "no file": lambda: table(b"", Wishes()),
    "no text": lambda: table(b"\x00\x01\x02", Wishes()),
    "not CSV": lambda: table(b'id,name\n1,"Darius\n', Wishes()),
    "other letters": lambda: table("نام,پدر\n".encode("cp1256"), Wishes(encoding="utf-8")),
    "no encoding": lambda: table(b"id,name\n1,Darius\n", Wishes(encoding="utf-17")),
    "separator": lambda: table(b"id,name\n1,Darius\n", Wishes(separator="::")),
    "columns": lambda: table(b"," * 400 + b"\n", Wishes()),
}
SENTENCES = (
    *(EMPTY, NO_NUL, SAME_ID.format(line=7), TOO_LARGE, TOO_MANY_OUTSIDE, reader.EMPTY, delimited.ONE_CHARACTER),
    *(ROW_TOO_LARGE, HEADER_TOO_LONG, CARD_TOO_LARGE, TOO_MUCH, CUT_SHORT, GONE, NO_ROOM),
    *(TOO_MANY_PERSONS, TOO_MUCH_OUTSIDE),
    *(encodings.UNCLEAR, encodings.NO_TEXT, workbook_reader.BUSY, workbook_reader.TOO_HARD),
    *(workbooks.LOCKED, workbooks.UNFOLDS, workbooks.BROKEN, workbooks.NO_SHEET, workbooks.EMPTY),
)


@pytest.mark.parametrize("name", FAULTY)
def test_what_rules_and_readers_find_is_said_in_persian(name: str) -> None:
    with pytest.raises(Invalid) as caught:
        FAULTY[name]()
    in_persian(str(caught.value))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_that_need_much_to_come_about_are_said_in_persian_too(sentence: str) -> None:
    in_persian(sentence)


def in_persian(sentence: str) -> None:
    with translation.override("fa"):
        told = said(sentence)
    assert told != sentence
    assert any("\u0600" <= char <= "\u06ff" for char in told)
    assert "%" not in told
    with translation.override("en"):
        assert "%" not in said(sentence)


def test_a_fault_names_its_column_its_line_and_its_figures() -> None:
    assert said("has 10,000 characters; at most 300 are read.", "name") == (
        "Whole name: This has 10,000 characters; at most 300 are read."
    )
    assert said("list: line 12: not readable as CSV: unexpected end of data.") == "Line 12: This cannot be read as CSV."
    assert said("full_name: Something new.") == "full_name: Something new."
    with translation.override("fa"):
        assert said("has 10,000 characters; at most 300 are read.", "name").startswith("نام کامل: ۱۰٬۰۰۰ نویسه")
        assert "cp1251" in said("there is no encoding cp1251; there are utf-8, utf-16, cp1256, cp1251, cp1252.")


def test_every_rule_of_pfif_has_the_words_of_the_rule() -> None:
    assert {name: str(words) for name, words in RULES_SAID.items()} == {name: one.asks for name, one in RULES.items()}
    for rule in RULES.values():
        in_persian(f"line 12: {rule.asks}")


def test_a_refused_document_is_told_with_its_line() -> None:
    fault = DocumentFault("doctype", 3, "secret")
    told = refused(fault)
    assert told.startswith("Line 3 breaks a rule of PFIF: “There is no document type")
    assert "secret" not in told
    with translation.override("fa"):
        assert refused(fault).startswith("سطر ۳")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_report_is_known_again_in_the_language_it_was_given_in(language: str) -> None:
    with translation.override(language):
        columns = [str(one) for one in REPORT_COLUMNS]
        assert str(REFUSED)
    assert all(map(is_of_reports, columns))
    named = proposed(heading_of([Line(1, ("name", *columns))], KIND), KIND)
    assert [one.header for one in named.columns] == ["name"]
    assert named.of(("name", *columns), KIND).is_report
    assert not named.of(("name", *OF_REPORTS[:2]), KIND).is_report
