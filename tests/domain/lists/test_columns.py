"""Headers of nine languages mean one field each, and nothing that would be intelligence has a word."""

from __future__ import annotations

from collections import defaultdict

import pytest

from khabar.data.list_headers import list_headers
from khabar.domain.lists.columns import LONGEST, OF_ENQUIRERS, ListKind, Meaning, folded, meaning_of, meanings_of

LANGUAGES = {"en", "fa", "ar", "tr", "ur", "ru", "fr", "es", "de"}


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("Birth Date", Meaning.BIRTH_DATE),
        ("birth_date", Meaning.BIRTH_DATE),
        ("DATE-OF-BIRTH:", Meaning.BIRTH_DATE),
        ("نام خانوادگی", Meaning.FAMILY_NAME),
        ("نام‌خانوادگی", Meaning.FAMILY_NAME),
        ("نام خانوادگي", Meaning.FAMILY_NAME),
        ("اِسم الأب", Meaning.FATHER),
        ("Doğum Yeri", Meaning.BIRTH_PLACE),
        ("والد کا نام", Meaning.FATHER),
        ("Дата рождения", Meaning.BIRTH_DATE),
        ("Prénom", Meaning.GIVEN_NAME),
        ("Apellidos", Meaning.FAMILY_NAME),
        ("Staatsangehörigkeit", Meaning.NATIONALITY),
        ("№", Meaning.ID),
        ("\u202bنام پدر\u202c", Meaning.FATHER),
    ],
)
def test_headers_are_known_in_nine_languages_and_any_spelling(header: str, meaning: Meaning) -> None:
    assert meaning_of(header, ListKind.REQUESTS) is meaning


def test_each_word_means_one_field_and_each_language_has_the_most_important_ones() -> None:
    meant = defaultdict(set)
    for row in list_headers():
        for word in row.words:
            meant[folded(word)].add(Meaning(row.field))
    assert {word: fields for word, fields in meant.items() if len(fields) > 1} == {}
    for language in LANGUAGES:
        fields = {row.field for row in list_headers() if row.lang == language}
        assert fields >= {
            "name",
            "given_name",
            "family_name",
            "father",
            "mother",
            "birth_date",
            "last_place",
            "kinship",
        }


@pytest.mark.parametrize(
    "header", ["companions", "unit", "rank", "leader", "building", "room", "commander", "رتبه", ""]
)
def test_nothing_that_would_be_intelligence_is_known(header: str) -> None:
    assert meaning_of(header, ListKind.REQUESTS) is None


def test_what_belongs_to_enquirers_has_no_place_on_a_list_of_presences() -> None:
    assert set(meanings_of(ListKind.REQUESTS)) - set(meanings_of(ListKind.PRESENCES)) == set(OF_ENQUIRERS)
    assert meaning_of("kinship", ListKind.PRESENCES) is None
    assert set(LONGEST) == set(Meaning)
