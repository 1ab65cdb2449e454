from __future__ import annotations

import pytest

from domain.repair.pages_drawn import column, line, line_from_right
from khabar.domain.repair.found import PieceKind, Word
from khabar.domain.repair.lines import lines_of
from khabar.domain.repair.paragraphs import Piece, ends_a_sentence, pieces_of, together, with_headings

FULL = "families wrote again and asked"


def pieces(words: list[Word]) -> list[Piece]:
    return pieces_of(lines_of(words), 1, 0)


def texts(words: list[Word]) -> list[str]:
    return [piece.text for piece in pieces(words)]


def test_lines_that_fill_their_column_are_one_paragraph() -> None:
    assert texts(column([FULL, FULL, "and waited."], 50)) == [f"{FULL} {FULL} and waited."]


def test_more_space_begins_a_paragraph() -> None:
    assert len(texts(column([FULL, FULL, "", FULL, FULL], 50))) == 2


def test_a_line_that_ends_early_ends_its_paragraph() -> None:
    assert texts(column([FULL, "and waited.", FULL], 50)) == [f"{FULL} and waited.", FULL]


def test_an_indent_begins_a_paragraph() -> None:
    words = [*line(FULL, 50, 100), *line(FULL, 50, 112), *line(FULL[3:], 65, 124), *line(FULL, 50, 136)]
    found = pieces(words)
    assert [piece.indented for piece in found] == [False, True]


def test_a_bullet_begins_a_paragraph() -> None:
    assert len(texts(column([f"• {FULL}", f"• {FULL}", f"2. {FULL}"], 50))) == 3


def test_letters_of_another_size_or_weight_begin_a_paragraph() -> None:
    assert len(texts([*line(FULL, 50, 100, size=14), *line(FULL, 50, 116)])) == 2
    assert len(texts([*line(FULL, 50, 100, bold=True), *line(FULL, 50, 112)])) == 2


def test_a_step_back_up_the_page_begins_a_paragraph() -> None:
    lines = lines_of(column([FULL, FULL], 50))
    assert len(pieces_of([lines[1], lines[0]], 1, 0)) == 2


def test_the_lines_of_a_centred_heading_stay_together() -> None:
    words = [*line(FULL, 100, 100), *line("not a word", 150, 112), *line("to us", 162, 124)]
    assert len(texts(words)) == 1


def test_right_to_left_paragraphs_end_at_the_left() -> None:
    words = [
        *line_from_right("این نامه را خانواده‌ها نوشتند", 300, 100),
        *line_from_right("و رسید", 300, 112),
        *line_from_right("دوباره خانواده‌ها نامه نوشتند", 300, 124),
    ]
    assert texts(words) == ["این نامه را خانواده‌ها نوشتند و رسید", "دوباره خانواده‌ها نامه نوشتند"]


def test_a_piece_knows_its_place_and_its_last_line() -> None:
    (piece,) = pieces(column([FULL, "and waited."], 50))
    (part,) = piece.parts
    assert piece.page == part.page == 1
    assert part.box is not None
    assert (part.box.left, part.box.right) == (50, 200)
    assert piece.raw[part.start : part.end] == piece.raw
    assert piece.room == pytest.approx(95)
    assert piece.first == 40


def test_two_pieces_put_together_keep_both_places_and_the_reason() -> None:
    one, other = (pieces(column([FULL], left))[0] for left in (50, 300))
    whole = together(one, other, "because")
    assert whole.text == f"{FULL} {FULL}"
    assert [whole.raw[part.start : part.end] for part in whole.parts] == [FULL, FULL]
    assert whole.joined == ("because",)


def test_no_lines_are_no_paragraphs() -> None:
    assert pieces_of([], 1, 0) == []
    assert with_headings([]) == []


def kinds(words: list[Word]) -> list[PieceKind]:
    return [piece.kind for piece in with_headings(pieces(words))]


def test_short_large_letters_are_a_heading() -> None:
    body = column([FULL] * 5, 50, 130)
    assert kinds([*line("Letters", 50, 100, size=14), *body]) == [PieceKind.HEADING, PieceKind.PARAGRAPH]


def test_short_bold_letters_are_a_heading_among_plain_ones() -> None:
    body = [*column([FULL] * 5, 50, 130), *column([FULL] * 5, 50, 220)]
    bold = line("Letters of May", 50, 100, bold=True)
    assert kinds([*bold, *body])[0] is PieceKind.HEADING
    sentence = line("Nobody answered.", 50, 100, bold=True)
    assert kinds([*sentence, *body])[0] is PieceKind.PARAGRAPH


def test_long_large_text_is_no_heading() -> None:
    long = [one for at in range(9) for one in line(FULL, 50, 100 + 16 * at, size=14)]
    assert kinds([*long, *column([FULL] * 30, 50, 300)])[0] is PieceKind.PARAGRAPH


@pytest.mark.parametrize("text", ["It came.", "Why؟", "او گفت: «نه»", "so (it is said.)", "one; ", "and…"])
def test_ends_of_sentences_are_known(text: str) -> None:
    assert ends_a_sentence(text)


@pytest.mark.parametrize("text", ["and then the", "minis-", "", "two,"])
def test_what_does_not_end_a_sentence_is_known_too(text: str) -> None:
    assert not ends_a_sentence(text)
