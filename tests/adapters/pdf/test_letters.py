from __future__ import annotations

import unicodedata
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from adapters.pdf.printed_forms import (
    BOTH,
    ENGLISH,
    LANGUAGES,
    PERSIAN,
    documents,
    persian_words,
    picture,
    printed,
    text_of,
)
from khabar.adapters.pdf.coverage import lacking
from khabar.adapters.pdf.fonts import drawn
from khabar.adapters.pdf.words import languages, words_of
from khabar.domain.documents import CallingList, Look, MessageForms, StandingLetters
from khabar.domain.errors import Invalid
from khabar.domain.messages import MAX_WORDS

DPI = 150
DOT = DPI / 25.4
HALF = 148.5
LONG_WORDS = " ".join(["بنویسید"] * MAX_WORDS)
"""Seven letters a word; words of a Persian letter have four or five."""


def letter(text: str, *, from_name: str = "Shirin") -> MessageForms:
    forms = documents()["message"]
    assert isinstance(forms, MessageForms)
    return MessageForms((replace(forms.messages[0], text=text, from_name=from_name),))


@pytest.mark.parametrize("languages_asked", LANGUAGES)
def test_three_hundred_persian_words_fit_their_half_in_letters_of_a_readable_size(
    languages_asked: tuple[str, ...],
) -> None:
    for text in (persian_words(MAX_WORDS), LONG_WORDS):
        pdf = printed(letter(text), Look(languages_asked))
        empty = printed(letter("."), Look(languages_asked))
        page, bare = picture(pdf, dpi=DPI), picture(empty, dpi=DPI)
        changed = np.argwhere(np.abs(page - bare) > 60)
        assert changed[:, 0].max() < (HALF - 9) * DOT
        assert changed[:, 0].min() > 8 * DOT
        # The letters of a line of nine points are together at least 1.6 mm high.
        rows = np.flatnonzero((page[changed[:, 0].min() : changed[:, 0].max(), :] < 128).any(axis=1))
        lines = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)
        assert np.median([len(line) for line in lines]) > 1.6 * DOT


def test_short_letters_are_set_larger_than_long_ones() -> None:
    def height(text: str) -> int:
        page = picture(printed(letter(text), Look(PERSIAN)), dpi=300)
        main = page[: round(60 / 25.4 * 300), : round(140 / 25.4 * 300)]
        rows = np.flatnonzero((main < 128).any(axis=1))
        lines = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)
        return int(np.median([len(line) for line in lines if len(line) > 10][1:4]))

    assert height(persian_words(60)) > height(LONG_WORDS)


def test_a_letter_too_long_for_its_half_is_refused_and_named_by_its_field() -> None:
    with pytest.raises(Invalid) as refused:
        printed(letter(persian_words(1500)), Look(PERSIAN))
    assert refused.value.field == "text"
    assert "درخت" not in str(refused.value)


def test_after_a_refusal_the_printer_prints_on() -> None:
    with pytest.raises(Invalid):
        printed(letter(persian_words(1500)), Look(PERSIAN))
    assert printed(letter("سلام"), Look(PERSIAN)).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("سلام 😀", "“😀” (U+1F600)"),
        ("宋女士", "“宋” (U+5B8B), “女” (U+5973), “士” (U+58EB)"),
        ("ዳዊት", "“ዳ” (U+12F3)"),
        ("sister\x07", "(U+0007)"),
    ],
)
def test_letters_that_cannot_be_printed_are_refused_by_name_and_field(text: str, named: str) -> None:
    for field, forms in (("text", letter(text)), ("from_name", letter("سلام", from_name=text))):
        with pytest.raises(Invalid) as refused:
            printed(forms, Look(PERSIAN))
        assert refused.value.field == field
        assert named in refused.value.message
        assert "سلام" not in refused.value.message


def test_each_lacking_letter_is_named_once_and_not_more_than_a_dozen() -> None:
    with pytest.raises(Invalid) as refused:
        printed(letter("宋宋" + "".join(map(chr, range(0x4E00, 0x4E40)))), Look(PERSIAN))
    assert refused.value.message.count("U+") == 12
    assert refused.value.message.count("U+5B8B") == 1


def test_lists_and_addresses_are_looked_through_too() -> None:
    calls, letters = documents()["calls"], documents()["letter"]
    assert isinstance(calls, CallingList)
    assert isinstance(letters, StandingLetters)
    with pytest.raises(Invalid) as refused:
        printed(replace(calls, calls=(replace(calls.calls[0], first_name="宋"),)), Look(ENGLISH))
    assert refused.value.field == "first_name"
    unreadable = replace(letters.letters[0], address=("Quiet Lane", "宋"))
    with pytest.raises(Invalid) as refused:
        printed(replace(letters, letters=(unreadable,)), Look(ENGLISH))
    assert refused.value.field == "address"


@pytest.mark.parametrize("name", ["Şirîn", "Дариуш", "Ђорђе", "Ëndërr", "داريوش", "ڕۆژین", "ٹیپو", "Đặng", "Ελένη"])
def test_names_of_many_scripts_are_printed(name: str) -> None:
    assert not lacking(name)
    assert printed(letter("سلام", from_name=name), Look(BOTH)).startswith(b"%PDF")


@pytest.mark.parametrize("steering", ["\u200c", "\u200d", "\u200e", "\u2066", "\u00a0", "\n"])
def test_joiners_direction_marks_and_spaces_are_no_letters(steering: str) -> None:
    assert not lacking(f"می{steering}شود")


@given(some.text(max_size=20))
@settings(max_examples=300)
def test_whatever_is_not_lacking_has_a_shape_or_steers(text: str) -> None:
    for char in text:
        steers = unicodedata.category(char) in {"Cf", "Zs", "Zl", "Zp"} or char in "\n\r\t"
        assert (char in lacking(text)) != (steers or ord(char) in drawn())


def test_all_words_of_ours_have_shapes() -> None:
    for language in languages():
        for name, said in words_of((language,))[0].said.items():
            assert not lacking(said), name


def test_what_looks_like_a_program_is_printed_as_it_stands() -> None:
    text = '#panic("x") $x$ `raw` *bold* @ref <label> \\u{41} // comment'
    assert text in text_of(printed(letter(text), Look(ENGLISH)))
