"""Letters as plain text: golden files that a lawyer can read, lines that hold together in either direction."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.letters.written import COPIES, KINDS, LANGUAGES, sheet
from khabar.domain.errors import Invalid
from khabar.domain.letters.drafts import LetterKind
from khabar.domain.letters.filling import Block, BlockKind, Run
from khabar.domain.letters.plain import WIDTH, plain_text, subject_line
from khabar.domain.letters.sheets import LetterSheet, copy_for
from khabar.text import graphemes, without_bidi_controls

GOLDEN = Path(__file__).parent / "golden"
OPENING, CLOSING = "\u2066\u2067\u2068", "\u2069"
CONTACT = sheet(LetterKind.REQUEST_FOR_CONTACT, "en")


def with_blocks(language: str, *blocks: Block) -> LetterSheet:
    one = sheet(LetterKind.THANKS, language)
    return replace(one, written=replace(one.written, blocks=blocks))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_letter_is_word_for_word_what_lies_in_its_golden_file(kind: LetterKind, language: str) -> None:
    assert plain_text(sheet(kind, language)) == (GOLDEN / f"{kind}.{language}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_are_short_and_marks_of_direction_close_on_their_line(kind: LetterKind, language: str) -> None:
    for line in plain_text(sheet(kind, language)).split("\n"):
        assert len(graphemes(without_bidi_controls(line))) <= WIDTH
        depth = 0
        for char in line:
            depth += (char in OPENING) - (char == CLOSING)
            assert 0 <= depth <= 1
        assert depth == 0
        assert line == line.rstrip()


def test_foreign_words_over_two_lines_keep_their_direction_on_both() -> None:
    english = "a council that meets in the house by the river on the first day of every month"
    said = plain_text(with_blocks("fa", Block(BlockKind.PARAGRAPH, (Run("از "), Run(english, own=True), Run(".")))))
    lines = [line for line in said.split("\n") if "council" in line or "month" in line]
    assert len(lines) == 2
    assert all(line.count("\u2068") == line.count("\u2069") == 1 for line in lines)
    assert lines[1].endswith("month\u2069.")


def test_a_word_longer_than_a_line_stands_alone_and_whole() -> None:
    word = "x" * 100
    said = plain_text(with_blocks("en", Block(BlockKind.PARAGRAPH, (Run("See "), Run(word, own=True), Run(" there.")))))
    assert [line for line in said.split("\n") if "x" * 100 in line] == [word]


def test_the_subject_of_the_mail_is_one_line_without_marks() -> None:
    assert subject_line(sheet(LetterKind.REMINDER, "en")) == "Reminder of our letter of 3 March 2026 (2026-03-03)"
    assert subject_line(sheet(LetterKind.REMINDER, "fa")) == "یادآوری نامهٔ ۱۲ اسفند ۱۴۰۴ (2026-03-03)"


def test_a_copy_says_of_which_letter_it_is_one_and_has_its_own_reference() -> None:
    copy = copy_for(sheet(LetterKind.REMINDER, "en"), ("Ombudsperson of Lindenau", "High Street 1"), "161803398874918")
    said = plain_text(copy)
    assert "Copy, for your information, of a letter to Office for Visits" in said
    assert "Our reference: 1618 0339 8874 918" in said
    assert "North Street 12" not in said


def test_their_reference_is_given_back_to_them() -> None:
    assert "Your reference: A/12" in plain_text(replace(CONTACT, their_reference="A/12"))


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("sender", {"sender": " "}),
        ("sender", {"sender_lines": ("a",) * 8}),
        ("recipient", {"recipient": ("", " ")}),
        ("recipient", {"recipient": ("a",) * 8}),
        ("signed", {"signed": ()}),
        ("code", {"code": "12"}),
        ("code", {"code": "27182818284597x"}),
        ("code", {"code": "271828182845970"}),
        ("copies", {"confidential": True, "copies": COPIES["en"]}),
        ("copies", {"confidential": True, "copy_of": "Office for Visits"}),
    ],
)
def test_a_sheet_without_what_it_needs_is_refused_by_field(field: str, wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid) as found:
        replace(CONTACT, **wrong)  # type: ignore[arg-type]  # wrong on purpose
    assert found.value.field == field


runs = st.lists(
    st.builds(Run, st.text("ab cdسلام دنیا \u200c12.", min_size=1, max_size=60), st.booleans()), min_size=1, max_size=6
)


@given(runs, st.sampled_from(LANGUAGES), st.sampled_from(BlockKind))
def test_no_word_is_lost_or_cut_by_breaking_lines(given_runs: list[Run], language: str, kind: BlockKind) -> None:
    text = "".join(run.text for run in given_runs)
    said = without_bidi_controls(plain_text(with_blocks(language, Block(kind, tuple(given_runs), 1))))
    body = [line for line in said.split("\n\n") if line]
    joined = " ".join(" ".join(body).split())
    assert " ".join(text.split()) in joined
