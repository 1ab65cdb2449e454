"""Many pairs weighed at once: as each alone, missing is nought, agreement never lowers, sums are exact."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.linkage import Person, compare_persons
from khabar.linkage.columns import PersonColumns
from khabar.linkage.parameters import FROZEN, STEP
from khabar.linkage.vocabulary import Vocabulary
from khabar.linkage.weighing import FIELDS, FieldWeights, weigh
from linkage.people import DARIUS, DARIUS_HERE, persons

PEOPLE = st.lists(persons, min_size=1, max_size=6)


def weigh_all(left: list[Person], right: list[Person]) -> FieldWeights:
    """Weigh everybody of the left beside everybody of the right."""
    vocabulary = Vocabulary()
    pairs = np.repeat(np.arange(len(left)), len(right)), np.tile(np.arange(len(right)), len(left))
    return weigh(PersonColumns(vocabulary, left), PersonColumns(vocabulary, right), pairs)


@given(PEOPLE, PEOPLE)
@settings(max_examples=25)
def test_a_pair_among_many_weighs_what_it_weighs_alone(left: list[Person], right: list[Person]) -> None:
    together = weigh_all(left, right)
    alone = [compare_persons(one, other) for one in left for other in right]
    assert together.scores.tolist() == [found.score for found in alone]
    assert together.weights.tolist() == [[piece.weight for piece in found.evidence] for found in alone]


@given(PEOPLE, PEOPLE)
@settings(max_examples=25)
def test_both_sides_may_be_exchanged(left: list[Person], right: list[Person]) -> None:
    there, back = weigh_all(left, right).weights, weigh_all(right, left).weights
    mirrored = back.reshape(len(right), len(left), len(FIELDS)).transpose(1, 0, 2).reshape(-1, len(FIELDS))
    assert there.tolist() == mirrored.tolist()


@given(persons, persons)
@settings(max_examples=50)
def test_weights_are_whole_steps_so_that_sums_are_exact(one: Person, other: Person) -> None:
    weights = weigh_all([one], [other]).weights / STEP
    assert (weights == np.rint(weights)).all()


AGREEING = {
    "father": ("Hossein", "حسین"),
    "mother": ("Leyla", "لیلا"),
    "sex": ("m", "male"),
    "birth_place": ("Shkodër", "Skadar"),
    "nationality": ("Afghan", "افغانستان"),
    "last_place": ("Diyarbakır", "Amed"),
}


def given_of(person: Person, fields: dict[str, str]) -> Person:
    """Give these fields, all of them texts, to a person."""
    return replace(person, **fields)  # type: ignore[arg-type]  # all are texts


@given(st.sets(st.sampled_from(sorted(AGREEING))), st.sampled_from(sorted(AGREEING)))
@settings(max_examples=60)
def test_one_more_agreement_never_lowers_a_score(given_fields: set[str], added: str) -> None:
    bare = (Person("a", DARIUS.name), Person("b", DARIUS_HERE.name))
    before, after = (
        [given_of(side, {field: AGREEING[field][at] for field in fields}) for at, side in enumerate(bare)]
        for fields in (given_fields - {added}, given_fields | {added})
    )
    assert compare_persons(*after).score > compare_persons(*before).score


@pytest.mark.parametrize("field", sorted({*AGREEING, "grandfather"}))
def test_a_field_of_one_side_alone_weighs_nothing(field: str) -> None:
    one = given_of(Person("a", "Darius Karimi"), {field: "Golvareh"})
    assert weigh_all([one], [Person("b", "Darius Karimi")]).weights[0, FIELDS.index(field)] == 0.0


def test_the_model_says_which_names_library_it_was_fitted_with() -> None:
    assert FROZEN.names == "names-2"
