from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.errors import Invalid
from khabar.domain.gatherings.admission import Card, MinutesAs
from khabar.domain.gatherings.minutes import (
    LONG_TEXT,
    NO_TEXT,
    NOTHING_ASKED,
    TOO_LONG_TOGETHER,
    TOO_MUCH_ASKED,
    Held,
    Line,
    LineKind,
    Spoken,
    letter_texts,
    line_told,
    minutes_told,
)

DAY = date(2026, 5, 3)
PEOPLE = {
    "sparrow": Spoken(Card(pseudonym="Sparrow", region="north")),
    "mother": Spoken(
        Card(pseudonym="Heron", region="north", minutes_as=MinutesAs.DESCRIBED, described="A mother from the north")
    ),
    "silent": Spoken(Card(pseudonym="Stork", region="north", minutes_as=MinutesAs.UNNAMED)),
    "named": Spoken(Card(pseudonym="Lark", region="south"), "Shirin Ahmadi"),
}


def said(speaker: str = "", text: str = "no letter came", kind: LineKind = LineKind.SAID) -> Line:
    return Line("1", kind, text, speaker)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (said("sparrow"), "“Sparrow”: no letter came"),
        (said("mother"), "A mother from the north: no letter came"),
        (said("silent"), "One of those present: no letter came"),
        (said("named"), "Shirin Ahmadi: no letter came"),
        (said("left long ago"), "One of those present: no letter came"),
        (said(), "no letter came"),
        (said("named", kind=LineKind.DECIDED), "no letter came"),
    ],
)
def test_everybody_is_spoken_of_as_they_agreed(line: Line, told: str) -> None:
    assert line_told(line, PEOPLE.get(line.speaker), "en") == told


def test_minutes_are_written_in_the_language_of_their_reader() -> None:
    assert minutes_told([said("sparrow"), said("silent")], PEOPLE, "fa") == (
        "«Sparrow»: no letter came",
        "یکی از حاضران: no letter came",
    )


@pytest.mark.parametrize(("text", "sentence"), [("  ", NO_TEXT), ("t" * 501, LONG_TEXT)])
def test_a_line_is_neither_empty_nor_endless(text: str, sentence: str) -> None:
    with pytest.raises(Invalid) as problem:
        said(text=text)
    assert problem.value.message == sentence


def asked(text: str = "how many letters came?") -> Line:
    return said("mother", text, LineKind.ASKED)


def test_a_letter_asks_what_was_asked_and_tells_the_rest_before_it() -> None:
    first = Held(DAY, (said("named"), asked(), said("sparrow"), said(text="we write", kind=LineKind.DECIDED)))
    second = Held(date(2026, 5, 4), (asked("and when?"),))
    texts = letter_texts([first, second], PEOPLE, "en")
    assert texts.questions == "how many letters came?\nand when?"
    assert texts.background == (
        "At a meeting of families on 3 May 2026 (2026-05-03):\n"
        "Shirin Ahmadi: no letter came\n“Sparrow”: no letter came\nwe write"
    )
    assert texts.named == {"named"}


def test_without_a_question_or_with_too_much_there_is_no_letter() -> None:
    for lines, sentence in (
        ((said("sparrow"),), NOTHING_ASKED),
        ((asked(),) * 21, TOO_MUCH_ASKED),
        ((asked(), *(said("sparrow", "t" * 500),) * 13), TOO_LONG_TOGETHER),
    ):
        with pytest.raises(Invalid) as problem:
            letter_texts([Held(DAY, lines)], PEOPLE, "en")
        assert problem.value.message == sentence


@given(st.lists(st.tuples(st.sampled_from(LineKind), st.sampled_from(("", *PEOPLE, "gone"))), max_size=12))
def test_nobody_is_named_who_did_not_agree(lines: list[tuple[LineKind, str]]) -> None:
    written = tuple(said(speaker, kind=kind) for kind, speaker in lines)
    texts = letter_texts([Held(DAY, (*written, asked()))], PEOPLE, "en")
    assert texts.named <= {"named"}
    assert ("Shirin" in texts.background) == bool(texts.named)
    assert "Heron" not in texts.background + texts.questions
    assert "Stork" not in texts.background + texts.questions
