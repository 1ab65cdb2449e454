"""The sentences of the evidence: English to the letter, as lists have it, and every clause at hand for translators."""

from __future__ import annotations

import pytest
from hypothesis import given

from house.tree import sources
from khabar.cli.found_words import in_python
from khabar.linkage import FieldEvidence, Person, compare_persons
from khabar.linkage.parameters import FROZEN
from khabar.linkage.wording import fitting, leaning
from khabar.text import Said
from linkage.people import DARIUS, DARIUS_HERE, born, day, persons

TOMAS = Person("a", "Томас Сидоров", father="Пётр")
PETROVICH = Person("b", "Tomas Petrovich Sidorov")
IN_SENTENCES = [
    (
        "name",
        Person("a", "Ezra Levi", other_names=("Darius Karimi",)),
        DARIUS_HERE,
        ("Name: “Darius Karimi” and “داریوش کریمی” fit, the closest of 2 pairings of their names; {leaning}."),
    ),
    (
        "mother",
        Person("a", "", father="Farzaneh", mother="Farzaneh"),
        Person("b", "", father="Farzaneh", mother="Farzaneh"),
        (
            "Mother's name: “Farzaneh” and “Farzaneh” fit; {leaning}. "
            "It counts in part, beside a stronger finding of the kin."
        ),
    ),
    (
        "father",
        TOMAS,
        PETROVICH,
        (
            "Father's name: “Пётр” and “Petr” fit, for the father's name stands in the other person's own name; "
            "{leaning}."
        ),
    ),
    (
        "father",
        Person("a", "Томас Петрович Сидоров", father="Пётр"),
        Person("b", "Tomas Petrovich Sidorov", father="Petr"),
        ("Father's name: “Пётр” and “Petr” fit, in part counted already with the name, which holds them; {leaning}."),
    ),
    (
        "birth",
        Person("a", "", birth=born(day(1986, 3, 2))),
        Person("b", "", birth=born(day(1986, 2, 3))),
        ("Birth: “as written” and “as written” are the same with day and month exchanged; {leaning}."),
    ),
    (
        "sex",
        Person("a", "", sex="m"),
        Person("b", "", sex="زن"),
        "Sex: “m” and “زن” differ; {leaning}.",
    ),
    (
        "nationality",
        Person("a", "", birth_place="Shkodër", nationality="Narestani"),
        Person("b", "", birth_place="Skadar", nationality="Narestan"),
        (
            "Nationality: “Narestani” and “Narestan” read as the same word; {leaning}. "
            "It counts in part, beside a stronger finding of the places."
        ),
    ),
    ("last_place", DARIUS, DARIUS_HERE, "Last place: not given on one side: says nothing."),
    ("sex", TOMAS, PETROVICH, "Sex: not given on either side: says nothing."),
]


def evidence_of(field: str, left: Person, right: Person) -> FieldEvidence:
    return next(one for one in compare_persons(left, right).evidence if one.field == field)


def words_in(said: Said) -> list[str]:
    """All that has to be translated in it."""
    return [said.words, *(words for _, value in said.values if isinstance(value, Said) for words in words_in(value))]


@pytest.mark.parametrize(("field", "left", "right", "english"), IN_SENTENCES)
def test_lists_and_the_shell_have_the_sentences_in_english(
    field: str, left: Person, right: Person, english: str
) -> None:
    piece = evidence_of(field, left, right)
    assert piece.sentence == english.replace("{leaning}", str(leaning(piece.weight)))


@given(persons, persons)
def test_every_clause_of_every_sentence_goes_to_translators(one: Person, other: Person) -> None:
    assert {words for piece in compare_persons(one, other).evidence for words in words_in(piece.said)} <= MARKED


MARKED = {found.one for source in sources("src/khabar/linkage") for found in in_python(source.text, source.path)}


def test_every_phrase_of_the_parameters_is_said_in_its_own_words() -> None:
    assert [str(leaning(lowest)) for lowest, _ in FROZEN.phrases] == [f"this {one}" for _, one in FROZEN.phrases]
    assert [str(fitting(lowest, "x", "y")) for lowest, _ in FROZEN.fits] == [
        f"“x” and “y” {one}" for _, one in FROZEN.fits
    ]


def test_a_name_is_quoted_as_it_was_written_whatever_it_looks_like() -> None:
    odd = Person("a", "D%arius %(right)s {left}")
    assert "“D%arius %(right)s {left}” and" in evidence_of("name", odd, odd).sentence
