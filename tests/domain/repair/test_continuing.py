from __future__ import annotations

import pytest

from khabar.domain.repair import continuing
from khabar.domain.repair.continuing import continued, notice_in
from khabar.domain.repair.found import Box, PieceKind
from khabar.domain.repair.paragraphs import Part, Piece

PAGES = {1: 1, 2: 2, 3: 3}


def piece(
    text: str, column: int = 0, page: int = 1, *, kind: PieceKind = PieceKind.PARAGRAPH, indented: bool = False
) -> Piece:
    size = 14.0 if kind is PieceKind.HEADING else 10.0
    part = Part(page, Box(0, 0, 1, 1), 0, len(text))
    return Piece(text, (), (part,), size, right_to_left=False, indented=indented, first=20, column=column, kind=kind)


def heading(text: str, column: int = 0, page: int = 1) -> Piece:
    return piece(text, column, page, kind=PieceKind.HEADING)


def read(*pieces: Piece) -> list[str]:
    return [one.text for one in continued(pieces, PAGES) if one.kind is not PieceKind.NOTICE]


ONWARD = [
    "Continued on page 3",
    "(continued on p. 3)",
    "CONTINUED ON PAGE 3 →",
    "This article continues on page 3",
    "ادامه در صفحهٔ ۳",
    "ادامه مطلب در صفحه 3",
    "بقیه در صفحهٔ ۳",
    "يتبع في الصفحة ٣",
    "التتمة ص 3",
    "Suite page 3",
    "Fortsetzung auf Seite 3",
    "Devamı sayfa 3'te",
    "Devamı 3. sayfada",
    "Продолжение на стр. 3",
    "Окончание на странице 3",
    "Vazhdon në faqen 3",
]
BACK = [
    "Continued from page 3",
    "From page 3",
    "ادامه از صفحهٔ ۳",
    "تتمة المنشور ص 3",
    "تتمة من الصفحة ٣",
    "Suite de la page 3",
    "Fortsetzung von Seite 3",
    "Baştarafı sayfa 3'te",
    "Начало на стр. 3",
    "Vazhdim nga faqja 3",
]


@pytest.mark.parametrize("text", ONWARD)
def test_notices_of_where_a_text_goes_on_are_known(text: str) -> None:
    notice = notice_in(text)
    assert notice is not None
    assert (notice.onward, notice.page, notice.alone) == (True, 3, True)


@pytest.mark.parametrize("text", BACK)
def test_notices_of_where_a_text_came_from_are_known(text: str) -> None:
    notice = notice_in(text)
    assert notice is not None
    assert (notice.onward, notice.page) == (False, 3)


@pytest.mark.parametrize("text", ["See page 3", "The page 3 letter", "From page 3 on it gets worse.", "صفحه ۳"])
def test_other_words_about_pages_are_no_notice(text: str) -> None:
    assert notice_in(text) is None


def test_an_unfinished_paragraph_goes_on_in_the_next_column() -> None:
    (whole,) = continued([piece("the families of those"), piece("Inside wait.", 1)], PAGES)
    assert whole.text == "the families of those Inside wait."
    assert whole.joined == (continuing.UNFINISHED,)


def test_a_small_letter_says_that_a_finished_sentence_goes_on() -> None:
    (whole,) = continued([piece("It was at 5 p.m."), piece("in May.", 1)], PAGES)
    assert whole.joined == (continuing.LOWER_CASE,)


def test_a_divided_word_is_put_together_over_columns() -> None:
    (whole,) = continued([piece("the minis\ufffe"), piece("try wrote.", 1)], PAGES)
    assert whole.joined == (continuing.HYPHENATED,)


def test_a_finished_paragraph_is_not_joined_to_one_with_a_capital() -> None:
    assert read(piece("It came."), piece("Nobody wrote.", 1)) == ["It came.", "Nobody wrote."]


def test_where_paragraphs_are_indented_one_without_an_indent_goes_on() -> None:
    others = [piece("One more.", 0, indented=True)] * 3
    assert read(*others, piece("It came."), piece("Nobody wrote.", 1))[-1] == "It came. Nobody wrote."
    assert read(*others, piece("it came"), piece("Nobody wrote.", 1, indented=True))[-1] == "Nobody wrote."


def test_a_short_last_line_ends_its_paragraph() -> None:
    short = Piece("and so", (), (Part(1, None, 0, 6),), 10, right_to_left=False, room=100, first=20)
    assert len(continued([short, piece("we wait", 1)], PAGES)) == 2


def test_nothing_is_joined_over_a_heading_a_size_or_a_direction() -> None:
    assert len(read(piece("the families"), heading("Letters", 1), piece("wait", 1))) == 3
    small = Piece("wait", (), (Part(1, None, 0, 4),), 7, right_to_left=False, column=1)
    other = Piece("wait", (), (Part(1, None, 0, 4),), 10, right_to_left=True, column=1)
    assert len(read(piece("the families"), small)) == 2
    assert len(read(piece("the families"), other)) == 2


def test_a_paragraph_longer_than_any_goes_on_nowhere() -> None:
    """Joining copies what was joined before: without an end, a hostile document would make it a matter of hours."""
    longest = "a" * continuing.LONGEST
    assert read(piece(longest), piece("we wait", 1)) == [f"{longest} we wait"]
    assert read(piece(longest + "a"), piece("we wait", 1)) == [longest + "a", "we wait"]


def test_a_text_is_followed_to_the_page_its_notice_names() -> None:
    assert read(
        heading("Ministry silent"),
        piece("The families of those"),
        piece("Continued on page 2"),
        heading("Another article", page=1, column=1),
        piece("It is long.", 1),
        heading("Silent", 2, 2),
        piece("Continued from page 1", 2, 2),
        piece("inside wait.", 2, 2),
        piece("And wait.", 2, 2),
        heading("Last article", 2, 2),
        piece("It ends.", 2, 2),
    ) == [
        "Ministry silent",
        "The families of those inside wait.",
        "And wait.",
        "Another article",
        "It is long.",
        "Last article",
        "It ends.",
    ]


def test_notices_are_kept_apart_and_so_is_a_repeated_heading() -> None:
    found = continued(
        [
            piece("The families of those"),
            piece("Continued on page 2"),
            piece("From page 1", 1, 2),
            heading("Silent", 1, 2),
            piece("inside wait.", 1, 2),
        ],
        PAGES,
    )
    notices = [one.text for one in found if one.kind is PieceKind.NOTICE]
    assert notices == ["Continued on page 2", "From page 1", "Silent"]


def test_a_notice_in_brackets_at_the_end_is_cut_off_and_kept() -> None:
    found = continued(
        [piece("The families of those (continued on page 2)"), piece("(continued from page 1) inside wait.", 1, 2)],
        PAGES,
    )
    (whole,) = found
    assert whole.text == "The families of those inside wait."
    assert [edit.other for edit in whole.edits] == ["(continued on page 2)", "(continued from page 1) "]
    assert "continued on page 2" in whole.raw


def test_without_a_notice_over_there_a_heading_of_the_same_words_is_followed() -> None:
    assert read(
        heading("The silent ministry"),
        piece("Nobody of"),
        piece("Continued on page 2"),
        piece("Other text.", 1, 2),
        heading("Silent ministry", 2, 2),
        piece("them wrote.", 2, 2),
    ) == ["The silent ministry", "Nobody of them wrote.", "Other text."]


def test_a_notice_that_leads_nowhere_moves_and_joins_nothing() -> None:
    assert read(piece("Nobody of"), piece("Continued on page 3"), piece("another text", 1)) == [
        "Nobody of",
        "another text",
    ]
    assert read(heading("One"), piece("Nobody of"), piece("Continued on page 2"), heading("Two", 1, 2)) == [
        "One",
        "Nobody of",
        "Two",
    ]


def test_a_text_that_goes_on_twice_is_followed_twice() -> None:
    assert read(
        piece("Nobody of"),
        piece("Continued on page 2"),
        heading("Other", 1, 1),
        piece("Text.", 1, 1),
        piece("Continued from page 1", 2, 2),
        piece("them wrote to"),
        piece("Continued on page 3", 2, 2),
        piece("Continued from page 2", 3, 3),
        piece("the families.", 3, 3),
    )[:1] == ["Nobody of"]


def test_an_announced_text_runs_on_over_its_page_where_no_heading_stops_it() -> None:
    assert read(
        heading("One"),
        piece("Nobody of"),
        piece("Continued on page 2"),
        heading("Two", 1, 1),
        piece("Text.", 1, 1),
        piece("Continued from page 1", 2, 2),
        piece("them wrote.", 2, 2),
        piece("Never.", 3, 3),
        piece("Not once.", 4, 4),
    ) == ["One", "Nobody of them wrote.", "Never.", "Two", "Text.", "Not once."]


def test_of_two_texts_on_a_page_each_finds_its_own() -> None:
    assert read(
        heading("One"),
        piece("First of"),
        piece("Continued on page 3"),
        heading("Two", 1, 2),
        piece("Second of", 1, 2),
        piece("Continued on page 3", 1, 2),
        piece("Continued from page 2", 2, 3),
        piece("two.", 2, 3),
        piece("Continued from page 1", 3, 3),
        piece("one.", 3, 3),
    ) == ["One", "First of one.", "Two", "Second of two."]
