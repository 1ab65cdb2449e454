from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.search_words import folded, indexed, tokens

SAME = [
    ("علي كريمي", "علی کریمی"),
    ("محمــد", "محمد"),
    ("مُحَمَّد", "محمد"),
    ("أحمد إسلام آب ٱل", "احمد اسلام اب ال"),
    ("فاطمة", "فاطمه"),
    ("سنة ۱۳۶۵ و ١٩٩٠", "سنه 1365 و 1990"),
    ("Семён Ёлкин", "семен елкин"),
    ("خانه\u200cها", "خانه ها"),
    ("ﻣﺤﻤﺪ", "محمد"),
    ("ısrar İSTANBUL", "israr istanbul"),
    ("Şeker çok güzel", "seker cok guzel"),
    ("Vëllai Straße ﬁne", "vellai strasse fine"),
    ("هٔ ۀ ہ ھ", "ه ه ه ه"),
    ("مؤسسه رئیس", "موسسه رییس"),
    ("soft\u00adly \u200fmarked", "softly marked"),
]


@pytest.mark.parametrize(("written", "read"), SAME)
def test_spellings_of_one_word_fold_to_one(written: str, read: str) -> None:
    assert folded(written) == folded(read) == read


@pytest.mark.parametrize("word", ["йод", "край", "и\u0306од"])
def test_short_i_stays_what_it_is(word: str) -> None:
    assert "й" in folded(word)
    assert folded(word) != folded(word).replace("й", "и")


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(alphabet="abcçıİяёй كيى\u200c\u0640ًُِ۱٢3'-. ", max_size=40))
def test_a_token_is_the_folding_of_what_stands_at_its_place(text: str) -> None:
    for token in tokens(text):
        assert token.word in folded(text[token.start : token.end]).split()


def test_words_are_listed_with_their_places() -> None:
    assert [(one.word, one.start, one.end) for one in tokens("Шёл, 12-й!")] == [
        ("шел", 0, 3),
        ("12", 5, 7),
        ("й", 8, 9),
    ]


def test_zwnj_parts_a_word_and_says_so() -> None:
    found = tokens("می\u200cروم خانه\u200c \u200cو")
    assert [(one.word, one.bound) for one in found] == [("می", True), ("روم", False), ("خانه", False), ("و", False)]


def test_an_index_holds_both_readings_of_zwnj() -> None:
    assert indexed(tokens("او می\u200cروم خانه")) == ("او می روم خانه", "او میروم خانه")
    assert indexed(tokens("no joiner")) == ("no joiner", "")


def test_an_index_holds_readings_that_were_not_chosen() -> None:
    assert indexed(tokens("self-employed"), ["selfemployed"]) == ("self employed", "selfemployed")


def test_words_cut_off_behind_a_joiner_are_kept() -> None:
    cut = tokens("می\u200cروم")[:1]
    assert indexed(cut) == ("می", "می")


def test_more_letters_than_are_remembered_are_folded_all_the_same() -> None:
    many = "".join(map(chr, range(0x4E00, 0x4E00 + 5_000)))
    assert folded(many) == many


def test_other_scripts_keep_their_marks() -> None:
    assert [one.word for one in tokens("हिन्दी ไทย")] == ["हिन्दी", "ไทย"]
