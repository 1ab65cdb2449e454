from __future__ import annotations

from dataclasses import replace

import pytest

from domain.publishing.written_issues import YES, article, person, picture
from khabar.domain.publishing.details import Shown, details_shown, is_shown
from khabar.domain.publishing.issues import Detail, Known, Person, passages_of
from khabar.domain.publishing.sightings import Read, sightings


def shown(who: Person, *texts: str, language: str = "en") -> Shown:
    one = replace(article(*texts, language=language), people=(who,))
    passages = tuple(passages_of(one))
    return details_shown(one, who, passages, sightings(Read(passages, ()), (who,), language))


def details(who: Person, *texts: str, language: str = "en") -> set[Detail]:
    return set(shown(who, *texts, language=language))


SHIRIN = person("Shirin Ravan", YES)


def test_a_full_name_holds_the_first_name_in_it() -> None:
    assert details(SHIRIN, "here Shirin reads") == {Detail.FIRST_NAME}
    assert details(SHIRIN, "here Shirin reads, Shirin Ravan") == {Detail.NAME}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Shirin, 34 years old, reads"),
        ("en", "Shirin, aged 34, reads"),
        ("en", "the 34-year-old Shirin reads"),
        ("fa", "شیرین ۳۴ ساله است"),
        ("fa", "شیرین ۳۴‌ساله است"),
        ("ar", "شيرين عمرها ٣٤ الآن"),
        ("tr", "Şirin 34 yaşında"),
        ("sq", "Shirin 34 vjeçe"),
        ("ru", "Ширин, 34-летняя учительница"),
        ("fr", "Shirin, âgée de 34 ans"),
        ("de", "Shirin, 34 Jahre alt"),
    ],
)
def test_an_age_beside_the_name_counts_in_every_language(language: str, text: str) -> None:
    who = replace(SHIRIN, forms=("شیرین", "Şirin", "Ширин"))
    assert Detail.AGE in details(who, text, language=language)


def test_a_known_age_counts_in_words_and_wherever_it_stands() -> None:
    who = replace(SHIRIN, known=Known(ages=(34,)))
    assert details(who, "all is well", "she is thirty-four years old") == {Detail.AGE}
    assert details(who, "all is well", "she is thirty-three years old; 34 letters") == set()


@pytest.mark.parametrize("text", ["born in 1992", "در ۱۳۷۱", "in 1371", "1371 or so"])
def test_a_known_year_counts_in_either_calendar_and_any_digits(text: str) -> None:
    assert details(replace(SHIRIN, known=Known(years=(1992,))), text) == {Detail.YEAR}


def test_another_year_away_from_the_name_does_not_count() -> None:
    who = replace(SHIRIN, known=Known(years=(1992,)))
    assert details(who, "the house was built in 1968 by 120 people") == set()


def test_a_year_and_a_province_in_one_sentence_with_the_name_count() -> None:
    assert details(SHIRIN, "In 1968 here Shirin came from the province of Norvan") == {
        Detail.FIRST_NAME,
        Detail.YEAR,
        Detail.PROVINCE,
    }
    assert details(SHIRIN, "here Shirin came. In 1968 the province of Norvan was closed") == {Detail.FIRST_NAME}
    assert details(SHIRIN, "here Shirin counted 412 days, 3000 steps") == {Detail.FIRST_NAME}


def test_a_known_province_counts_with_its_endings_and_in_two_words() -> None:
    who = replace(SHIRIN, known=Known(provinces=("Upper Norvan", "?")))
    assert details(who, "a house in upper Norvan's hills") == {Detail.PROVINCE}
    assert details(who, "a house in lower Norvan") == set()


def test_a_face_counts_where_a_picture_shows_the_person_by_any_form() -> None:
    who = replace(SHIRIN, forms=("Sparrow",))
    one = replace(article("all is well"), pictures=(picture("sparrow"),))
    assert set(details_shown(one, who, (), ())) == {Detail.FACE}
    assert not is_shown(who, ("Darius",))


def test_each_detail_has_the_place_at_which_it_stands_first() -> None:
    who = replace(SHIRIN, known=Known(years=(1992,)))
    found = shown(who, "all is well", "it was 1992", "1992, and Shirin came")
    assert str(found[Detail.YEAR]) == "letter.md:4:8"
    assert str(found[Detail.FIRST_NAME]) == "letter.md:5:11"
