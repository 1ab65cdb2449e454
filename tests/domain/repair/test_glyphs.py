from __future__ import annotations

import pytest

from khabar.domain.repair.found import Box, Glyph
from khabar.domain.repair.glyphs import reading_order, words_of

SIZE = 10.0


def glyph(char: str, left: float, *, wide: float = 5.0, baseline: float = 100.0, real: bool = True) -> Glyph:
    return Glyph(char, left, left + wide, baseline, SIZE, Box(left, baseline - 7, left + wide, baseline), real=real)


def row(text: str, left: float = 50.0, baseline: float = 100.0) -> list[Glyph]:
    """Letters as they stand from left to right."""
    return [glyph(char, left + 5 * at, baseline=baseline) for at, char in enumerate(text)]


def texts(glyphs: list[Glyph]) -> list[str]:
    return [word.text for word in words_of(glyphs)]


def test_latin_words_are_taken_in_the_order_of_the_file() -> None:
    assert texts(row("two words")) == ["two", "words"]


def test_white_space_parts_words_although_the_file_holds_none() -> None:
    assert texts([*row("left"), *row("right", left=300)]) == ["left", "right"]


def test_a_ligature_of_several_letters_is_one_word() -> None:
    cell = [glyph(char, 60, wide=9) for char in "ffi"]
    assert texts([*row("o", 55), *cell, *row("ce", 69)]) == ["office"]


def test_letters_on_another_line_are_another_word() -> None:
    assert texts([*row("up"), *row("down", left=60, baseline=112)]) == ["up", "down"]


def test_a_jump_to_the_left_is_another_word() -> None:
    assert texts([*row("far", left=200), *row("near", left=50)]) == ["far", "near"]


def test_a_line_hyphen_of_pdfium_ends_a_word_and_stays_in_it() -> None:
    assert texts([*row("self\ufffe"), *row("made", left=75)]) == ["self\ufffe", "made"]
    assert texts(row("a\x02")) == ["a\x02"]


def test_right_to_left_words_are_read_off_the_page_whatever_the_order_of_the_file() -> None:
    seen = row("همان هب")
    assert sorted(texts(seen)) == sorted(["نامه", "به"])
    assert sorted(texts(seen[::-1])) == sorted(["نامه", "به"])


def test_the_raw_text_is_as_the_file_gave_it() -> None:
    (word,) = words_of(row("همان")[::-1])
    assert (word.text, word.raw) == ("نامه", "نامه")
    (word,) = words_of(row("همان"))
    assert (word.text, word.raw) == ("نامه", "همان")


def test_thought_up_spaces_do_not_part_right_to_left_words() -> None:
    letters = row("همان")
    letters.insert(2, glyph(" ", 60, wide=0, real=False))
    assert texts(letters) == ["نامه"]


def test_on_a_line_without_any_space_a_small_gap_parts_words() -> None:
    assert sorted(texts([*row("هب", left=50), *row("همان", left=61.5)])) == sorted(["به", "نامه"])


def test_numbers_and_latin_words_run_forwards_inside_a_right_to_left_line() -> None:
    assert sorted(texts(row(".1402 همان"))) == sorted(["1402.", "نامه"])
    assert texts([*row("PDF", left=50), *row("همان", left=66)]) == ["PDF", "نامه"]


def test_a_number_with_its_separators_is_kept_together() -> None:
    assert reading_order(list("1,200همان"), from_right=True) == "نامه1,200"
    assert reading_order(list(",همان"), from_right=True) == "نامه,"


def test_brackets_named_by_their_shape_are_turned() -> None:
    assert texts(row("(همان)")) == ["(نامه)"]
    assert texts(row(")همان(")) == ["(نامه)"]


def test_dots_drawn_apart_are_no_letters() -> None:
    tooth = Glyph("ن", 50, 53, 100.0, SIZE, Box(50, 96, 53, 100))
    dot = Glyph("ن", 51, 52, 99.0, SIZE, Box(51, 91, 52, 92))
    assert texts([dot, *row("م", left=53), tooth]) == ["من"]


def test_dots_inside_a_bowl_are_no_letters() -> None:
    bowl = Glyph("ج", 50, 58, 100.0, SIZE, Box(50, 96, 58, 104))
    dot = Glyph("ج", 53, 54, 100.0, SIZE, Box(53, 99, 54, 101))
    assert texts([bowl, dot]) == ["ج"]


def test_two_small_teeth_beside_each_other_are_two_letters() -> None:
    teeth = [Glyph("ی", at, at + 3, 100.0, SIZE, Box(at, 96, at + 3, 100)) for at in (50, 53)]
    assert texts(teeth) == ["یی"]


def test_a_small_letter_far_from_its_like_is_a_letter() -> None:
    small = Glyph("ء", 50, 52, 100.0, SIZE, Box(50, 93, 52, 95))
    large = Glyph("ء", 90, 94, 100.0, SIZE, Box(90, 90, 94, 99))
    assert len("".join(texts([small, large]))) == 2


def test_letters_drawn_as_one_sign_stand_in_their_order() -> None:
    together = [glyph(char, 50) for char in "ال"]
    assert texts([*together, *row("س", left=55)]) == ["سلا"]
    joiner = [glyph(char, 50) for char in "ک\u200c"]
    assert texts([*joiner, *row("ت", left=55)]) == ["ت\u200cک"]
    marked = [glyph(char, 50) for char in "\u0654ه"]
    assert texts(marked) == ["ه\u0654"]


def test_marks_that_come_twice_are_one() -> None:
    twice = [glyph("\u0654", 51, wide=1), glyph("\u0654", 53, wide=1)]
    assert texts([glyph("ه", 50), *twice, *row("م", left=55)]) == ["مه\u0654"]


def test_marks_without_any_letter_stay() -> None:
    assert texts([glyph("\u0654", 51, wide=1), glyph("\u200c", 53, wide=1), glyph("م", 300)]) == ["\u200c\u0654", "م"]


def test_columns_that_are_not_level_do_not_mix() -> None:
    right = [*row("همان", left=300, baseline=100), *row("هب", left=300, baseline=112)]
    left = [*row("رهش", left=50, baseline=106), *row("ردام", left=50, baseline=118)]
    assert sorted(texts(right + left)) == sorted(["نامه", "به", "شهر", "مادر"])


@pytest.mark.parametrize("direction", [True, False])
def test_a_word_of_latin_letters_alone_stands_as_it_stands(direction: bool) -> None:  # noqa: FBT001 - a parameter
    assert reading_order(list("abc"), from_right=direction) == "abc"


def test_latin_lines_above_between_and_below_are_read_as_they_are() -> None:
    lines = [("above", 60), ("همان", 100), ("among", 130), ("هب", 160), ("below", 200)]
    glyphs = [one for text, baseline in lines for one in row(text, baseline=baseline)]
    assert sorted(texts(glyphs)) == sorted(["above", "نامه", "among", "به", "below"])


def test_a_space_at_the_end_of_a_line_is_no_word() -> None:
    assert texts(row(" همان ")) == ["نامه"]


def test_nothing_gives_no_words() -> None:
    assert words_of([]) == []
    assert words_of([glyph(" ", 50), glyph("\n", 50, wide=0, real=False)]) == []
