from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bench._name_metrics import Bin
from bench._name_tables import Table, plot, put, write
from lxml import etree

if TYPE_CHECKING:
    from pathlib import Path

TABLE = Table("Two ways:", ["way", "found"], [["ours", "9"], ["theirs", "8"]])
SHOWN = "Two ways:\n\n| way | found |\n| --- | ---: |\n| ours | 9 |\n| theirs | 8 |"
DOCUMENT = "Before.\n<!-- measured: pairs -->\nold\n<!-- end: pairs -->\nAfter.\n"


def test_a_table_is_markdown() -> None:
    assert str(TABLE) == SHOWN


def test_tables_stand_between_their_marks_and_nothing_else_changes() -> None:
    once = put(DOCUMENT, "pairs", [TABLE])
    assert once == f"Before.\n<!-- measured: pairs -->\n\n{SHOWN}\n\n<!-- end: pairs -->\nAfter.\n"
    assert put(once, "pairs", [TABLE]) == once


@pytest.mark.parametrize("text", ["", "<!-- measured: pairs -->", "<!-- end: pairs -->", "<!-- measured: others -->"])
def test_a_document_without_a_place_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no place for pairs"):
        put(text, "pairs", [TABLE])


def test_a_document_is_written_in_place(tmp_path: Path) -> None:
    path = tmp_path / "matching.md"
    path.write_text(DOCUMENT, encoding="utf-8")
    write(path, "pairs", [TABLE])
    assert path.read_text(encoding="utf-8") == put(DOCUMENT, "pairs", [TABLE])


def test_a_plot_says_in_words_what_it_shows_and_draws_no_empty_bin() -> None:
    bins = [Bin(0.0, 0.5, 300, 0.25, 0.2), Bin(0.5, 1.0, 20, 0.75, 0.8), Bin(1.0, 1.1, 0, 0.0, 0.0)]
    drawn = etree.fromstring(plot({"hebrew & latin": bins}, "Said & true").encode())
    names = {"svg": "http://www.w3.org/2000/svg"}
    assert len(drawn.findall(".//svg:circle", names)) == 2
    assert "0.25 said, 0.20 true" in (drawn.findtext("svg:desc", namespaces=names) or "")
    assert drawn.findtext("svg:title", namespaces=names) == "Said & true"
