"""Letters to bodies on paper: what stands in the window, the code a scanner reads, pages of each copy, nothing lost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pypdfium2
import pytest

from adapters.pdf.printed_forms import codes_on, everything_in, picture, printed, says, text_of
from domain.letters.written import CODE, KINDS, LANGUAGES, sheet
from khabar.domain.documents import Look, Paper
from khabar.domain.errors import Invalid
from khabar.domain.letters.drafts import LetterKind
from khabar.domain.letters.filling import Block, BlockKind, Run
from khabar.domain.letters.sheets import LetterSheet, LetterSheets, copy_for

DPI = 150
DOT = DPI / 25.4
WINDOW = (20, 45, 110, 90)
"""Where window envelopes (DL, C5/6, DIN 5008) have their window: left, top, right, bottom in millimetres."""
COPY_CODES = ("161803398874918", "141421356237327", "173205080756863")


def paper(*sheets: LetterSheet) -> bytes:
    return printed(LetterSheets(sheets), Look((sheets[0].written.language,)))


def pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.get_textpage().get_text_range() for page in opened]


def long_letter(language: str) -> LetterSheet:
    one = sheet(LetterKind.REQUEST_FOR_INFORMATION, language)
    more = tuple(Block(BlockKind.ITEM, (Run(f"{one.sender} {number}", own=True),), number) for number in range(1, 90))
    return replace(one, written=replace(one.written, blocks=(*one.written.blocks[:3], *more, *one.written.blocks[3:])))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_letter_stands_on_its_paper(kind: LetterKind, language: str) -> None:
    one = sheet(kind, language)
    said = text_of(paper(one))
    for words in (one.sender, *one.recipient, *one.signed, *one.copies, *one.enclosed, one.written.subject_text):
        assert says(said, words)
    for block in one.written.blocks:
        assert says(said, block.text.replace("\u2066", "").replace("\u2068", "").replace("\u2069", ""))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scanner_reads_the_reference_and_people_read_it_in_groups_of_four(language: str) -> None:
    pdf = paper(sheet(LetterKind.REMINDER, language))
    for dpi in (100, 150, 300):
        assert [one.code for one in codes_on(picture(pdf, dpi=dpi))] == [CODE]
    assert says(text_of(pdf), "2718 2818 2845 979")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_stands_in_the_window_and_nothing_else_does(language: str) -> None:
    one = sheet(LetterKind.REQUEST_FOR_CONTACT, language)
    other = replace(one, recipient=("\N{FULL STOP}",))
    changed = np.argwhere(np.abs(picture(paper(one), dpi=DPI) - picture(paper(other), dpi=DPI)) > 60) / DOT
    left, top, right, bottom = WINDOW
    assert changed[:, 0].min() > top
    assert changed[:, 0].max() < bottom
    assert changed[:, 1].min() > left
    assert changed[:, 1].max() < right
    inside = picture(paper(other), dpi=DPI)[int(top * DOT) : int(bottom * DOT), int(left * DOT) : int(105 * DOT)]
    assert (inside < 128).sum() < 30


def test_seven_lines_of_an_address_still_stand_in_the_window() -> None:
    lines = tuple(f"Line {number} of the address" for number in range(1, 8))
    one = replace(sheet(LetterKind.THANKS, "en"), recipient=lines)
    bare = replace(one, recipient=lines[:6])
    changed = np.argwhere(np.abs(picture(paper(one), dpi=DPI) - picture(paper(bare), dpi=DPI)) > 60) / DOT
    assert changed[:, 0].max() < WINDOW[3]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_letter_goes_on_with_whose_it_is_and_which_page_of_how_many(language: str) -> None:
    found = pages(paper(long_letter(language)))
    assert len(found) > 2
    last = {"en": "Page {n} of {n}", "fa": "صفحهٔ {n} از {n}"}[language]
    digits = str(len(found)) if language == "en" else "۰۱۲۳۴۵۶۷۸۹"[len(found)]
    assert says(found[-1], last.format(n=digits))
    assert all(says(one, sheet(LetterKind.THANKS, language).sender) for one in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_name_never_stands_alone_on_a_page(language: str) -> None:
    one = sheet(LetterKind.REMINDER, language)
    found = pages(paper(one))
    assert len(found) == 2
    signing = next(page for page in found if says(page, one.signed[1]))
    assert says(signing, one.written.blocks[-1].text)


def test_a_letter_that_fits_one_page_in_slightly_smaller_letters_has_one_page() -> None:
    counts = {(kind, language): len(pages(paper(sheet(kind, language)))) for kind in KINDS for language in LANGUAGES}
    assert counts[LetterKind.URGENT_APPEAL, "en"] == counts[LetterKind.REQUEST_FOR_CONTACT, "fa"] == 1
    assert max(counts.values()) == 2


def test_a_letter_and_its_copies_are_printed_in_one_go_each_with_its_own_code_and_pages() -> None:
    one = sheet(LetterKind.REMINDER, "en")
    copies = [copy_for(one, (name, "High Street 1"), code) for name, code in zip(one.copies, COPY_CODES, strict=True)]
    pdf = paper(one, *copies)
    found = pages(pdf)
    assert [codes_on(picture(pdf, page=at))[0].code for at in range(0, len(found), 2)] == [CODE, *COPY_CODES]
    assert [page for page in found if "Page 2 of 2" in page] == found[1::2]
    assert sum("of a letter to" in page for page in found) == 3


def test_persian_lines_begin_on_the_right_and_english_ones_on_the_left() -> None:
    def edges(language: str) -> tuple[float, float]:
        page = picture(paper(sheet(LetterKind.THANKS, language)), dpi=DPI)
        body = page[int(95 * DOT) : int(115 * DOT), int(20 * DOT) :]
        columns = np.flatnonzero((body < 128).any(axis=0)) / DOT + 20
        return float(columns.min()), float(columns.max())

    assert edges("en")[0] < 26
    assert edges("fa")[1] > 187
    assert edges("en")[1] < edges("fa")[1]


def test_a_letter_without_a_shape_is_refused_and_its_field_is_named() -> None:
    one = sheet(LetterKind.THANKS, "en")
    with pytest.raises(Invalid) as found:
        paper(replace(one, recipient=("Office \U00013000", "Ms Tomas")))
    assert found.value.field == "recipient"
    assert "U+13000" in found.value.message


def test_the_same_letter_gives_the_same_bytes_and_tells_nothing_beside_its_pages() -> None:
    one = sheet(LetterKind.REMINDER, "fa")
    assert paper(one) == paper(one)
    hidden = everything_in(paper(one))
    assert b"Typst" not in hidden
    assert b"CreationDate" not in hidden
    assert one.written.digest.encode() not in hidden


def test_a_specimen_says_so_and_other_paper_is_refused() -> None:
    one = LetterSheets((sheet(LetterKind.THANKS, "en"),))
    assert "Specimen" in text_of(printed(one, Look(("en",), specimen=True))).title()
    with pytest.raises(Invalid) as found:
        printed(one, Look(("en",), Paper.A5))
    assert found.value.field == "paper"
