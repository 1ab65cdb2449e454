from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.adapters.newsletter.markdown import blocks_of, plain, title_and_rest
from khabar.domain.errors import Invalid
from khabar.domain.publishing.issues import HARD_BREAK, BlockKind, Run

KINDS = BlockKind


def test_paragraphs_headings_lists_quotations_and_rules_are_read_with_their_lines() -> None:
    text = "# T\n\none\ntwo\n\n## H\n\n1. a\n2. b\n\n   more b\n\n- c\n  - d\n\n> e\n\n---\n\n    f\n"
    found = [(one.kind, one.text, one.place.line, one.level, one.number) for one in blocks_of(text, "a.md", "en")]
    assert found == [
        (KINDS.HEADING, "T", 1, 1, 0),
        (KINDS.PARAGRAPH, "one\ntwo", 3, 0, 0),
        (KINDS.HEADING, "H", 6, 2, 0),
        (KINDS.ITEM, "a", 8, 0, 1),
        (KINDS.ITEM, "b", 9, 0, 2),
        (KINDS.ITEM, "more b", 11, 0, -1),
        (KINDS.ITEM, "c", 13, 0, 0),
        (KINDS.ITEM, "d", 14, 1, 0),
        (KINDS.QUOTATION, "e", 16, 0, 0),
        (KINDS.RULE, "", 18, 0, 0),
        (KINDS.PARAGRAPH, "f", 20, 0, 0),
    ]


def test_runs_know_how_they_look_and_where_they_lead() -> None:
    (block,) = blocks_of("a **b *c*** [d](https://x.example) e\\\nf", "a.md", "en")
    assert block.runs == (
        Run("a "),
        Run("b ", strong=True),
        Run("c", strong=True, emphasis=True),
        Run(" "),
        Run("d", link="https://x.example"),
        Run(" e"),
        Run(HARD_BREAK),
        Run("f"),
    )


def test_a_counted_list_begins_where_it_says() -> None:
    assert [one.number for one in blocks_of("4. a\n5. b\n", "a.md", "en")] == [4, 5]


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "“a ‘b’”"), ("fa", "«a ‹b›»"), ("de", "„a ‚b‘“"), ("ru", "«a „b“»"), ("fr", "«\u00a0a “b”\u00a0»")],
)
def test_straight_marks_become_those_of_the_language(language: str, text: str) -> None:
    (block,) = blocks_of("\"a 'b'\"", "a.md", language)
    assert block.text == text


def test_the_first_heading_is_the_title_and_no_other() -> None:
    title, rest = title_and_rest(blocks_of("# A\n  *day*\n\nb", "a.md", "en"))
    assert title is not None
    assert plain(title) == "A"
    assert len(rest) == 2
    assert title_and_rest(blocks_of("## A\n\nb", "a.md", "en"))[0] is None
    assert title_and_rest(()) == (None, ())


def test_harmless_marks_are_dropped_and_joiners_stay() -> None:
    (block,) = blocks_of("\ufeffمی\u200cر\u200bو\u00adد\u200f \u2067و\u2069", "a.md", "fa")
    assert block.text == "می\u200cرود و"


@given(st.text(max_size=200))
def test_every_text_is_read_or_refused_with_its_line(text: str) -> None:
    try:
        found = blocks_of(text, "a.md", "en")
    except Invalid as refused:
        file, line = refused.field.split(":")
        assert file == "a.md"
        assert 1 <= int(line) <= max(len(text.splitlines()), 1)
    else:
        assert all("<script" not in one.text.lower() or "\\<" in text or "&lt;" in text for one in found)
