from __future__ import annotations

from khabar.domain.repair.plain_text import text_blocks

LONG = "The association has written to the ministry and waits"


def blocks(text: str) -> list[str]:
    return [block.raw for block in text_blocks(text)]


def test_empty_lines_part_paragraphs() -> None:
    assert blocks("one\n\n  \ntwo\n") == ["one", "two"]


def test_lines_broken_at_a_width_are_one_paragraph() -> None:
    text = f"{LONG}\nfor an answer, as do four hundred families that\nwrote in May."
    assert blocks(text) == [text]


def test_a_line_that_ends_early_ends_its_paragraph() -> None:
    assert len(blocks(f"{LONG}\nfor an answer.\n{LONG}\nagain.")) == 2


def test_an_indent_or_a_bullet_begins_a_paragraph() -> None:
    assert len(blocks(f"{LONG}\n{LONG}\n    {LONG}\n• {LONG}\n2) {LONG}")) == 4


def test_short_lines_are_paragraphs_of_their_own() -> None:
    assert blocks("Shirin\nNima\nLeyla") == ["Shirin", "Nima", "Leyla"]


def test_a_divided_word_ends_no_paragraph() -> None:
    assert blocks("the minis-\ntry\nand so") == ["the minis-\ntry", "and so"]


def test_a_form_feed_begins_a_page() -> None:
    assert [(block.raw, block.page) for block in text_blocks("one\fand two")] == [("one", 1), ("and two", 2)]
    assert [block.page for block in text_blocks("one")] == [None]


def test_one_very_long_line_is_not_the_width_of_the_text() -> None:
    usual = "\n".join([LONG] * 12)
    address = "https://example.invalid/" + "a" * 120
    assert len(blocks(f"{usual}\n\n{LONG}\nfor {address}\nand again.")) == 2


def test_line_ends_of_other_systems_are_line_ends() -> None:
    assert blocks("one\r\n\r\ntwo\r\rthree") == ["one", "two", "three"]


def test_no_text_has_no_paragraphs() -> None:
    assert blocks(" \n\f\n ") == []
