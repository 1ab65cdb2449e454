from __future__ import annotations

from dataclasses import replace

import pytest

from domain.publishing.written_issues import article, found_in, issue, paragraph, told
from khabar.data.publishing import loaded_words, naming_words
from khabar.domain.publishing.gate import findings
from khabar.domain.publishing.issues import Passage, Place
from khabar.domain.publishing.loaded import loaded

HERE = Place("letter.md", 3)


def words(text: str, language: str = "en") -> list[str]:
    return [one.word for one in loaded(Passage(text, language, HERE, (text,)))]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("they are slaves there", "slaves"),
        ("a brainwashed man", "brainwashed"),
        ("a Traitor", "Traitor"),
        ("the hostage's letter", "hostage's"),
    ],
)
def test_a_judging_word_is_found_in_its_forms(text: str, word: str) -> None:
    assert words(text) == [word]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fa", "آنها در فرقه‌ها گروگان‌اند"),
        ("fa", "او را شست‌وشوی مغزی داده‌اند"),
        ("ar", "غسيل الدماغ هناك"),
        ("tr", "oradaki rehineler"),
        ("sq", "një tradhtar"),
        ("ru", "это секта"),
        ("fr", "une secte"),
        ("de", "die Sekte dort"),
    ],
)
def test_every_language_has_judging_words(language: str, text: str) -> None:
    assert words(text, language)


def test_a_judging_word_is_allowed_inside_quotation_marks_only() -> None:
    assert words("he said “slave” once") == []
    assert words("he said “once”, slave") == ["slave"]
    assert words("«فرقه» می‌گفتند", "fa") == []


def test_a_word_that_only_begins_like_one_is_another_word() -> None:
    assert words("the cultivated garden, a sector, brain") == []
    assert words("they brain washed", "en") == []


def test_a_phrase_is_found_as_a_whole_and_not_by_its_first_word() -> None:
    assert words("un lavage de cerveau", "fr") == ["lavage de cerveau"]
    assert words("un lavage", "fr") == []
    assert words("un lavage de mains sales", "fr") == []


def test_the_refusal_names_place_and_word_and_offers_a_plain_one() -> None:
    (found,) = found_in("all is well", "she met a defector today")
    assert found.instead == "person who left"
    assert told((found,)) == [
        (
            "letter.md:4:11: “defector” judges people inside. Put it into quotation marks where somebody said it, "
            "or write “person who left”."
        )
    ]


def test_words_that_the_editor_means_of_others_pass() -> None:
    one = replace(article("victims of the flood, and a slave"), not_about_people_inside=("victim",))
    assert [found.instead for found in findings(issue(one))] == ["person inside"]
    both = replace(one, not_about_people_inside=("victims", "slave"))
    assert findings(issue(both)) == ()


def test_a_house_adds_words_of_its_own() -> None:
    one = article("the barrack people sing")
    assert findings(issue(one)) == ()
    own = replace(issue(one), loaded=(("en", "barrack people", "those who live there"), ("fa", "barrack", "x")))
    (found,) = findings(own)
    assert found.instead == "those who live there"


def test_an_empty_word_of_a_house_finds_nothing() -> None:
    assert findings(replace(issue(article("all is well")), loaded=(("en", "!", "x"),))) == ()


def test_a_word_on_a_later_line_is_told_with_that_line() -> None:
    block = paragraph("all is well here\nand a traitor there", 7)
    (found,) = findings(issue(replace(article(), blocks=(block,))))
    assert str(found.place) == "letter.md:8:7"


def test_the_list_says_whose_it_is_and_covers_every_language_of_the_gate() -> None:
    assert set(loaded_words()) == set(naming_words())
    for rows in loaded_words().values():
        assert all(row.neutral and all(row.forms) for row in rows)


@pytest.mark.parametrize("language", sorted(loaded_words()))
def test_no_word_that_is_offered_judges_itself(language: str) -> None:
    for row in loaded_words()[language]:
        assert words(row.neutral, language) == []
        assert [words(form, language) for form in row.forms] == [[form] for form in row.forms]
