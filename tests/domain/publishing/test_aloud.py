from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.adapters.newsletter.phone_texts import ear_of
from khabar.adapters.newsletter.words import chrome_of
from khabar.domain.publishing.aloud import for_the_ear, minutes, spoken_sentences
from khabar.domain.publishing.rewriting import languages


def heard(text: str, language: str = "en") -> str:
    return for_the_ear(text, ear_of(chrome_of(language)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("412 days", "four hundred and twelve days"),
        ("12,418 people", "twelve thousand four hundred and eighteen people"),
        ("45 % of them", "forty-five percent of them"),
        ("3.5 degrees", "three point five degrees"),
        ("in 2026", "in twenty twenty-six"),
        ("in 1905", "in nineteen oh five"),
        ("in 1900", "in nineteen hundred"),
        ("in 2005", "in two thousand and five"),
        ("at 18:30", "at eighteen thirty"),
        ("at 9:00", "at nine"),
        ("on 2026-11-21", "on twenty-one November twenty twenty-six"),
        ("on 2026-13-41", "on two zero two six, one three, four one"),
        ("call +00 555 0100", "call zero zero, five five five, zero one zero zero"),
        ("call +5550100", "call five five five zero one zero zero"),
        ("code 482109375557", "code four eight two one zero nine three seven five five five seven"),
        ("code 4821 0937 5557", "code four eight two one, zero nine three seven, five five five seven"),
        ("room 007", "room zero zero seven"),
        ("24 25 26", "twenty-four twenty-five twenty-six"),
        ("see A/HRC/57/54", "see A, H R C, fifty-seven, fifty-four"),
        ("see OAP/2025/114/B", "see O A P, twenty twenty-five, one hundred and fourteen, B"),
        ("write to a.b@lantern.example today", "write to the address that stands in the printed newsletter today"),
        ("on https://lantern.example/x.", "on the address that stands in the printed newsletter."),
        ("1,234,567,890 stars", "one two three four five six seven eight nine zero stars"),
        ("the 4th house, B12", "the 4th house, B12"),
    ],
)
def test_signs_become_words(text: str, words: str) -> None:
    assert heard(text) == words


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fa", "۱۲٬۴۱۸ امضا، ۴۵٪", "دوازده هزار و چهارصد و هجده امضا، چهل و پنج درصد"),
        ("fa", "ساعت ۱۸:۳۰", "ساعت هجده سی"),
        ("fa", "شمارهٔ ۴۸۲۱ ۰۹۳۷ ۵۵۵۷", "شمارهٔ چهار هشت دو یک، صفر نه سه هفت، پنج پنج پنج هفت"),
        ("fa", "۳٫۵ درجه", "سه ممیز پنج درجه"),
        ("ar", "٤١٢ يوماً", "أربعمئة واثنا عشر يوماً"),
        ("de", "12.418 Menschen, 3,5 Grad", "zwölftausendvierhundertachtzehn Menschen, drei Komma fünf Grad"),
        ("fr", "12 418 noms", "douze mille quatre cent dix-huit noms"),
        ("ru", "12\u00a0418 подписей", "двенадцать тысяч четыреста восемнадцать подписей"),
        (
            "ru",
            "1\u00a0234\u00a0567 подписей",
            "один миллион двести тридцать четыре тысячи пятьсот шестьдесят семь подписей",
        ),
    ],
)
def test_each_language_writes_and_says_numbers_its_own_way(language: str, text: str, words: str) -> None:
    assert heard(text, language) == words


def test_sentences_stand_alone_and_lines_become_one() -> None:
    assert spoken_sentences("He has 2 dogs. They\nbark! Why?", ear_of(chrome_of("en"))) == [
        "He has two dogs.",
        "They bark!",
        "Why?",
    ]


def test_reading_takes_at_least_a_minute() -> None:
    assert (minutes(3), minutes(1100)) == (1, 10)


@given(st.sampled_from(languages()), st.text(max_size=60))
def test_no_text_is_too_strange_to_be_read(language: str, text: str) -> None:
    assert isinstance(heard(text, language), str)


@given(st.sampled_from(languages()), st.integers(0, 10**9))
def test_a_number_standing_alone_is_always_said(language: str, number: int) -> None:
    assert not any(char.isdigit() for char in heard(f"( {number} )", language))
