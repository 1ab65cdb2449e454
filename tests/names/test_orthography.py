"""Habits of writing that must not matter, one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.names.orthography import fold, in_one_script, main_script
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
        ("فاطمه‌ی", "فاطمه"),
        ("مـحـمـد", "محمد"),
        ("مُحَمَّد", "محمد"),
        ("محمد\u200cرضا", "محمدرضا"),
        ("محمد رضا", "محمدرضا"),
        ("زهراء", "زهرا"),
        ("مؤمن", "مومن"),
        ("نائلة", "نایله"),
        ("ﻋﻠﻲ", "علی"),
        ("ﷴ", "محمد"),
        ("ئەحمەد", "احمد"),
        ("ئازاد", "آزاد"),
        ("مەحموود", "محمود"),
        ("شێرکۆ", "شیرکو"),
        ("زرګر", "زرگر"),
        ("فہد", "فهد"),
        ("Фёдор", "федор"),
        ("Сергій", "Сергии"),
        ("Николай", "Николаи"),
        ("Игорь", "Игор"),
        ("Иванъ", "Иван"),
        ("Јелена", "Елена"),
        ("Љубица", "Любица"),
        ("Ђорђе", "Джордже"),
        ("Ҷамшед", "Джамшед"),
        ("Қайрат", "Кайрат"),
        ("Нұрсұлтан", "Нурсултан"),
        ("В’ячеслав", "Вячеслав"),
        ("יוסף", "יוספ"),
        ("שָׂרָה", "שרה"),
        ("ז׳אן", "ז'אן"),
        ("Şirin", "sirin"),
        ("Işık", "isik"),
        ("İbrahim", "ibrahim"),
        ("Əli", "ali"),
        ("Gjergj-Ë", "gjergj-e"),
        ("O’Mira", "omira"),
        ("ʿAlī", "Ali"),
        ("Müller", "muller"),
        ("Țepeș", "Tepes"),
        ("ＡＬＩ", "Ali"),
        ("Мaринa", "Марина"),
        ("Аli", "Ali"),
    ],
)
def test_two_habits_of_writing_are_one_form(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("حسن", "حسین"),
        ("Mira", "Mina"),
        ("כהן", "חהן"),
        ("Иванов", "Петров"),
        ("پری", "بری"),
        ("چنگیز", "جنگیز"),
        ("ژاله", "زاله"),
        ("گلی", "کلی"),
        ("Шура", "Щура"),
        ("Жора", "Зора"),
        ("Крым", "Крим"),
        ("Петър", "Петр"),
        ("विजय", "वजय"),
    ],
)
def test_different_names_keep_different_forms(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(max_size=30) | st.text("aаьъјљئەێىـء'״ıİß김李ÞЂ\u200c\u0301", max_size=8))
def test_folding_twice_changes_nothing(token: str) -> None:
    assert fold(fold(token)) == fold(token)


def test_the_script_of_a_word_is_that_of_most_letters() -> None:
    assert main_script("Ширин a") is Script.CYRILLIC
    assert main_script("123") is Script.COMMON
    assert main_script("a1") is Script.LATIN


def test_letters_that_only_look_foreign_are_read_as_the_words_own() -> None:
    assert in_one_script("Maшa") == "Маша"
    assert in_one_script("Оmаr") == "Omar"
    assert in_one_script("ShirinШирин") == "ShirinШирин"


@pytest.mark.parametrize("mixed", ["김a", "a김b", "ÞЂ", "ьÐ", "Ъ.", "李ş", "ﷺa"])
def test_a_word_of_several_scripts_settles(mixed: str) -> None:
    assert fold(fold(mixed)) == fold(mixed)
