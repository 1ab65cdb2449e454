from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.search_sounds import SHORTEST, sound, sounds_elsewhere


@pytest.mark.parametrize(
    ("latin", "arabic", "cyrillic"),
    [
        ("Kabul", "کابل", "Кабул"),
        ("Baghdad", "بغداد", "Багдад"),
        ("Shirin", "شیرین", "Ширин"),
        ("Isfahan", "اصفهان", ""),
        ("Mashhad", "مشهد", ""),
        ("Iran", "ایران", "Иран"),
        ("Iraq", "عراق", "Ирак"),
        ("Şanlıurfa", "", "Шанлыурфа"),
    ],
)
def test_one_word_in_several_scripts_has_one_key(latin: str, arabic: str, cyrillic: str) -> None:
    keys = {sound(word)[1:] for word in (latin, arabic, cyrillic) if word}
    assert len(keys) == 1


def test_a_key_says_its_script_and_is_sought_in_the_others() -> None:
    assert sound("Kabul") == "lkbl"
    assert sounds_elsewhere("Kabul") == ("akbl", "ckbl")


@pytest.mark.parametrize("word", ["", "ab", "12", "अब", "ד", "-"])
def test_short_words_and_other_scripts_have_no_key(word: str) -> None:
    assert sound(word) == ""
    assert sounds_elsewhere(word) == ()


def test_a_last_h_is_not_heard() -> None:
    assert sound("Fatemeh")[1:] == sound("Fateme")[1:] == sound("فاطمه")[1:]


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzşçğëابتثجحخدذرزسشصضطظعغفقکلمنهویабвгдежзиклмн", max_size=12))
def test_a_key_is_a_script_and_at_least_three_plain_letters(word: str) -> None:
    key = sound(word)
    assert key == "" or (key[0] in "lac" and len(key) > SHORTEST and key.isascii() and key.islower())
