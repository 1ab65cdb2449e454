"""Habits of writing that must not matter, one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.names.orthography import fold, main_script
from khabar.names.parsing import parse
from khabar.names.sounds import MAX_VARIANTS, sounds_of
from khabar.names.tokens import TokenKind
from khabar.text import Script


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("علي", "علی"),
        ("كريم", "کریم"),
        ("أحمد", "احمد"),
        ("إبراهيم", "ابراهیم"),
        ("آرش", "ارش"),
        ("فاطمة", "فاطمه"),
        ("مصطفى", "مصطفی"),
        ("فاطمهٔ", "فاطمه"),
        ("فاطمۀ", "فاطمه"),
        ("مـحـمـد", "محمد"),
        ("مُحَمَّد", "محمد"),
        ("محمد\u200cرضا", "محمدرضا"),
        ("زهراء", "زهرا"),
        ("مؤمن", "مومن"),
        ("ﻋﻠﻲ", "علی"),
        ("Фёдор", "федор"),
        ("Сергій", "Сергии"),
        ("Игорь", "Игор"),
        ("יוסף", "יוספ"),
        ("שָׂרָה", "שרה"),
        ("ז׳אן", "ז'אן"),
        ("Şirin", "sirin"),
        ("Işık", "isik"),
        ("İbrahim", "ibrahim"),
        ("Gjergj-Ë", "gjergj-e"),
        ("O’Mira", "omira"),
        ("Müller", "muller"),
    ],
)
def test_two_habits_of_writing_are_one_form(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("حسن", "حسین"), ("Mira", "Mina"), ("כהן", "חהן"), ("Иванов", "Петров")])
def test_different_names_keep_different_forms(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(token: str) -> None:
    assert fold(fold(token)) == fold(token)


def test_the_script_of_a_word_is_that_of_most_letters() -> None:
    assert main_script("Ширин a") is Script.CYRILLIC
    assert main_script("123") is Script.COMMON


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Ahmadi, Shirin", ["Shirin", "Ahmadi"]),
        ("احمدی، شیرین", ["شیرین", "احمدی"]),
        ("Dr. Shirin Ahmadi", ["Shirin", "Ahmadi"]),
        ("حاج سید علی احمدی", ["علی", "احمدی"]),
        ("Omar ibn Khalid", ["Omar", "Khalid"]),
        ("Omar al-Khatib", ["Omar", "Khatib"]),
        ("Omar ash-Shami", ["Omar", "Shami"]),
        ("عمر الخطيب", ["عمر", "خطيب"]),
        ("Abd al-Rahman", ["abdRahman"]),
        ("Seyyed", ["Seyyed"]),
        ("Al", ["Al"]),
        ("Ahmadi,", ["Ahmadi"]),
        ("", []),
        ("12 🙂", []),
        ("Shi\u202erin", ["Shirin"]),
        ("李明", ["李明"]),
        ("李", ["李"]),
    ],
)
def test_a_name_is_taken_apart(name: str, words: list[str]) -> None:
    parsed = parse(name)
    assert [token.text for token in parsed.tokens] == words
    assert parsed.original == name


def test_words_know_what_they_do_in_a_name() -> None:
    assert [token.kind for token in parse("М. Ивановна Белова").tokens] == [
        TokenKind.INITIAL,
        TokenKind.PATRONYMIC,
        TokenKind.NAME,
    ]
    assert [token.kind for token in parse("Dr. Omar bin Khalid").particles] == [TokenKind.TITLE, TokenKind.DESCENT]
    assert parse("李").tokens[0].kind is TokenKind.NAME


@given(st.text(min_size=1, max_size=60))
def test_every_word_sounds_somehow_and_not_in_too_many_ways(token: str) -> None:
    sounds = sounds_of(token)
    assert 1 <= len(sounds) <= MAX_VARIANTS


@pytest.mark.parametrize("spelling", ["Djamel", "Dschamal", "Xhemal", "Jamal", "Cemal", "Džemal", "Джамал", "جمال"])
def test_spellings_of_one_sound_share_their_consonants(spelling: str) -> None:
    assert "CML" in {sound.skeleton for sound in sounds_of(spelling)}
