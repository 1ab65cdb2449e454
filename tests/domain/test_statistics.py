"""What a house tells of its work: nothing below ten, and hardly ever anything about one person."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.petitions.cells import LEAST
from khabar.domain.statistics import last_quarter, rounded, told_table

COUNTS = st.dictionaries(st.sampled_from("abcdefghij"), st.integers(0, 3000), max_size=10)
TRIALS = 1000


def drawn(chance: random.Random, most: int) -> dict[str, int]:
    """A house's groups: many small ones and a few large."""
    return {name: int(most ** chance.random()) for name in "abcdefghijkl"[: chance.randint(1, 12)]}


def unchanged_share(most: int) -> float:
    """In how many of the trials a table stays as it is when one person leaves it, or joins."""
    chance, same = random.Random(7), 0  # noqa: S311 - trials that repeat themselves
    for _ in range(TRIALS):
        counts = drawn(chance, most)
        (whose,) = chance.choices(list(counts), weights=list(counts.values()))
        other = {**counts, whose: counts[whose] + chance.choice((-1, 1))}
        same += told_table(counts) == told_table(other)
    return same / TRIALS


def test_one_person_more_or_fewer_changes_nothing_in_nineteen_of_twenty_trials() -> None:
    assert all(unchanged_share(most) >= 0.95 for most in (30, 100, 300, 1000, 3000))


def test_plain_rounding_to_five_would_be_caught_by_these_trials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khabar.domain.statistics.rounded", lambda number: number - number % 5)
    assert unchanged_share(3000) < 0.9


@given(COUNTS)
def test_nothing_below_ten_is_told_and_everything_is_a_multiple_of_five(counts: dict[str, int]) -> None:
    table = told_table(counts)
    told = [*table.cells, *([("", table.total)] if table.total is not None else [])]
    assert all(number >= LEAST and number % 5 == 0 for _, number in told)
    assert all(counts[name] >= number for name, number in table.cells)
    assert (table.total is None) == (sum(counts.values()) < LEAST)


@given(COUNTS, st.sampled_from("abcdefghij"), st.integers(1, LEAST - 1))
def test_a_small_group_is_never_alone_in_what_is_left_out(others: dict[str, int], name: str, small: int) -> None:
    counts = {**others, name: small}
    table = told_table(counts)
    left = [number for name, number in counts.items() if number and name not in dict(table.cells)]
    assert not table.is_whole
    assert not table.cells or (len(left) >= 2 and sum(left) >= LEAST)


@given(COUNTS, st.sampled_from("abcdefghij"))
def test_whoever_knows_every_other_group_cannot_tell_a_small_one(counts: dict[str, int], name: str) -> None:
    """For a small group there is always another number below ten that leads to the same cells."""
    small = counts.get(name, 0)
    if 0 < small < LEAST:
        others = [told_table({**counts, name: other}).cells for other in range(1, LEAST) if other != small]
        assert told_table(counts).cells in others


@given(st.integers(LEAST, 10**7))
def test_rounding_goes_down_keeps_order_and_is_its_own_rounding(number: int) -> None:
    assert rounded(number) <= number < 5 * rounded(number)
    assert rounded(rounded(number)) == rounded(number)
    assert rounded(number + 1) >= rounded(number)


def test_examples_of_rounding_and_nothing_below_ten() -> None:
    assert [rounded(one) for one in (10, 14, 15, 24, 39, 59, 60, 99, 100, 149, 2600)] == [
        *(10, 10, 10, 10, 10, 50, 50, 50, 100, 100, 1000),
    ]
    with pytest.raises(ValueError, match="below ten"):
        rounded(9)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_last_quarter_has_ended_and_the_next_one_has_not(today: date) -> None:
    quarter = last_quarter(today)
    assert quarter.first < quarter.after <= today
    assert 89 < (quarter.after - quarter.first).days < 93
    assert today < quarter.after + timedelta(days=93)
    assert last_quarter(quarter.after) == quarter


def test_a_quarter_has_a_name() -> None:
    assert [last_quarter(date(2026, month, 1)).name for month in (1, 4, 7, 11)] == [
        *("2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"),
    ]
