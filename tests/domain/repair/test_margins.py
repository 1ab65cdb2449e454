from __future__ import annotations

import pytest

from domain.repair.pages_drawn import HEIGHT, WIDTH, column, line
from khabar.domain.repair.edits import text_of
from khabar.domain.repair.found import PieceKind, Word
from khabar.domain.repair.lines import lines_of
from khabar.domain.repair.margins import Edged, Sheet, without_running_lines

BODY = ["families wrote again and asked"] * 20


def sheet(number: int, *words: Word) -> Sheet:
    return Sheet(number, WIDTH, HEIGHT, (tuple(lines_of(words)),))


def apart(edged: Edged) -> list[tuple[int, str, PieceKind]]:
    return [(one.page, text_of(one.line.raw, one.line.edits), one.kind) for one in edged.apart]


def kept(edged: Edged) -> list[str]:
    return [one.raw for page in edged.sheets for part in page.columns for one in part]


def test_a_line_on_every_page_is_set_apart_whatever_its_number() -> None:
    pages = [
        sheet(number, *line(f"The Letter, {number}", 50, 70), *column(BODY, 50, 120), *line("May", 50, 740))
        for number in (1, 2, 3)
    ]
    edged = without_running_lines(pages)
    assert apart(edged)[:2] == [(1, "The Letter, 1", PieceKind.HEADER), (1, "May", PieceKind.FOOTER)]
    assert kept(edged) == BODY * 3


def test_a_header_split_over_two_columns_is_one_row() -> None:
    pages = []
    for number in (1, 2):
        left, right = line("The Letter", 50, 70), line("Association", 400, 70)
        body = column(BODY, 50, 120)
        columns = (left + body, right) if number == 2 else ([*left, *right, *body],)
        pages.append(Sheet(number, WIDTH, HEIGHT, tuple(tuple(lines_of(part)) for part in columns)))
    assert kept(without_running_lines(pages)) == BODY * 2


@pytest.mark.parametrize("said", ["7", "- 7 -", "Page 7", "صفحهٔ ۷", "7 of 12", "Seite 7/12"])
def test_a_page_number_is_set_apart_on_a_single_page_too(said: str) -> None:
    edged = without_running_lines([sheet(1, *column(BODY, 50, 120), *line(said, 280, 740))])
    assert [kind for _, _, kind in apart(edged)] == [PieceKind.PAGE_NUMBER]
    assert dict(edged.bearing) == {7: 1}


def test_numbers_on_pages_say_which_page_bears_which() -> None:
    pages = [sheet(number, *column(BODY, 50, 120), *line(str(number + 10), 280, 740)) for number in (1, 2, 3)]
    assert dict(without_running_lines(pages).bearing) == {11: 1, 12: 2, 13: 3}


def test_pages_without_numbers_are_counted() -> None:
    pages = [sheet(number, *column(BODY, 50, 120)) for number in (1, 2)]
    assert dict(without_running_lines(pages).bearing) == {1: 1, 2: 2}
    assert without_running_lines([]).sheets == ()


def test_a_number_on_one_page_of_many_moves_nothing() -> None:
    pages = [sheet(1, *column(BODY, 50, 120), *line("41", 280, 740)), sheet(2, *column(BODY, 50, 120))]
    assert dict(without_running_lines(pages).bearing) == {1: 1, 2: 2}


def test_a_title_on_the_first_page_stays() -> None:
    title = line("Four hundred days", 50, 80, size=18)
    edged = without_running_lines([sheet(1, *title, *column(BODY, 50, 130)), sheet(2, *column(BODY, 50, 120))])
    assert apart(edged) == []


def test_small_words_at_the_very_edge_are_a_running_line_even_once() -> None:
    edged = without_running_lines([sheet(1, *line("The Letter", 50, 40), *column(BODY, 50, 120))])
    assert apart(edged) == [(1, "The Letter", PieceKind.HEADER)]


def test_text_that_begins_high_on_the_page_stays() -> None:
    assert apart(without_running_lines([sheet(1, *column(BODY, 50, 50))])) == []


def test_the_last_line_of_a_text_is_no_footer() -> None:
    lines = column(["families wrote again and asked"] * 52, 50, 130)
    assert apart(without_running_lines([sheet(1, *lines), sheet(2, *lines)])) == []
