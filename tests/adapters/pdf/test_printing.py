from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pikepdf
import pypdfium2
import pytest

from adapters.pdf.printed_forms import (
    BOTH,
    ENGLISH,
    LANGUAGES,
    PERSIAN,
    codes_on,
    colours,
    documents,
    letters_of,
    looks,
    picture,
    printed,
    says,
    text_of,
)
from khabar.adapters.pdf.words import words_of
from khabar.domain.documents import CallingList, Cover, Look, OfferSheets, Paper, StandingLetters
from khabar.domain.errors import Invalid

POINTS = {Paper.A4: (595.28, 841.89), Paper.A5: (419.53, 595.28)}
PERSIAN_A4 = Look(("fa",), Paper.A4)
PAGES = {"intake": 2}
TITLES = {
    "intake": "intake.title",
    "slip": "slip.outside",
    "offer": "offer.title",
    "asking": "asking.title",
    "asking with words": "asking.title_words",
    "message": "message.title",
    "blank message": "message.title_blank",
    "letter": "letter.subject",
    "calls": "calls.title",
    "cover": "cover.title",
}
EVERY_LOOK = [
    pytest.param(kind, look, id=f"{kind}, {'+'.join(look.languages)}, {look.paper}") for kind, look in looks()
]


@pytest.mark.parametrize(("kind", "look"), EVERY_LOOK)
def test_every_form_has_its_size_its_pages_and_its_words_in_each_language(kind: str, look: Look) -> None:
    pdf = printed(documents()[kind], look)
    with pypdfium2.PdfDocument(pdf) as opened:
        assert len(opened) == PAGES.get(kind, 1)
        for page in opened:
            assert page.get_size() == pytest.approx(POINTS[look.paper], abs=0.1)
    text = text_of(pdf)
    for words in words_of(look.languages):
        assert says(text, words[TITLES[kind]])


@pytest.mark.parametrize(("kind", "look"), EVERY_LOOK)
def test_a_printed_form_says_nothing_beside_its_pages(kind: str, look: Look) -> None:
    with pikepdf.open(io.BytesIO(printed(documents()[kind], look))) as pdf:
        assert "/Info" not in pdf.trailer
        assert set(pdf.Root.keys()) <= {"/Type", "/Pages", "/Lang", "/ViewerPreferences"}
        assert not pdf.attachments
        assert all("/Annots" not in page for page in pdf.pages)


@pytest.mark.parametrize(("kind", "look"), EVERY_LOOK)
def test_a_form_is_printed_in_black_white_and_grey(kind: str, look: Look) -> None:
    seen = colours(printed(documents()[kind], look), dpi=60)
    assert (seen.max(axis=2) == seen.min(axis=2)).all()
    assert seen.min() < 40
    assert (seen > 240).mean() > 0.3


@pytest.mark.parametrize("languages", LANGUAGES)
@pytest.mark.parametrize("kind", documents())
def test_nothing_is_printed_where_printers_do_not_reach_but_fold_marks(kind: str, languages: tuple[str, ...]) -> None:
    seen = picture(printed(documents()[kind], Look(languages, Paper.A4)), dpi=100)
    edge = round(4 / 25.4 * 100)
    inked = [np.any(seen[:, :edge] < 128, axis=1).sum(), np.any(seen[:, -edge:] < 128, axis=1).sum()]
    inked += [np.any(seen[:edge] < 128, axis=0).sum()]
    assert max(inked) < (120 if kind in {"slip", "message", "blank message"} else 1)


def test_the_same_document_gives_the_same_bytes_in_this_process() -> None:
    for kind, look in looks():
        if look.languages == BOTH:
            assert printed(documents()[kind], look) == printed(documents()[kind], look)


ELSEWHERE = """
import hashlib, sys
from adapters.pdf.printed_forms import BOTH, documents, printed
from khabar.domain.documents import Look
for kind, document in documents().items():
    sys.stdout.write(hashlib.sha256(printed(document, Look(BOTH))).hexdigest() + "\\n")
"""


@pytest.mark.slow
def test_the_same_document_gives_the_same_bytes_in_another_process() -> None:
    asked = [sys.executable, "-c", ELSEWHERE]
    told = subprocess.run(asked, capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path)})
    here = [hashlib.sha256(printed(document, Look(BOTH))).hexdigest() for document in documents().values()]
    assert told.stdout.split() == here


def test_threads_share_one_press_and_get_what_they_asked_for() -> None:
    asked = list(looks())[:24]
    alone = [printed(documents()[kind], look) for kind, look in asked]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda one: printed(documents()[one[0]], one[1]), asked))
    assert together == alone


def test_the_paper_of_the_stack_is_the_same_whatever_its_cover_says() -> None:
    look = Look(PERSIAN, Paper.A5)
    before = printed(documents()["offer"], look)
    cover = documents()["cover"]
    assert isinstance(cover, Cover)
    named, unnamed = printed(cover, PERSIAN_A4), printed(replace(cover, askings=()), PERSIAN_A4)
    assert named != unnamed
    assert printed(documents()["offer"], look) == before


def test_offer_sheets_differ_in_nothing_but_the_code() -> None:
    offer = documents()["offer"]
    assert isinstance(offer, OfferSheets)
    other = "0" * 25 + "97"
    pages = [picture(printed(OfferSheets((code,)), Look(BOTH)), dpi=150) for code in (offer.codes[0], other)]
    differs = np.argwhere(np.abs(pages[0] - pages[1]) > 8)
    (top, left), (bottom, right) = differs.min(axis=0), differs.max(axis=0)
    code = codes_on(pages[0])[0]
    millimetre = 150 / 25.4
    assert top >= code.top - 2
    assert bottom <= code.bottom + 20 * millimetre
    assert right <= code.right + 2
    assert left >= code.right - 75 * millimetre


def test_many_sheets_are_one_file_with_a_page_each() -> None:
    codes = tuple(str(at).zfill(27) for at in range(60))
    with pypdfium2.PdfDocument(printed(OfferSheets(codes), Look(PERSIAN, Paper.A5))) as opened:
        assert len(opened) == 60


def test_a_specimen_says_so_on_each_page_in_each_language() -> None:
    for languages in LANGUAGES:
        pdf = printed(documents()["intake"], Look(languages, specimen=True))
        plain = printed(documents()["intake"], Look(languages))
        for page in range(PAGES["intake"]):
            marked, bare = picture(pdf, dpi=50, page=page), picture(plain, dpi=50, page=page)
            assert ((bare > 250) & (marked < 235)).mean() > 0.008
        assert text_of(pdf).count("specimen") == (PAGES["intake"] if "en" in languages else 0)


def test_a_letter_speaks_its_readers_language_whatever_the_others_read() -> None:
    letters = documents()["letter"]
    assert isinstance(letters, StandingLetters)
    one = letters.letters[0]
    both = replace(letters, letters=(one, replace(one, language="fa")))
    with pypdfium2.PdfDocument(printed(both, Look(ENGLISH))) as opened:
        first, second = (page.get_textpage().get_text_range() for page in opened)
    persian, english = words_of(BOTH)
    assert says(first, english["letter.same"])
    assert not says(first, persian["letter.same"])
    assert says(second, persian["letter.same"])
    assert not says(second, english["letter.same"])


def test_days_are_written_in_the_readers_calendar_and_in_iso() -> None:
    assert says(text_of(printed(documents()["cover"], Look(ENGLISH))), "2026-12-20 (1405-09-29)")
    persian = text_of(printed(documents()["letter"], Look(PERSIAN)))
    assert all(part in persian for part in ("۱۲", "۱۴۰۵", "۲۰۲۷-۰۲-۰۱"))
    assert says(persian, "بهمن")


def test_a_long_calling_list_runs_over_pages_and_loses_nobody() -> None:
    calls = documents()["calls"]
    assert isinstance(calls, CallingList)
    names = [f"Mina{at}x" for at in range(23)]
    long = replace(calls, calls=tuple(replace(calls.calls[0], first_name=name) for name in names))
    text = text_of(printed(long, Look(ENGLISH, Paper.A5)))
    assert all(name in text for name in names)


def test_a_long_cover_lists_every_sheet_of_the_stack() -> None:
    cover = documents()["cover"]
    assert isinstance(cover, Cover)
    codes = tuple(str(at).zfill(27) for at in range(60))
    text = letters_of(text_of(printed(replace(cover, sheets=codes, first=7), Look(ENGLISH))))
    assert all(code in text for code in codes)


def test_a_form_is_refused_on_paper_it_is_not_made_for() -> None:
    form = documents()["intake"]
    with pytest.raises(Invalid, match="size of paper") as problem:
        printed(form, Look(("fa",), Paper.A5))
    assert problem.value.field == "paper"
