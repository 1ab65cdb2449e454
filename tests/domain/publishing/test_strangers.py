from __future__ import annotations

from dataclasses import replace

import pytest

from domain.publishing.written_issues import YES, article, found_in, issue, person, told
from khabar.domain.publishing.gate import Weight, findings

FIRST_NAMES = (
    "Shirin Darius Mira Farid Nima Tomas Ezra Leyla Reza Kaveh Golnaz Behrouz Parvaneh Zahra Siavash Hossein "
    "Maryam Fatemeh Mehdi Amir Sahar Narges Bahram Arash Sina Elham Mahsa Ladan Yusuf Olga Ivan Dmitri Natasha "
    "Sergei Khadija Aisha Bilal "
)
CAPITAL_WORDS = (
    "Office Absent People Lantern Quiet Lane Harbour Town Court Council Ministry Parliament State Church "
    "English French German Persian Arabic Kurdish Internet God Bible Christmas Easter North South West East "
    "Article Convention Human Rights Red Cross Union Street River Mountain Sea Committee Association Petition "
    "Doctor Minister President Winter Spring Black White House Radio Telephone "
)


def asked(text: str, language: str = "en") -> list[int]:
    """Give the columns of the questions about a text."""
    found = found_in(text, language=language)
    assert all(one.weight is Weight.QUESTION for one in found)
    return [one.place.column for one in found]


@pytest.mark.parametrize(
    ("language", "text", "column"),
    [
        ("en", "we met Ezra Kordan there", 8),
        ("en", "Kordan Tal came", 1),
        ("en", "we met Mr Kordan there", 11),
        ("en", "we met Dr. Kordan there", 12),
        ("en", "we met Maria there", 8),
        ("en", "we met Golnar-Kordan there", 8),
        ("en", "we met Behrouz there", 8),
        ("tr", "dün Ezra Kordan geldi", 5),
        ("ru", "вчера Эзра Кордан пришёл", 7),
        ("fr", "hier Ezra Kordan est venu", 6),
        ("de", "gestern kam Ezra Kordan", 13),
        ("sq", "dje erdhi Ezra Kordan", 11),
        ("fa", "دیروز بهروز کریمی آمد", 7),
        ("fa", "دیروز خانم کردان آمد", 12),
        ("fa", "دیروز بهروز کردان‌زاده آمد", 7),
        ("ar", "جاء السيد كردان أمس", 11),
    ],
)
def test_what_looks_like_somebodys_name_is_asked_about(language: str, text: str, column: int) -> None:
    assert asked(text, language) == [column]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On Monday we met in October. The House was closed. NATO and the UN wrote"),
        ("en", "Every day. Stop. Write to us. I do"),
        ("en", "the sun rose. Sun and moon"),
        ("en", "we walked to Quietwater"),
        ("fa", "امید داریم که بهار بیاید"),
        ("de", "Am Ende Oktober kam der Brief"),
    ],
)
def test_ordinary_capitals_are_not_asked_about(language: str, text: str) -> None:
    assert asked(text, language) == []


def test_a_question_does_not_repeat_the_words() -> None:
    (one,) = told(found_in("we met Ezra Kordan there"))
    assert one == (
        "letter.md:3:8: This looks like somebody's name. "
        "Declare the person under names, or list these words under not_a_person."
    )


def test_one_name_of_many_words_is_one_question() -> None:
    assert asked("we met Ezra Amin Kordan Tal there") == [8]


def test_an_answer_silences_the_question() -> None:
    one = article("the Harbour Bridge is closed")
    assert len(findings(issue(one))) == 1
    assert findings(issue(replace(one, not_a_person=("Harbour Bridge",)))) == ()
    assert findings(replace(issue(one), not_a_person=("harbour bridge",))) == ()


def test_a_strange_word_beside_a_declared_name_is_asked_about() -> None:
    shirin = person("Shirin Ravan", YES)
    assert [one.place.column for one in found_in("here Shirin Kordan reads", people=(shirin,))] == [13]
    assert [one.place.column for one in found_in("here Kordan Shirin reads", people=(shirin,))] == [6]
    assert found_in("here Shirin Ravan reads", people=(shirin,)) == ()


def test_two_sentences_do_not_make_a_name() -> None:
    assert asked("we saw Quietwater. Lanterns burned") == []


def test_first_names_are_heard_as_often_as_the_docstring_says() -> None:
    def heard(words: str) -> list[str]:
        return [word for word in words.split() if asked(f"we saw {word} there")]

    assert (len(FIRST_NAMES.split()), len(heard(FIRST_NAMES))) == (37, 28)
    assert (len(CAPITAL_WORDS.split()), heard(CAPITAL_WORDS)) == (53, ["Human"])
