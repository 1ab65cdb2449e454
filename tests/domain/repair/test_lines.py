from __future__ import annotations

from typing import TYPE_CHECKING

from domain.repair.pages_drawn import line, line_from_right, word
from khabar.domain.repair.edits import text_of
from khabar.domain.repair.lines import Line, lines_of, rows, runs_right_to_left

if TYPE_CHECKING:
    from khabar.domain.repair.found import Word


def texts(words: list[Word]) -> list[str]:
    return [text_of(one.raw, one.edits) for one in lines_of(words)]


def test_words_stand_on_lines_from_the_top_and_from_the_left() -> None:
    words = [*line("third and fourth", 50, 112), *line("first and second", 50, 100)]
    assert texts(words[::-1]) == ["first and second", "third and fourth"]


def test_right_to_left_lines_are_read_from_the_right() -> None:
    assert texts(line_from_right("این نامه رسید", 300, 100)) == ["این نامه رسید"]


def test_latin_words_in_a_right_to_left_line_keep_their_order() -> None:
    right, left = line_from_right("خانواده‌ها نامه‌ای به", 400, 100), line_from_right("دوباره نوشتند", 150, 100)
    assert texts([*right, *line("Ministry of 1325", 160, 100), *left]) == [
        "خانواده‌ها نامه‌ای به Ministry of 1325 دوباره نوشتند"
    ]


def test_a_number_before_a_latin_word_runs_with_the_line() -> None:
    seen = [word("5", 100, 100), word("Justice", 110, 100), *line_from_right("دوباره نامه به", 300, 100)]
    assert texts(seen) == ["دوباره نامه به Justice 5"]


def test_a_small_raised_figure_stands_on_its_line() -> None:
    assert texts([*line("see note", 50, 100), word("1", 92, 97, size=6)]) == ["see note 1"]


def test_a_large_first_letter_belongs_to_the_line_at_its_head() -> None:
    initial = word("T", 50, 124, size=30)
    body = [*line("he letter came", 70, 100), *line("in May and was", 70, 112), *line("read at once", 70, 124)]
    first, *_ = lines_of([*body, initial])
    assert text_of(first.raw, first.edits) == "The letter came"
    assert first.edits[0].other == " "


def test_letters_that_are_all_large_are_no_initials() -> None:
    assert texts([word("A", 50, 100, size=30), word("B", 80, 100, size=30)]) == ["A B"]
    assert rows([]) == []


def test_ligatures_and_shapes_read_as_their_letters() -> None:
    assert texts([word("o\ufb03ce", 50, 100)]) == ["office"]
    assert texts([word("\ufee7\ufe8e\ufee3\ufeea", 50, 100)]) == ["نامه"]


def test_a_hyphen_at_the_end_of_a_line_is_left_to_its_own_rule() -> None:
    (one,) = lines_of([word("o\ufb03\ufffe", 50, 100)])
    assert one.raw == "o\ufb03\ufffe"
    assert text_of(one.raw, one.edits) == "offi\ufffe"
    (inside,) = lines_of([word("self\ufffe", 50, 100), word("made", 80, 100)])
    assert text_of(inside.raw, inside.edits) == "self- made"


def test_a_line_of_a_number_alone_has_its_stop_at_the_left_in_a_right_to_left_column() -> None:
    column = [*line_from_right("این نامه رسید", 300, 100), *line_from_right(".12", 300, 112)]
    assert texts(column)[1] == "12."


def test_begin_and_end_are_counted_in_reading_direction() -> None:
    (left,) = lines_of(line("a word", 50, 100))
    (right,) = lines_of(line_from_right("این نامه", 300, 100))
    assert (left.start, left.end) == (50, 80)
    assert (right.start, right.end) == (-300, -260)


def test_a_line_is_bold_when_all_of_it_is() -> None:
    found: list[Line] = lines_of([*line("all bold", 50, 100, bold=True), word("plain", 50, 112), word("a", 90, 112)])
    assert [one.bold for one in found] == [True, False]


def test_direction_goes_by_most_letters() -> None:
    assert runs_right_to_left(line("نامه PDF", 50, 100))
    assert not runs_right_to_left(line("Ministry نامه 1402", 50, 100))
    assert not runs_right_to_left([])
