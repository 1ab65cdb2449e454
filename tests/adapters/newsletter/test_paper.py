from __future__ import annotations

import io
import itertools
import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.newsletter.issue_folders import LANGUAGES, example, made, pages
from adapters.newsletter.long_issues import long_issue, mark, text_of
from khabar.adapters.newsletter.paper import fronts_of, is_brief, issue_pdf, moment_of
from khabar.adapters.newsletter.press import Press
from khabar.adapters.newsletter.source_text import source_of
from khabar.adapters.newsletter.words import chrome_of
from khabar.domain.publishing.issues import Issue, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow
COLUMNS = (1, 2, 3)
LOOKS = [(language, columns) for language in LANGUAGES for columns in COLUMNS]
A4 = (595.3, 841.9)


@cache
def printed(language: str, columns: int) -> bytes:
    return issue_pdf(long_issue(language, columns))


@cache
def printed_pages(language: str, columns: int) -> list[str]:
    return pages(printed(language, columns))


def page_with(found: list[str], word: str, start: int = 1) -> int:
    """Give the number of the first page, from one on, that holds a mark; marks are Latin, so any reader finds them."""
    return next(number for number, text in enumerate(found, start=1) if number >= start and word in text)


def ink(pdf: bytes, page: int) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Give every drawn letter of a page with its box: left, bottom, right, top."""
    with pypdfium2.PdfDocument(pdf) as opened:
        text = opened[page].get_textpage()
        for at in range(text.count_chars()):
            letter = text.get_text_range(at, 1)
            if letter.strip():
                yield letter, text.get_charbox(at)


def box_of(pdf: bytes, page: int, word: str) -> tuple[float, float]:
    """Give how far from the left and lower edges a word stands, in points."""
    with pypdfium2.PdfDocument(pdf) as opened:
        text = opened[page].get_textpage()
        found = text.search(word).get_next()
        assert found is not None
        left, bottom, _, _ = text.get_charbox(found[0])
        return float(left), float(bottom)


@pytest.mark.parametrize(("language", "columns"), LOOKS)
def test_no_word_of_a_story_is_lost_on_the_way_to_paper(language: str, columns: int) -> None:
    found = printed_pages(language, columns)
    for number in range(12):
        begins = page_with(found, mark("begins", number))
        assert begins <= page_with(found, mark("ends", number), begins)
    if language == "en":
        wanted = sum(article_words(long_issue(language, columns)))
        assert " ".join(found).count("stamp") == wanted


def goals(pdf: bytes) -> list[int]:
    """Give the pages to which the links of the first page lead, in their order on the page."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        numbers = {str(page.objgen): at for at, page in enumerate(opened.pages, start=1)}
        named = pikepdf.NameTree(opened.Root.Names.Dests)
        links = [link.A.D if "/A" in link else link.Dest for link in opened.pages[0].Annots]
        places = [named[str(goal)] if isinstance(goal, pikepdf.String) else goal for goal in links]
        places = [goal.D if isinstance(goal, pikepdf.Dictionary) else goal for goal in places]
        return [numbers[str(goal[0].objgen)] for goal in places]


def article_words(issue: Issue) -> Iterator[int]:
    for article in issue.articles:
        yield sum(block.text.count("stamp") for block in article.blocks)


@pytest.mark.parametrize(("language", "columns"), LOOKS)
def test_the_contents_name_the_page_on_which_each_story_begins(language: str, columns: int) -> None:
    found = printed_pages(language, columns)
    issue, chrome = long_issue(language, columns), chrome_of(language)
    fronts = fronts_of(issue)
    contents = [1 if front else page_with(found, mark("begins", number), 2) for number, front in enumerate(fronts)]
    jumps = [page_with(found, mark("story", number), 2) for number, front in enumerate(fronts) if front]
    assert goals(printed(language, columns)) == jumps + contents
    assert all(chrome.in_digits(str(page)) in found[0] for page in contents)


@pytest.mark.parametrize("columns", [2, 3])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_goes_on_where_the_first_page_says(language: str, columns: int) -> None:
    found = printed_pages(language, columns)
    issue = long_issue(language, columns)
    chrome = chrome_of(language)
    begun = [number for number, front in enumerate(fronts_of(issue)) if front]
    assert len(begun) == columns + 1
    for number in begun:
        page = page_with(found, mark("story", number), 2)
        assert chrome.in_digits(str(page)) in found[0]
        if language == "en":
            assert f"continued on page {page}" in found[0]
            assert "continued from page 1" in found[page - 1]


@pytest.mark.parametrize(("language", "columns"), LOOKS)
def test_words_stand_inside_the_margins_of_every_page(language: str, columns: int) -> None:
    pdf = printed(language, columns)
    side = {1: 30, 2: 15, 3: 15}[columns] * 72 / 25.4
    for page in range(len(printed_pages(language, columns))):
        for letter, (left, bottom, right, top) in ink(pdf, page):
            assert side - 4 <= left <= right <= A4[0] - side + 4, letter
            assert 24 <= bottom <= top <= A4[1] - 20, letter


@pytest.mark.parametrize(("language", "columns"), LOOKS)
def test_no_two_lines_are_printed_over_each_other(language: str, columns: int) -> None:
    pdf = printed(language, columns)
    for page in range(len(printed_pages(language, columns))):
        boxes = [box for letter, box in ink(pdf, page) if letter.isascii() and letter.isalnum()]
        middles = sorted(((left + right) / 2, (bottom + top) / 2) for left, bottom, right, top in boxes)
        for (x, y), (next_x, next_y) in itertools.pairwise(middles):
            assert abs(next_x - x) > 0.3 or abs(next_y - y) > 2.0 or (x, y) == (next_x, next_y)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", COLUMNS)
def test_lines_begin_in_as_many_columns_as_were_asked_for(language: str, columns: int) -> None:
    found = printed_pages(language, columns)
    page = page_with(found, mark("begins", 4)) - 1
    across = [box for _, box in ink(printed(language, columns), page)]
    side = {1: 30, 2: 15, 3: 15}[columns] * 72 / 25.4
    width = (A4[0] - 2 * side - (columns - 1) * 6 * 72 / 25.4) / columns
    for gap in range(1, columns):
        middle = side + gap * width + (gap - 0.5) * 6 * 72 / 25.4
        crossing = sum(left < middle < right for left, _, right, _ in across)
        assert crossing <= 3, "only headlines cross from one column to the next"


def test_persian_fills_the_right_column_first_and_english_the_left() -> None:
    for language, first_is_left in (("en", True), ("fa", False)):
        found, fronts = printed_pages(language, 3), fronts_of(long_issue(language, 3))
        looked_at = 0
        for number in (at for at in range(6, 9) if not fronts[at]):
            page = page_with(found, mark("begins", number), 2)
            if mark("ends", number) in found[page - 1]:
                looked_at += 1
                begins, ends = (
                    box_of(printed(language, 3), page - 1, mark(kind, number))[0] for kind in ("begins", "ends")
                )
                assert (begins < ends) is first_is_left
        assert looked_at


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_issue_gives_the_same_bytes_from_any_press(language: str) -> None:
    first = made(language)["issue.pdf"]
    assert issue_pdf(example(language)) == first
    alone = Press()
    assert alone is not None
    assert re.search(rb"2026-11-21T00:00:00", first)


@pytest.mark.parametrize("name", ["issue.pdf", "wall.pdf"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_tagged_for_archives_and_readers_and_carries_its_text(language: str, name: str) -> None:
    issue = example(language)
    with pikepdf.open(io.BytesIO(made(language)[name])) as pdf:
        with pdf.open_metadata() as told:
            assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("3", "A")
            assert told["pdfuaid:part"] == "1"
            assert issue.title.text in str(told["dc:title"])
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == language
        attached = pdf.attachments["source.md"]
        assert attached.get_file().read_bytes().decode() == source_of(issue)
        assert str(pdf.Root.AF[0].AFRelationship) == "/Source"


@pytest.mark.parametrize("name", ["issue.pdf", "wall.pdf"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_only_the_gate_may_know_is_in_the_pdf(language: str, name: str) -> None:
    with pikepdf.open(io.BytesIO(made(language)[name])) as pdf:
        inside = b"".join(_streams(pdf))
        text = " ".join(pages(made(language)[name])) + inside.decode("utf-8", "replace")
    for secret in ("C-0113", "C-0102", "Darius", "داریوش", "Norvan", "نوروان", "1992", "1371"):
        assert secret not in text


def _streams(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    """Give what is attached, and what the file says of itself; the pages are read as text."""
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream) and one.get("/Type") in {"/EmbeddedFile", "/Metadata"}:
            yield one.read_bytes()


def test_a_picture_has_words_for_who_cannot_see_it() -> None:
    with pikepdf.open(io.BytesIO(made("en")["issue.pdf"])) as pdf:
        told = [str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert told == [example("en").articles[0].pictures[0].alt.text]


def test_a_wide_picture_stands_with_its_headline_over_all_columns() -> None:
    issue = example("en")
    picture = issue.articles[0].pictures[0]
    with_pictures = replace(issue.articles[5], front=False, pictures=(replace(picture, wide=True), picture))
    pdf = issue_pdf(replace(issue, articles=(*issue.articles[:5], with_pictures, *issue.articles[6:])))
    with pypdfium2.PdfDocument(pdf) as opened:
        page = next(page for page in list(opened)[1:] if "After the gate" in page.get_textpage().get_text_range())
        widths = sorted(
            right - left for left, _, right, _ in (one.get_bounds() for one in page.get_objects(filter=[3]))
        )
    assert len(widths) == 2
    column = (A4[0] - 2 * 15 * 72 / 25.4 - 12 * 72 / 25.4) / 3
    assert widths[0] <= column + 1
    assert widths[1] > 2 * column


def test_symbols_and_telephone_numbers_keep_their_order_in_persian() -> None:
    pdf = made("fa")["issue.pdf"]
    page = page_with(pages(pdf), "OAP") - 1
    left, bottom = box_of(pdf, page, "OAP")
    letters = [(box[0], letter) for letter, box in ink(pdf, page) if abs(box[1] - bottom) < 4]
    shown = "".join(letter for across, letter in sorted(letters) if across > left - 1)
    assert shown.startswith("OAP/2025/114/B")


def test_which_stories_begin_on_the_first_page() -> None:
    issue = long_issue("en", 3)
    assert fronts_of(issue)[:6] == ["lead", "", "", "second", "second", "second"]
    assert fronts_of(replace(issue, columns=1))[:4] == ["lead", "", "", ""]
    chosen = [replace(one, front=number == 4) for number, one in enumerate(issue.articles)]
    assert [at for at, front in enumerate(fronts_of(replace(issue, articles=tuple(chosen)))) if front] == [4]
    letters = tuple(replace(one, kind=Kind.OPEN_LETTER) for one in issue.articles)
    assert fronts_of(replace(issue, articles=letters))[0] == "lead"


def test_short_pieces_stand_together_unless_something_hangs_on_them() -> None:
    issue = long_issue("en", 3)
    assert [is_brief(one) for one in issue.articles[-4:]] == [False, True, True, True]
    assert not is_brief(replace(issue.articles[-1], summary=text_of("a summary")))


def test_an_issue_of_one_short_piece_is_an_issue() -> None:
    issue = long_issue("en", 2)
    alone = replace(issue, articles=issue.articles[-1:], petition=None)
    (first, *_) = pages(issue_pdf(alone))
    assert mark("story", 11) in first
    assert "continued" not in first


def test_the_moment_of_an_issue_is_the_beginning_of_its_day() -> None:
    assert moment_of(example("en")).isoformat() == "2026-11-21T00:00:00+00:00"


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(LANGUAGES),
    st.sampled_from(COLUMNS),
    st.lists(st.integers(1, 14), min_size=1, max_size=7),
)
def test_stories_of_any_length_find_their_place(language: str, columns: int, lengths: list[int]) -> None:
    base = long_issue(language, columns, stories=max(len(lengths), 3))
    articles = tuple(
        replace(one, blocks=(*one.blocks[:1], *one.blocks[1:2] * length))
        for one, length in zip(base.articles, lengths, strict=False)
    )
    found = pages(issue_pdf(replace(base, articles=articles)))
    for number in range(len(articles)):
        assert page_with(found, mark("begins", number))
