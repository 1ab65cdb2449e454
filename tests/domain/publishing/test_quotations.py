from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.publishing.quotations import is_quoted, quoted

LETTERS = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=20)


def inside(text: str) -> list[str]:
    return [text[start:end] for start, end in quoted(text)]


@pytest.mark.parametrize(
    "text",
    [
        "He said “slave” to us",
        "He said ‘slave’ to us",
        'He said "slave" to us',
        "He said 'slave' to us",
        "Er sagte „slave“ zu uns",
        "Er sagte ‚slave‘ zu uns",
        "Er sagte »slave« zu uns",
        "Han sade ”slave” till oss",
        "Il a dit «slave» hier",
        "Il a dit ‹slave› hier",
        "Είπε «slave» χθες",
        "Он сказал „slave“ вчера",
        "گفت «slave» و رفت",
        "قال «slave» ثم مضى",
        "הוא אמר ״slave״ אתמול",
        "הוא אמר „slave” אתמול",
    ],
)
def test_marks_of_five_scripts_quote_what_stands_between_them(text: str) -> None:
    assert inside(text) == ["slave"]


def test_an_apostrophe_inside_a_word_quotes_nothing() -> None:
    assert inside("Shirin's mother didn't say 'no', she said 'not today'") == ["no", "not today"]
    assert inside("Darius’ friends’ houses") == []


def test_a_mark_that_nobody_closed_quotes_nothing() -> None:
    assert inside("He said “slave and went") == []
    assert inside("“") == []


def test_a_quotation_inside_a_quotation_belongs_to_the_outer_one() -> None:
    assert inside("«گفت «نه» و رفت» تمام") == ["گفت «نه» و رفت"]
    assert inside("“He said ‘no’.” So.") == ["He said ‘no’."]


def test_a_mark_before_a_space_opens_nothing() -> None:
    assert inside('5" nails and 6" nails') == []


@given(LETTERS, LETTERS, LETTERS)
def test_words_between_marks_are_quoted_and_words_outside_are_not(before: str, middle: str, after: str) -> None:
    text = f"{before} “{middle}” {after}"
    stretches = quoted(text)
    start = len(before) + 2
    assert is_quoted(start, start + len(middle), stretches)
    assert not is_quoted(0, len(before), stretches)
    assert not is_quoted(0, len(text), stretches)
