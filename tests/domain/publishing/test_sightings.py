from __future__ import annotations

from dataclasses import replace

import pytest

from domain.publishing.written_issues import YES, found_in, person
from khabar.domain.publishing.issues import Passage, Person, Place
from khabar.domain.publishing.sightings import Read, Sighting, sightings


def seen(text: str, *people: Person, language: str = "en", not_a_person: tuple[str, ...] = ()) -> list[Sighting]:
    passage = Passage(text, language, Place("letter.md", 1), tuple(text.split("\n")))
    return sightings(Read([passage], not_a_person), people, language)


def named(text: str, *names: str, language: str = "en") -> list[str]:
    found = seen(text, *(person(name, line=at) for at, name in enumerate(names)), language=language)
    return [text[one.start : one.end] for one in found]


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("Shirin Ravan", "here SHIRIN RAVAN reads", "en"),
        ("Shirin Ravan", "here Ravan, Shirin reads", "en"),
        ("Shirin Ravan", "write to shirin.ravan@lantern.example", "en"),
        ("Shirin Ravan", "see #ShirinRavan", "en"),
        ("Shirin Ravan", "here Ѕhirin Ravan reads", "en"),
        ("Darius", "here Ｄａｒｉｕｓ reads", "en"),
        ("داریوش", "اینجا داریــوش است", "fa"),
        ("Shirin", "this is Shirin's letter", "en"),
        ("Shirin", "this is Shirin’s letter", "en"),
        ("Shirin", "here Shireen reads", "en"),
        ("Darius", "here Dariush reads", "en"),
        ("شیرین روان", "here Shirin Ravan reads", "en"),
        ("Darius Ravan", "اینجا داریوش روان می‌خواند", "fa"),
        ("Shirin", "شیرین می‌خواند", "fa"),
        ("شیرین", "شيرين می‌خواند", "fa"),
        ("فرید", "فریدم می‌خواند", "fa"),
        ("شیرین", "وشيرين تقرأ", "ar"),
        ("Дариус", "письмо Дариуса пришло", "ru"),
        ("Shirin", "письмо Ширин пришло", "ru"),
        ("Şirin", "mektup Şirin’den geldi", "tr"),
        ("Darius", "letra e Dariusit erdhi", "sq"),
        ("Omar", "die Post von Omars Bruder", "de"),
        ("Leyla", "une lettre de Leïla", "fr"),
    ],
)
def test_a_name_is_seen_in_every_spelling_that_says_it(name: str, text: str, language: str) -> None:
    assert named(text, name, language=language)


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("Mira", "in the mirror, more than a mother", "en"),
        ("Rose", "a rose in the garden", "en"),
        ("Tomas", "three times on Thursday", "en"),
        ("Farid", "on Friday", "en"),
        ("Shirin", "شیر و شهر", "fa"),
        ("Mira", "مرا ببین", "fa"),
        ("Al Bo", "al or bo", "en"),
    ],
)
def test_a_word_that_is_no_name_is_not_seen_as_one(name: str, text: str, language: str) -> None:
    assert named(text, name, language=language) == []


def test_a_whole_name_is_one_sighting_and_a_first_name_alone_another() -> None:
    whole, first, family = seen("Shirin Ravan reads. here Shirin sings. Ms Ravan left", person("Shirin Ravan"))
    assert (whole.whole, first.whole, family.whole) == (True, False, True)


def test_a_name_written_as_one_word_is_the_whole_name() -> None:
    (one,) = seen("see #ShirinRavan", person("Shirin Ravan"))
    assert one.whole


def test_a_family_name_two_people_bear_belongs_to_the_one_who_is_named_whole() -> None:
    shirin, darius = person("Shirin Ravan", YES, 1), person("Darius Ravan", line=2)
    assert {one.person.name for one in seen("Shirin Ravan reads; Ravan sings", shirin, darius)} == {"Shirin Ravan"}
    assert {one.person.name for one in seen("here Ravan sings", shirin, darius)} == {"Shirin Ravan", "Darius Ravan"}
    assert len(found_in("here Ravan sings", people=(shirin, darius))) == 1


def test_a_name_over_the_end_of_a_sentence_is_two_sightings() -> None:
    assert named("I met Shirin. Ravan was closed", "Shirin Ravan") == ["Shirin", "Ravan"]
    assert named("I met Shirin Ravan", "Shirin Ravan") == ["Shirin Ravan"]


def test_other_forms_of_a_name_count_as_the_name() -> None:
    shirin = replace(person("Shirin Ravan"), forms=("Sparrow",))
    assert [one.person.name for one in seen("here Sparrow reads", shirin)] == ["Shirin Ravan"]


def test_words_that_the_editor_lists_are_left_out() -> None:
    assert seen("the Shirin Bridge", person("Shirin"), not_a_person=("Shirin Bridge", "")) == []
    assert len(seen("the Shirin Bridge and Shirin", person("Shirin"), not_a_person=("Shirin Bridge",))) == 1


def test_a_person_without_a_letter_is_never_seen() -> None:
    assert seen("all is well", person("?")) == []


def test_a_sighting_knows_its_line_and_column() -> None:
    (one,) = seen("all is well\nand here\nis Shirin today", person("Shirin"))
    assert str(one.place) == "letter.md:3:4"
