"""Births as a field of a comparison: exactness, doubt about the calendar, and the sentence. Findings: test_births."""

from datetime import date

import pytest
from hypothesis import given

from khabar.linkage import Birth, Person, Reading, compare_persons
from linkage.people import DARIUS, DARIUS_HERE, births, born, day, whole_year


def weight(left: Birth | None, right: Birth | None) -> float:
    found = compare_persons(Person("a", "Darius", birth=left), Person("b", "Darius", birth=right))
    return next(piece.weight for piece in found.evidence if piece.field == "birth")


def test_the_more_exact_the_agreement_the_more_it_weighs() -> None:
    exact = weight(born(day(1986, 4, 23)), born(day(1986, 4, 23)))
    year = weight(born(day(1986, 4, 23)), born(whole_year(1986)))
    near = weight(born(day(1986, 4, 23)), born(whole_year(1987)))
    apart = weight(born(day(1986, 4, 23)), born(whole_year(1951)))
    assert exact > year > near > apart
    assert apart < 0


def test_a_doubtful_calendar_neither_proves_nor_excludes() -> None:
    sure = weight(born(whole_year(1986)), born(whole_year(1986)))
    doubtful = weight(born(whole_year(1986, 0.5), whole_year(1946, 0.5)), born(whole_year(1986)))
    excluded = weight(born(whole_year(1946)), born(whole_year(1986)))
    assert excluded < doubtful < sure


def test_the_likeliest_common_reading_is_the_one_told() -> None:
    sentence = next(p.sentence for p in compare_persons(DARIUS, DARIUS_HERE).evidence if p.field == "birth")
    assert "fit the same year" in sentence


def test_a_birth_without_readings_says_nothing() -> None:
    assert weight(Birth("spring", ()), born(whole_year(1986))) == 0.0


@given(births, births)
def test_births_weigh_the_same_both_ways(left: Birth | None, right: Birth | None) -> None:
    assert weight(left, right) == weight(right, left)


def test_a_reading_must_have_an_order_and_a_weight() -> None:
    with pytest.raises(ValueError, match="ends before"):
        Reading("gregorian", date(2000, 1, 2), date(2000, 1, 1), 1.0)
    with pytest.raises(ValueError, match="above zero"):
        Reading("gregorian", date(2000, 1, 1), date(2000, 1, 1), 0.0)
