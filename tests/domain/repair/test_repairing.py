from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.repair.pages_drawn import column, line, line_from_right, page, word
from khabar.domain.repair.edits import EditKind, switched, text_of
from khabar.domain.repair.found import Block, Box, PieceKind, Word
from khabar.domain.repair.repairing import (
    FROM_A_PDF_IN_ARABIC,
    TURNED_ROUND,
    Mark,
    Paragraph,
    laid_out,
    repaired,
    repaired_blocks,
)

LISTED = {"information"}.__contains__
FULL = "families wrote again and asked"


def read(*pages: list[Word]) -> list[Paragraph]:
    return repaired([laid_out(page(words, at)) for at, words in enumerate(pages, start=1)], listed=LISTED)


def test_a_paragraph_says_where_it_stands_and_how_it_came() -> None:
    (one,) = read(column([FULL, "for infor-", "mation."], 50))
    assert one.text == f"{FULL} for information."
    assert one.raw == f"{FULL}\nfor infor-\nmation."
    assert (one.kind, one.page, one.direction) == (PieceKind.PARAGRAPH, 1, "ltr")
    (part,) = one.parts
    assert part.box is not None
    assert part.box.left == 50
    assert one.confidence == one.page_confidence == 1.0
    assert one.marks == ()


def test_a_hyphen_nobody_knows_costs_confidence_and_can_be_taken_back() -> None:
    (one,) = read(column([FULL, "for qer-", "kon."], 50))
    assert one.text.endswith("qer-kon.")
    assert 0.5 <= one.confidence < 1.0
    (edit,) = one.edits
    assert edit.kind is EditKind.HYPHEN
    assert text_of(one.raw, switched(one.edits, 0)).endswith("qerkon.")


def test_what_is_set_apart_stands_behind_the_text() -> None:
    words = [*line("1", 300, 760), *column([FULL] * 3, 50)]
    assert [one.kind for one in read(words)] == [PieceKind.PARAGRAPH, PieceKind.PAGE_NUMBER]


def test_a_paragraph_over_two_pages_has_two_parts_and_the_reason() -> None:
    (one,) = read(column([FULL] * 3, 50), column(["for an answer."], 50))
    assert [part.page for part in one.parts] == [1, 2]
    assert len(one.joined) == 1
    assert one.confidence == pytest.approx(0.95)


def test_arabic_script_from_a_pdf_is_never_sure() -> None:
    (one,) = read(line_from_right("این نامه برای وزارت است", 400, 100))
    assert Mark.UNRELIABLE in one.marks
    assert one.direction == "rtl"
    assert one.confidence == FROM_A_PDF_IN_ARABIC


def test_a_page_drawn_backwards_is_turned_round_line_by_line() -> None:
    lines = ["هک تسا نیا همان", "یارب هک تسا رگید"]
    words = [one for at, said in enumerate(lines) for one in line_from_right(said, 400, 100 + 12 * at)]
    (one,) = read(words)
    assert one.text == "نامه این است که دیگر است که برای"
    assert Mark.TURNED in one.marks
    assert one.confidence == pytest.approx(FROM_A_PDF_IN_ARABIC * TURNED_ROUND)


def test_a_line_without_signs_is_turned_with_its_document() -> None:
    words = [
        *line_from_right("هک تسا نیا همان رگید", 400, 100),
        *line_from_right("یارب هک تسا رگید همان", 400, 112),
        *line_from_right("ردام", 400, 160),
    ]
    assert [one.text for one in read(words)][-1] == "مادر"


def test_latin_text_beside_backward_text_is_left_alone() -> None:
    words = [*line_from_right("هک تسا نیا همان رگید تسا", 400, 100), *line("Justice", 50, 180)]
    found = {one.text for one in read(words)}
    assert "Justice" in found


def test_letters_that_say_nothing_cost_confidence() -> None:
    (one,) = read([*line("letters \ufffd\ufffd \ue000", 50, 100)])
    assert Mark.UNREADABLE in one.marks
    assert one.confidence < 0.5


def test_a_page_that_is_a_picture_is_said_to_be_one() -> None:
    found = repaired([laid_out(page([], pictured=True)), laid_out(page([]))])
    (one,) = found
    assert (one.kind, one.text, one.confidence, one.marks) == (PieceKind.PICTURE, "", 0.0, (Mark.PICTURE,))
    assert one.parts[0].box == Box(0, 0, 600, 800)


def test_words_set_sideways_stand_apart() -> None:
    (one,) = repaired([laid_out(page([], turned=[word("sideways words", 20, 300)]))])
    assert (one.kind, one.marks) == (PieceKind.TURNED, (Mark.SIDEWAYS,))


def test_the_confidence_of_a_page_is_that_of_its_letters() -> None:
    sure, unsure = read([*column([FULL] * 3, 50), *line_from_right("این نامه است", 400, 300)])
    assert sure.confidence == 1.0
    assert sure.page_confidence == unsure.page_confidence
    assert unsure.confidence < sure.page_confidence < 1.0


def test_blocks_keep_what_their_file_says() -> None:
    said = Block("La lettre", PieceKind.HEADING, "fr", "ltr", 3)
    (one,) = repaired_blocks([said])
    assert (one.text, one.kind, one.page) == ("La lettre", PieceKind.HEADING, 3)
    assert (one.language, one.direction) == ("fr", "ltr")
    assert one.parts[0].box is None


def test_blocks_without_a_direction_go_by_their_letters() -> None:
    assert [one.direction for one in repaired_blocks([Block("نامه PDF"), Block("a letter"), Block("12")])] == [
        "rtl",
        "ltr",
        "ltr",
    ]


def test_backward_blocks_are_turned_round() -> None:
    (one,) = repaired_blocks([Block("هک تسا نیا همان\nیارب هک تسا")])
    assert one.text == "نامه این است که است که برای"
    assert Mark.TURNED in one.marks


def test_guessed_letters_are_marked() -> None:
    (one,) = repaired_blocks([Block("lettre")], guessed=True)
    assert Mark.GUESSED in one.marks
    assert one.confidence == 0.8


def test_headers_of_a_file_stand_behind_its_text() -> None:
    found = repaired_blocks([Block("head", PieceKind.HEADER), Block("text")])
    assert [one.text for one in found] == ["text", "head"]


def test_nothing_repaired_is_nothing() -> None:
    assert repaired([]) == []
    assert repaired_blocks([]) == []
    (empty,) = repaired_blocks([Block("")])
    assert empty.page_confidence == 0.0


SAID = st.sampled_from(["families", "wrote", "minis-", "try", "نامه", "است", "12", "(ok)", "Letters"])


@given(st.lists(st.lists(SAID, min_size=1, max_size=5), min_size=1, max_size=8))
def test_no_raw_word_is_lost_and_text_follows_from_it(lines: list[list[str]]) -> None:
    words = column([" ".join(said) for said in lines], 50)
    found = read(words)
    raw = sorted(one for paragraph in found for one in paragraph.raw.split())
    assert raw == sorted(one for said in lines for one in said)
    for paragraph in found:
        assert paragraph.text == text_of(paragraph.raw, paragraph.edits)
        assert 0.0 <= paragraph.confidence <= 1.0
