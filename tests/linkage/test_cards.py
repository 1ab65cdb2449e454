"""Cards: plain values, the same person back, older ones upgraded, unknown ones refused."""

from dataclasses import replace

import cbor2
import pytest
from hypothesis import given

from khabar.linkage import SCHEMA, Person, UnknownCardError, card_of, person_from_card
from linkage.people import DARIUS, persons


@given(persons)
def test_a_card_through_cbor_is_the_same_person_again(person: Person) -> None:
    assert person_from_card(cbor2.loads(cbor2.dumps(card_of(person), canonical=True))) == person


def test_a_card_names_its_schema_and_leaves_out_what_is_not_given() -> None:
    assert card_of(Person("a", "Darius")) == {"schema": SCHEMA, "id": "a", "name": "Darius"}


def test_an_older_card_is_upgraded_when_read() -> None:
    old = {"schema": 0, "id": "a", "called": "Darius"}

    def named(card: object) -> dict[str, object]:
        assert card is old
        return {"schema": 1, "id": "a", "name": "Darius"}

    assert person_from_card(old, upgrades={0: named}) == Person("a", "Darius")


@pytest.mark.parametrize(
    "change",
    [
        {"schema": SCHEMA + 1},
        {"schema": None},
        {"schema": "1"},
        {"colour": "blue"},
        {"name": 7},
        {"other_names": "Darius"},
        {"birth": {"text": "x", "readings": [["gregorian", "1986", "1987", 1.0]]}},
        {"birth": {"text": "x", "readings": [["gregorian", "1986-01-01", "1987-01-01", "much"]]}},
        {"birth": {"text": "x", "readings": [["gregorian", "1986-01-01"]]}},
        {"birth": {"text": "x"}},
    ],
)
def test_a_card_that_is_not_known_is_refused_without_a_name(change: dict[str, object]) -> None:
    with pytest.raises(UnknownCardError) as refusal:
        person_from_card({**card_of(replace(DARIUS, birth=None)), **change})
    assert "Darius" not in str(refusal.value)


def test_a_card_without_a_name_is_refused() -> None:
    with pytest.raises(UnknownCardError):
        person_from_card({"schema": SCHEMA, "id": "a"})
