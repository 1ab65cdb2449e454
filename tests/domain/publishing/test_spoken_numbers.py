from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.publishing.rewriting import languages
from khabar.domain.publishing.spoken_numbers import MOST, spoken, spoken_digits

NUMBERS = st.integers(0, MOST)
LANGUAGES = st.sampled_from(languages())


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("en", 0, "zero"),
        ("en", 412, "four hundred and twelve"),
        ("en", 12418, "twelve thousand four hundred and eighteen"),
        ("en", 1_000_021, "one million and twenty-one"),
        ("fa", 412, "چهارصد و دوازده"),
        ("fa", 1405, "هزار و چهارصد و پنج"),
        ("fa", 2_003_000, "دو میلیون و سه هزار"),
        ("fa", 30, "سی"),
        ("ar", 412, "أربعمئة واثنا عشر"),
        ("ar", 35, "خمسة وثلاثون"),
        ("ar", 40, "أربعون"),
        ("ar", 2000, "ألفان"),
        ("ar", 1000, "ألف"),
        ("ar", 3007, "ثلاثة آلاف وسبعة"),
        ("ar", 200_000, "مئتا ألف"),
        ("ar", 300_000, "ثلاثمئة ألف"),
        ("ar", 12_000_000, "اثنا عشر مليوناً"),
        ("tr", 1412, "bin dört yüz on iki"),
        ("tr", 2100, "iki bin yüz"),
        ("tr", 3_000_005, "üç milyon beş"),
        ("sq", 412, "katërqind e dymbëdhjetë"),
        ("sq", 1_000_000, "një milion"),
        ("sq", 2_021_030, "dy milionë e njëzet e një mijë e tridhjetë"),
        ("ru", 412, "четыреста двенадцать"),
        ("ru", 1021, "одна тысяча двадцать один"),
        ("ru", 12_000, "двенадцать тысяч"),
        ("ru", 2_002_040, "два миллиона две тысячи сорок"),
        ("fr", 71, "soixante et onze"),
        ("fr", 80, "quatre-vingts"),
        ("fr", 81, "quatre-vingt-un"),
        ("fr", 99, "quatre-vingt-dix-neuf"),
        ("fr", 200, "deux cents"),
        ("fr", 203_000, "deux cent trois mille"),
        ("fr", 3_000, "trois mille"),
        ("fr", 200_000, "deux cent mille"),
        ("fr", 1_001_100, "un million mille cent"),
        ("fr", 2_000_000, "deux millions"),
        ("de", 0, "null"),
        ("de", 21, "einundzwanzig"),
        ("de", 30, "dreißig"),
        ("de", 412, "vierhundertzwölf"),
        ("de", 2001, "zweitausendeins"),
        ("de", 1_000_000, "eine Million"),
        ("de", 3_400_000, "drei Millionen vierhunderttausend"),
    ],
)
def test_numbers_are_said_as_people_count(language: str, number: int, words: str) -> None:
    assert spoken(number, language) == words


@given(LANGUAGES, NUMBERS, NUMBERS)
def test_two_numbers_never_sound_alike(language: str, one: int, other: int) -> None:
    assert (spoken(one, language) == spoken(other, language)) == (one == other)


@given(LANGUAGES, NUMBERS)
def test_what_is_said_holds_no_digit_and_no_stray_space(language: str, number: int) -> None:
    words = spoken(number, language)
    assert not any(char.isdigit() for char in words)
    assert words == " ".join(words.split())
    assert "_" not in words


@pytest.mark.parametrize("language", languages())
def test_the_first_thousand_numbers_are_all_different(language: str) -> None:
    assert len({spoken(number, language) for number in range(1100)}) == 1100


@pytest.mark.parametrize("number", [-1, MOST + 1])
def test_a_number_there_are_no_words_for_is_an_error(number: int) -> None:
    with pytest.raises(ValueError, match="999,999,999"):
        spoken(number, "en")


def test_digits_are_told_one_by_one() -> None:
    assert spoken_digits("0937", "en") == "zero nine three seven"
    assert spoken_digits("۴۸", "fa") == "چهار هشت"
