"""Nationalities: countries, their people and ISO codes in many languages; what is not known says nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.data.places import country_names
from khabar.linkage.nationalities import LEVELS, countries_of, nationality_levels, nationality_numbers

words = st.sampled_from(
    ("", "Afghan", "ایرانی", "German / Turkish", "Türk", "Narestani", "Congolese", "DRC")
) | st.text(max_size=15)


def level(left: str, right: str) -> str:
    numbers = nationality_numbers([left, right])
    return LEVELS[nationality_levels(numbers, np.array([0]), numbers, np.array([1]))[0]]


@pytest.mark.parametrize(
    ("country", "given_as"),
    [
        ("AF", ("Afghan", "Afghanistan", "افغانستان", "afghani", "افغانی", "الأفغانية", "афганка", "אפגנית", "Afgan")),
        (
            "IR",
            ("IR", "irn", "Iranian", "ایرانی", "إيراني", "иранка", "İranlı", "iranisch", "Islamic Republic of Iran"),
        ),
        (
            "SY",
            ("Syrian Arab Republic", "سوري", "السورية", "سوریه", "Suriyeli", "syrische", "сириец", "סורי", "syrien"),
        ),
        ("IQ", ("citizen of Iraq", "عراقي", "العراق", "عراق", "Irakerin", "irakienne", "Iraklı", "гражданин Ирака")),
        ("TR", ("Türk", "Turkey", "ترکیه", "تركي", "турок", "Türkiye Cumhuriyeti")),
        ("GB", ("UK", "British", "بریتانیا", "Engländerin", "британец")),
        ("AL", ("Shqiptare", "Shqipëri", "Albanais", "آلبانی", "албанец")),
    ],
)
def test_a_country_is_known_by_many_words(country: str, given_as: tuple[str, ...]) -> None:
    assert {word: countries_of(word) for word in given_as} == dict.fromkeys(given_as, (country,))


def test_words_for_neighbouring_names_are_kept_apart() -> None:
    pairs = [("Niger", "Nigeria"), ("Austria", "Australia"), ("Iran", "Iraq"), ("ایران", "عراق"), ("Slovak", "Slovene")]
    assert [level(*pair) for pair in pairs] == ["other"] * len(pairs)


def test_one_country_in_common_is_enough() -> None:
    assert level("German / Turkish", "Türk") == "same"
    assert level("ایران و افغانستان", "Afghan") == "same"
    assert countries_of("Congolese") == ("CD", "CG")
    assert level("Congolese", "DRC") == "same"


@pytest.mark.parametrize("unknown", ["Narestani", "واحي", "stateless"])
def test_a_word_that_is_not_known_is_left_to_its_spelling(unknown: str) -> None:
    assert level(unknown, "Afghan") == level("Afghan", unknown) == level(unknown, unknown) == "unknown"


@given(words)
def test_nothing_given_says_nothing(word: str) -> None:
    assert [level(nothing, word) for nothing in ("", "-", " 12 ", "🙂")] == ["none"] * 4
    assert [level(word, nothing) for nothing in ("", "-", " 12 ", "🙂")] == ["none"] * 4


@given(words, words)
def test_nationalities_compare_the_same_both_ways(left: str, right: str) -> None:
    assert level(left, right) == level(right, left)


@given(words)
def test_a_known_word_is_its_own_country(word: str) -> None:
    if countries_of(word):
        assert level(word, word) == "same"


@given(words)
def test_space_around_a_word_changes_nothing(word: str) -> None:
    assert countries_of(word) == countries_of(f" {word}\n")


def test_the_names_of_the_table_are_found_again() -> None:
    names = [(country.code, name) for country in country_names() for name in country.names]
    assert [(code, name) for code, name in names if code not in countries_of(name)] == []
