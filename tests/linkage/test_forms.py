"""A person tidied for comparison: the own name also without the father's and grandfather's, at no cost to anybody."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from khabar.linkage import Person, compare_persons
from khabar.linkage.forms import Tidying
from linkage.people import persons

CHAIN = Person("request", "Darius Hossein Farid Karimi")
FATHERS = (("", ""), ("Hossein", ""), ("Hossein", "Farid"))
LISTED = Person("presence", "داریوش کریمی")


@pytest.mark.parametrize(
    ("kin", "shorter"),
    [
        ({"father": "Hossein"}, "Darius Farid Karimi"),
        ({"father": "HOSSEÏN Karimi"}, "Darius Farid Karimi"),
        ({"grandfather": "Farid Karimi", "father": "Hossein"}, "Darius Karimi"),
        ({"father": "Hossein Farid Karimi"}, "Darius Karimi"),
    ],
)
def test_a_name_is_read_without_the_fathers_names_in_its_middle_too(kin: dict[str, str], shorter: str) -> None:
    forms = Tidying().forms_of(Person("request", CHAIN.name, **kin))  # type: ignore[arg-type]  # all are texts
    assert forms.names == (CHAIN.name, shorter)
    assert forms.is_shortened


@pytest.mark.parametrize(
    "person",
    [
        Person("a", "Darius Hossein Karimi"),
        Person("a", "Darius Hossein Karimi", father="Omar", mother="Hossein"),
        Person("a", "Darius Karimi", father="Darius", grandfather="Karimi"),
        Person("a", "Darius", father="Darius"),
        Person("a", "", father="Hossein"),
    ],
)
def test_a_name_without_the_fathers_in_its_middle_stays_as_it_is(person: Person) -> None:
    forms = Tidying().forms_of(person)
    assert forms.names == ((person.name,) if person.name else ())
    assert not forms.is_shortened


def test_a_shorter_name_that_was_given_is_one_of_the_names_given() -> None:
    forms = Tidying().forms_of(replace(CHAIN, father="Hossein Farid", other_names=("Darius Karimi",)))
    assert forms.names == (CHAIN.name, "Darius Karimi")
    assert not forms.is_shortened


def test_who_is_listed_without_the_fathers_names_is_told_by_the_shorter_name() -> None:
    known = [replace(CHAIN, father=father, grandfather=of_him) for father, of_him in FATHERS]
    weights = [compare_persons(one, LISTED).evidence[0].weight for one in known]
    assert weights == sorted(weights)
    assert weights[0] < weights[-1] == compare_persons(Person("a", "Darius Karimi"), LISTED).evidence[0].weight


@given(persons, persons)
@settings(max_examples=40)
def test_naming_a_father_never_makes_the_own_name_weigh_less(one: Person, other: Person) -> None:
    alone = replace(one, father="", grandfather="")
    assert compare_persons(one, other).evidence[0].weight >= compare_persons(alone, other).evidence[0].weight
