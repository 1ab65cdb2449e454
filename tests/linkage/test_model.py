"""Two people compared: the same both ways, missing is silence, every field explains itself, and nobody else matters."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.linkage import DEFAULT_PRIOR, Person, compare_persons, explanations, probability_at
from khabar.linkage.weighing import FIELDS
from linkage.people import DARIUS, DARIUS_HERE, born, day, persons, whole_year


def weight_of(field: str, left: Person, right: Person) -> float:
    return next(piece.weight for piece in compare_persons(left, right).evidence if piece.field == field)


def sentence_of(field: str, left: Person, right: Person) -> str:
    return next(piece.sentence for piece in compare_persons(left, right).evidence if piece.field == field)


def test_darius_is_found_across_scripts_and_calendars() -> None:
    assert compare_persons(DARIUS, DARIUS_HERE).probability > 0.99


def test_a_stranger_of_the_same_name_and_another_birth_and_father_is_unlikely() -> None:
    stranger = Person("x", "Darius Karimi", father="Omar", sex="m", birth=born(day(1951, 1, 2)))
    assert compare_persons(DARIUS, stranger).probability < 0.05


def test_the_default_prior_is_one_in_twenty_thousand() -> None:
    assert DEFAULT_PRIOR == 1 / 20_000


def test_every_field_gives_one_piece_of_evidence_with_one_sentence() -> None:
    evidence = compare_persons(DARIUS, DARIUS_HERE).evidence
    assert [piece.field for piece in evidence] == list(FIELDS)
    assert all(piece.sentence.endswith(".") for piece in evidence)


def test_every_comparison_explains_itself_to_the_asking_desk() -> None:
    words = explanations()
    assert list(words) == list(FIELDS)
    assert all(len(text.split()) >= 10 for text in words.values())


@given(persons, persons)
def test_the_score_is_the_same_whoever_comes_first(one: Person, other: Person) -> None:
    there, back = compare_persons(one, other), compare_persons(other, one)
    assert there.score == back.score
    assert [(p.field, p.weight) for p in there.evidence] == [(p.field, p.weight) for p in back.evidence]
    assert [(p.left, p.right) for p in there.evidence] == [(p.right, p.left) for p in back.evidence]


@given(persons, persons)
def test_the_score_is_the_sum_of_its_evidence(one: Person, other: Person) -> None:
    found = compare_persons(one, other)
    assert found.score == math.fsum(piece.weight for piece in found.evidence)
    assert found.probability == probability_at(found.score, DEFAULT_PRIOR)
    assert 0.0 <= found.probability <= 1.0


@given(persons, persons, st.sampled_from(("sex", "birth_place", "nationality", "last_place", "mother")))
def test_a_missing_field_is_never_a_mismatch(one: Person, other: Person, field: str) -> None:
    without = replace(one, **{field: ""})  # type: ignore[arg-type]  # each of these fields is a text
    assert weight_of(field, without, other) == 0.0
    assert "says nothing" in sentence_of(field, without, other)
    if weight_of(field, one, other) <= 0.0:
        assert compare_persons(without, other).score >= compare_persons(one, other).score


@given(persons, persons)
def test_a_missing_birth_or_father_never_speaks_against(one: Person, other: Person) -> None:
    without = replace(one, birth=None, father="", grandfather="")
    assert weight_of("birth", without, other) == 0.0
    assert weight_of("father", without, other) >= 0.0
    assert weight_of("grandfather", without, other) >= 0.0


def test_a_name_alone_can_be_compared_and_nothing_at_all_says_nothing() -> None:
    assert compare_persons(Person("a", "Darius Karimi"), Person("b", "Dariush Karimi")).score > 0
    assert compare_persons(Person("a", "?"), Person("b", "🙂")).score == 0.0


@given(persons, persons, st.floats(1e-6, 0.5), st.floats(1e-6, 0.5))
def test_the_prior_moves_the_probability_and_never_the_score(
    one: Person, other: Person, prior: float, higher: float
) -> None:
    prior, higher = sorted((prior, higher))
    low, high = compare_persons(one, other, prior=prior), compare_persons(one, other, prior=higher)
    assert low.score == high.score
    assert low.probability <= high.probability


@given(st.floats(-60, 60), st.floats(-60, 60), st.floats(1e-6, 0.9))
def test_probability_never_falls_as_the_score_rises(one: float, other: float, prior: float) -> None:
    lower, higher = sorted((one, other))
    assert probability_at(lower, prior) <= probability_at(higher, prior)


@pytest.mark.parametrize("prior", [0.0, 1.0, -1.0, 2.0])
def test_a_prior_outside_nought_and_one_is_refused(prior: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        compare_persons(DARIUS, DARIUS_HERE, prior=prior)


def test_a_brother_is_told_apart_by_given_name_and_birth() -> None:
    brother = replace(DARIUS_HERE, id="b", name="فرید کریمی", birth=born(whole_year(1990)))
    assert compare_persons(DARIUS, brother).probability < 0.1
    assert compare_persons(DARIUS, brother).score < compare_persons(DARIUS, DARIUS_HERE).score


def test_the_family_name_inside_the_fathers_name_is_not_counted_again() -> None:
    bare = replace(DARIUS, father="Omar Karimi")
    other = replace(DARIUS_HERE, name="Dariush Karimi", father="Tomas Karimi")
    assert weight_of("father", bare, other) < 0


def test_parents_who_agree_together_count_less_than_each_alone() -> None:
    mother, father = (weight_of(field, DARIUS, DARIUS_HERE) for field in ("mother", "father"))
    mother_alone = weight_of("mother", replace(DARIUS, father=""), DARIUS_HERE)
    father_alone = weight_of("father", replace(DARIUS, mother=""), DARIUS_HERE)
    assert 0 < mother + father < mother_alone + father_alone
    assert max(mother, father) == max(mother_alone, father_alone)
    assert any("in part" in sentence_of(field, DARIUS, DARIUS_HERE) for field in ("mother", "father"))


def test_a_patronymic_holds_the_fathers_name_for_a_side_that_does_not_give_it() -> None:
    with_father = Person("a", "Томас Сидоров", father="Пётр")
    patronymic = Person("b", "Tomas Petrovich Sidorov")
    assert weight_of("father", with_father, patronymic) > 0
    assert weight_of("father", replace(with_father, father="Омар"), patronymic) == 0.0


def test_a_fathers_name_that_both_bear_in_a_patronymic_counts_in_part() -> None:
    left, right = (
        Person("a", "Томас Петрович Сидоров", father="Пётр"),
        Person("b", "Tomas Petrovich Sidorov", father="Petr"),
    )
    plain = weight_of("father", replace(left, name="Томас Сидоров"), replace(right, name="Tomas Sidorov"))
    assert 0 < weight_of("father", left, right) < plain


def test_a_son_of_the_same_name_lends_no_father_to_the_other_side() -> None:
    junior = Person("a", "Omar Reza Haddad", father="Reza")
    assert weight_of("father", junior, Person("b", "Omar Reza Haddad")) == 0.0


def test_the_closest_of_several_names_counts_and_choice_costs_a_little() -> None:
    known_as = replace(DARIUS, name="Ezra Levi", other_names=("Darius Karimi",))
    assert 0 < weight_of("name", known_as, DARIUS_HERE) < weight_of("name", DARIUS, DARIUS_HERE)
    assert "closest of 2" in sentence_of("name", known_as, DARIUS_HERE)


def test_different_sex_speaks_against_and_an_unknown_word_says_nothing() -> None:
    assert weight_of("sex", DARIUS, replace(DARIUS_HERE, sex="زن")) < 0
    assert weight_of("sex", DARIUS, replace(DARIUS_HERE, sex="see back")) == 0.0


def test_ezra_with_a_stolen_description_gets_a_proposal_like_anybody_and_no_decision() -> None:
    ezra = replace(DARIUS, id="false Darius")
    proposal = compare_persons(DARIUS, ezra)
    honest = compare_persons(DARIUS, replace(DARIUS, id="Darius"))
    assert proposal.score == honest.score
    assert proposal.probability < 1.0
    assert {name for name in dir(proposal) if not name.startswith("_")} == {
        "evidence",
        "probability",
        "registration_id",
        "request_id",
        "score",
    }
