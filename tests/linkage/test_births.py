"""Births: every finding, the slips of clerks and calendars, round ages, doubtful readings, whole arrays at once."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Final

import hijridate
import jdatetime
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.linkage import Birth, Reading
from khabar.linkage.births import (
    FINDINGS,
    LEVELS,
    BirthColumns,
    birth_levels,
    finding,
    weights_by_code,
)
from linkage.people import born, day, readings, whole_year

WEIGHTS: Final = weights_by_code({level: 8.0 - 1.0 * code for code, level in enumerate(FINDINGS)})
"""Any weights that tell the findings apart."""
BORN = day(1986, 4, 23)
ages = st.builds(
    lambda age, earliest, days: Birth(
        f"age {age} in 2019", (Reading("gregorian", earliest, earliest + timedelta(days=days), 1.0),)
    ),
    st.integers(1, 90),
    st.dates(date(1930, 1, 1), date(2010, 1, 1)),
    st.sampled_from((365, 729, 1500)),
)
births = st.none() | ages | st.builds(Birth, st.just("as written"), st.lists(readings(), max_size=4).map(tuple))


def compared(left: Birth | None, right: Birth | None) -> tuple[str, float]:
    mine, theirs = BirthColumns.of([left]), BirthColumns.of([right])
    levels = birth_levels(mine, np.array([0]), theirs, np.array([0]), WEIGHTS)
    return LEVELS[levels.codes[0]], float(levels.weights[0])


def solar(year: int, month: int, of_month: int) -> Reading:
    exact = date.fromordinal(jdatetime.date(year, month, of_month).togregorian().toordinal())
    return Reading("solar_hijri", exact, exact, 1.0)


def hijri(year: int, month: int, of_month: int) -> Reading:
    exact = date.fromordinal(hijridate.Hijri(year, month, of_month).to_gregorian().toordinal())
    return Reading("hijri", exact, exact, 1.0)


def over(first: date, last: date) -> Reading:
    return Reading("gregorian", first, last, 1.0)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (BORN, BORN, "day"),
        (BORN, day(1986, 4, 24), "beside"),
        (BORN, day(1986, 4, 21), "beside"),
        (BORN, over(date(1986, 4, 1), date(1986, 4, 30)), "month"),
        (BORN, whole_year(1986), "year"),
        (whole_year(1986), over(date(1984, 1, 1), date(1987, 12, 31)), "span"),
        (whole_year(1986), over(date(1970, 1, 1), date(1999, 12, 31)), "wide"),
        (day(1986, 2, 3), day(1986, 3, 2), "swapped"),
        (solar(1365, 2, 9), solar(1365, 9, 2), "swapped"),
        (hijri(1406, 2, 9), hijri(1406, 9, 2), "swapped"),
        (solar(1365, 2, 3), day(1986, 2, 3), "converted"),
        (solar(1365, 2, 3), day(1987, 2, 3), "converted"),
        (solar(1365, 2, 3), hijri(1365, 2, 3), "converted"),
        (BORN, day(1985, 4, 23), "slip"),
        (BORN, day(1966, 4, 23), "slip"),
        (BORN, day(1968, 4, 23), "slip"),
        (solar(1365, 12, 3), solar(1356, 12, 3), "slip"),
        (BORN, day(1973, 4, 23), "apart"),
        (BORN, whole_year(1987), "near"),
        (BORN, day(1986, 12, 24), "near"),
        (BORN, whole_year(1989), "few"),
        (BORN, whole_year(1951), "apart"),
    ],
)
def test_each_pair_of_readings_has_its_finding(left: Reading, right: Reading, expected: str) -> None:
    assert finding(left, right) == expected
    assert finding(right, left) == expected


@pytest.mark.parametrize("first", [day(1986, 1, 1), day(1986, 7, 1), solar(1365, 1, 1), day(1986, 3, 21)])
def test_a_day_that_registries_write_for_a_year_says_no_more_than_the_year(first: Reading) -> None:
    assert finding(first, first) == "default"
    assert finding(first, day(1986, 11, 23)) == "year"
    assert finding(first, whole_year(1986)) in {"year", "near"}


def test_the_first_of_muharram_stands_for_its_year_only_where_the_date_was_read_as_hijri() -> None:
    first = hijri(1407, 1, 1)
    as_gregorian = Reading("gregorian", first.earliest, first.latest, 1.0)
    later = Reading("gregorian", first.earliest + timedelta(days=100), first.latest + timedelta(days=100), 1.0)
    assert finding(first, later) == "year"
    assert finding(as_gregorian, later) == "near"


@pytest.mark.parametrize(
    ("text", "born_in", "expected"),
    [
        ("age 40 in 2019", 1974, "rounded"),
        ("سن ۴۰", 1983, "rounded"),
        ("age 35 in 2019", 1976, "rounded"),
        ("age 35 in 2019", 1973, "apart"),
        ("age 37 in 2019", 1976, "few"),
        ("age 40 in 2019", 1979, "span"),
        ("age 40 in 2019", 1977, "near"),
        ("age 40 in 2019", 1960, "apart"),
        ("age 10 in 2019", 1976, "few"),
    ],
)
def test_a_round_age_is_taken_for_a_guess(text: str, born_in: int, expected: str) -> None:
    aged = Birth(text, (over(date(1978, 1, 2), date(1979, 12, 31)),))
    assert compared(aged, born(whole_year(born_in)))[0] == expected
    assert compared(born(whole_year(born_in)), aged)[0] == expected


def test_numbers_of_a_written_day_are_no_age() -> None:
    written = Birth("1365/02/20", (BORN,))
    assert compared(written, born(whole_year(1990)))[0] == "apart"


def test_a_doubtful_calendar_neither_proves_nor_excludes() -> None:
    doubtful = born(whole_year(1986, 0.5), whole_year(1946, 0.5))
    sure, excluded = (compared(born(whole_year(year)), born(whole_year(1986)))[1] for year in (1986, 1946))
    level, weight = compared(doubtful, born(whole_year(1986)))
    assert level == "year"
    assert excluded < weight < sure
    assert weight == pytest.approx(math.log((math.exp(sure) + math.exp(excluded)) / 2))


@pytest.mark.parametrize("nothing", [None, Birth("spring", ())])
def test_a_birth_that_is_not_given_says_nothing(nothing: Birth | None) -> None:
    assert compared(nothing, born(whole_year(1986))) == ("none", 0.0)
    assert compared(nothing, nothing) == ("none", 0.0)


@given(births, births)
def test_births_compare_the_same_both_ways_to_the_last_digit(left: Birth | None, right: Birth | None) -> None:
    assert compared(left, right) == compared(right, left)


@given(st.lists(births, min_size=1, max_size=6), st.lists(births, min_size=1, max_size=6))
def test_many_at_once_are_compared_as_each_alone(lefts: list[Birth | None], rights: list[Birth | None]) -> None:
    li, ri = (index.ravel() for index in np.meshgrid(np.arange(len(lefts)), np.arange(len(rights))))
    found = birth_levels(BirthColumns.of(lefts), li, BirthColumns.of(rights), ri, WEIGHTS)
    together = [(LEVELS[code], weight) for code, weight in zip(found.codes, found.weights.tolist(), strict=True)]
    assert together == [compared(lefts[one], rights[other]) for one, other in zip(li, ri, strict=True)]


@given(births, births)
def test_the_average_over_all_readings_is_the_weight(left: Birth | None, right: Birth | None) -> None:
    _, weight = compared(left, right)
    expected = averaged(left, right) if left and right and left.readings and right.readings else 0.0
    assert weight == pytest.approx(expected)


def averaged(left: Birth, right: Birth) -> float:
    """The rule of `birth_levels` in plain numbers, one pair of readings after another."""
    shares = {
        (one, other): reading.weight * theirs.weight
        for one, reading in enumerate(left.readings)
        for other, theirs in enumerate(right.readings)
    }
    ratios = {
        (one, other): math.exp(
            compared(Birth(left.text, (left.readings[one],)), Birth(right.text, (right.readings[other],)))[1]
        )
        for one, other in shares
    }
    return math.log(math.fsum(shares[pair] * ratios[pair] for pair in shares) / math.fsum(shares.values()))


@given(readings(), readings())
def test_intervals_that_overlap_are_told_by_the_longer_one(left: Reading, right: Reading) -> None:
    level = finding(left, right)
    overlap = left.earliest <= right.latest and right.earliest <= left.latest
    if overlap:
        assert level in {"day", "default", "month", "year", "span", "wide"}
    longer = max(left.days, right.days)
    if overlap and longer > 1:
        assert level == "year" if 31 < longer <= 366 else level != "day"


@given(st.dates(date(1, 1, 1), date.max), st.dates(date(1, 1, 1), date.max))
def test_no_day_of_any_century_stops_the_comparison(one: date, other: date) -> None:
    assert finding(over(one, one), over(other, other)) in LEVELS


def test_more_readings_than_calendars_could_give_are_cut_to_the_likeliest() -> None:
    crowd = born(*(whole_year(1900 + year, 0.1) for year in range(100)), whole_year(1986, 5.0))
    assert compared(crowd, born(whole_year(1986)))[0] == "year"
    assert BirthColumns.of([crowd]).earliest.shape == (8, 1)


@given(st.lists(births, max_size=5), st.lists(births, max_size=5))
def test_columns_can_be_put_together_and_taken_apart(first: list[Birth | None], then: list[Birth | None]) -> None:
    joined = BirthColumns.of(first).followed_by(BirthColumns.of(then))
    whole = BirthColumns.of([*first, *then])
    assert len(joined) == len(whole)
    back = joined.take(np.arange(len(joined))[::-1])
    everybody = np.arange(len(whole))
    found = birth_levels(back, everybody[::-1], whole, everybody, WEIGHTS)
    expected = birth_levels(whole, everybody, whole, everybody, WEIGHTS)
    assert found.codes.tolist() == expected.codes.tolist()
    assert found.weights.tolist() == expected.weights.tolist()


def test_a_table_of_weights_must_know_every_finding() -> None:
    with pytest.raises(KeyError):
        weights_by_code({"day": 1.0})
