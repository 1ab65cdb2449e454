from __future__ import annotations

import pytest

from khabar.domain.claims.numbers import numbers_in, together
from khabar.domain.claims.quantities import figures_in
from khabar.domain.claims.sentences import Sentence, language_of, sentences


def values(text: str, language: str) -> list[float]:
    return [number.value for number in numbers_in(Sentence(text, 0, language))]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "1,200 people", 1200),
        ("en", "1.5 million people", 1_500_000),
        ("en", "3 thousand", 3000),
        ("en", "two hundred and twenty-five", 225),
        ("en", "twelve thousand", 12_000),
        ("fa", "۱٬۲۰۰ نفر", 1200),
        ("fa", "۳ هزار نفر", 3000),
        ("fa", "سه هزار و چهارصد و پنجاه نفر", 3450),
        ("ar", "١٬٢٠٠ شخص", 1200),
        ("ar", "مئتان وخمسة وعشرون شخصا", 225),
        ("ar", "ثلاثة آلاف شخص", 3000),
        ("fr", "1 200 personnes", 1200),
        ("fr", "quatre-vingt-dix-sept", 97),
        ("fr", "deux cent vingt", 220),
        ("de", "1.200 Menschen", 1200),
        ("de", "2,5 Millionen", 2_500_000),
        ("de", "zweihundertfünfundzwanzig", 225),
        ("de", "dreitausendvierhundert", 3400),
        ("tr", "iki yüz yirmi beş kişi", 225),
        ("tr", "3 bin kişi", 3000),
        ("ru", "двести двадцать пять человек", 225),
        ("ru", "1 200 человек", 1200),
        ("sq", "dyqind e njëzet e pesë", 225),
        ("sq", "3 mijë", 3000),
    ],
)
def test_numbers_are_read(language: str, text: str, value: float) -> None:
    assert values(text, language) == [value]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "at 18:30"),
        ("en", "1.2.3"),
        ("en", "page12"),
        ("en", "one and only"),
        ("de", "unterwegs"),
        ("fa", "نه و"),
    ],
)
def test_what_is_part_of_something_else_is_no_number(language: str, text: str) -> None:
    assert all(number < 10 for number in values(text, language))


def test_number_words_are_put_together() -> None:
    assert together([2, 100, 20, 5]) == 225
    assert together([3, 1000]) == 3000
    assert together([1000, 200]) == 1200
    assert together([4, 20, 10]) == 90
    assert together([]) == 0


def figures(text: str, language: str = "en") -> list[tuple[float | None, float | None, str]]:
    sentence = Sentence(text, 0, language)
    found = figures_in(sentence, 0, len(sentence.tokens), [])
    return [(one.quantity.least, one.quantity.most, one.quantity.unit) for one in found]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("120 people", (120, 120)),
        ("at least 120 people", (120, None)),
        ("more than 120 people", (121, None)),
        ("more than 1.5 per cent", (1.5, None)),
        ("fewer than 120 people", (None, 119)),
        ("under 1.5 per cent", (None, 1.5)),
        ("up to 120 people", (None, 120)),
        ("about 120 people", (108, 132)),
        ("at least about 120 people", (120, None)),
        ("nearly 120 people", (108, 120)),
        ("between 120 and 150 people", (120, 150)),
        ("120 to 150 people", (120, 150)),
        ("120–150 people", (120, 150)),
        ("hundreds of people", (200, 999)),
    ],
)
def test_words_before_a_number_make_an_interval(text: str, ends: tuple[float | None, float | None]) -> None:
    assert [one[:2] for one in figures(text)] == [ends]


def test_two_numbers_that_only_stand_together_are_two_figures() -> None:
    assert figures("120 women and 150 men") == [(120, 120, "person"), (150, 150, "person")]
    assert figures("from 150 to 120 people") == [(120, 120, "person")]


def test_a_number_without_a_unit_is_no_figure() -> None:
    assert figures("page 12 of the letter") == []
    assert figures("about 12, said people") == []


def test_percent_is_a_unit_before_and_behind() -> None:
    assert figures("30% of the letters") == [(30, 30, "percent")]
    assert figures("yüzde 30'u", "tr") == [(30, 30, "percent")]


def test_turkish_bends_numbers_from_behind() -> None:
    assert figures("40'tan fazla kişi", "tr") == [(41, None, "person")]


def test_sentences_end_where_they_end() -> None:
    text = "It was on 5. May. Dr. Karimi wrote! «One letter. Two letters.» they said? And then\nanother"
    assert [one.text.strip() for one in sentences(text, "en")] == [
        "It was on 5. May.",
        "Dr. Karimi wrote!",
        "«One letter. Two letters.» they said?",
        "And then",
        "another",
    ]
    assert [one.start for one in sentences("It is. So it is.", "en")] == [0, 7]
    assert list(sentences("  ", "en")) == []


def test_a_language_is_known_by_its_words() -> None:
    assert language_of("the families and the ministry") == "en"
    assert language_of("12345") == ""


def test_words_and_gaps_of_a_sentence_are_found_again() -> None:
    sentence = Sentence("One, two", 0, "en")
    assert sentence.between(0, 2) == "One, two"
    assert sentence.between(1, 1) == ""
    assert (sentence.gap(0), sentence.gap(1)) == ("", ", ")
