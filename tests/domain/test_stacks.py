"""Plans of stacks, numbers on asking sheets, numbers of sheets as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.adapters.entropy import SeededEntropy
from khabar.domain.answers import Tells
from khabar.domain.bodies import Unreadable
from khabar.domain.documents import Look, Paper
from khabar.domain.errors import Invalid
from khabar.domain.ids import PairId
from khabar.domain.stacks import (
    LONGEST_TYPED,
    NO_NUMBERS,
    NO_SUCH_SHEET,
    TripPlan,
    are_apart,
    draw_meanings,
    is_ordinary,
    range_words,
    ranges,
    short_name,
    stream_of,
    typed_numbers,
)

LOOK = Look(("fa", "en"), Paper.A5)


def test_a_plan_is_read_as_it_was_kept() -> None:
    plan = TripPlan(offers=60, look=LOOK, pairs=(PairId("a" * 32),), with_words=True)
    assert TripPlan.from_body(plan.to_body()) == plan
    with pytest.raises(Unreadable):
        TripPlan.from_body(plan.to_body() | {"paper": "papyrus"})


@pytest.mark.parametrize(("offers", "pairs", "field"), [(-1, 0, "offers"), (501, 0, "offers"), (1, 41, "pairs")])
def test_nobody_carries_more_than_a_stack(offers: int, pairs: int, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        TripPlan(offers=offers, look=LOOK, pairs=tuple(PairId(str(one)) for one in range(pairs)))
    assert refused.value.field == field


@given(st.integers())
def test_four_numbers_look_like_any_others_and_cannot_be_taken_for_one_another(seed: int) -> None:
    drawn = draw_meanings(SeededEntropy(f"meanings {seed}").bytes)
    numbers = [number for number, _ in drawn]
    assert {tells for _, tells in drawn} == set(Tells)
    assert all(is_ordinary(one) and 1000 <= int(one) <= 9999 for one in numbers)
    assert all(are_apart(a, b) for a in numbers for b in numbers if a != b)
    assert len(set(numbers)) == len(Tells)


def test_no_place_and_no_number_tells_a_meaning() -> None:
    sheets = [draw_meanings(SeededEntropy(f"sheet {one}").bytes) for one in range(1200)]
    for place in range(len(Tells)):
        for tells in Tells:
            assert 220 < sum(sheet[place][1] is tells for sheet in sheets) < 380
    low = sum(int(number) < 5500 for sheet in sheets for number, tells in sheet if tells is Tells.NOTHING)
    assert 500 < low < 700


def test_a_stream_repeats_itself_from_its_seed_and_never_within() -> None:
    first, again, other = stream_of(b"a" * 32), stream_of(b"a" * 32), stream_of(b"b" * 32)
    taken = [first(16) for _ in range(100)]
    assert taken == [again(16) for _ in range(100)]
    assert len({*taken, *(other(16) for _ in range(100))}) == 200


def test_what_is_drawn_beyond_the_fair_part_is_drawn_again() -> None:
    drawn = iter([0xFFFF, 4718 - 1000, 2960 - 1000, 8135 - 1000, 5402 - 1000])
    shuffle = iter([0, 255, 0, 0, 0])

    def random(count: int) -> bytes:
        return next(drawn).to_bytes(2, "big") if count == 2 else bytes([next(shuffle)])

    assert [number for number, _ in draw_meanings(random)] == ["4718", "2960", "8135", "5402"]
    assert list(shuffle) == []


@pytest.mark.parametrize("number", ["1111", "1211", "1365", "1999", "2026", "2345", "8765"])
def test_years_rows_and_repeated_digits_are_not_ordinary(number: str) -> None:
    assert not is_ordinary(number)


def test_numbers_apart_differ_twice_and_not_by_order_alone() -> None:
    assert not are_apart("4718", "4719")
    assert not are_apart("4718", "4781")
    assert are_apart("4718", "4782")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("3", (3,)),
        ("3-5, 9", (3, 4, 5, 9)),
        (" 9 ;3 – 5", (3, 4, 5, 9)),
        ("۳-۵، ۹", (3, 4, 5, 9)),
        ("٣ ٤ ٤", (3, 4)),
    ],
)
def test_numbers_are_read_as_people_type_them(typed: str, read: tuple[int, ...]) -> None:
    assert typed_numbers(typed, range(1, 61)) == read


@pytest.mark.parametrize("typed", ["", " ", "all", "3 to 5", "-3", "3--5", "12345", "1," * LONGEST_TYPED])
def test_what_is_no_number_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        typed_numbers(typed, range(1, 61))
    assert refused.value.message == NO_NUMBERS


@pytest.mark.parametrize("typed", ["61", "0", "5-3", "59-61"])
def test_a_number_that_is_not_on_the_trip_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        typed_numbers(typed, range(1, 61), field="but")
    assert (refused.value.field, refused.value.message) == ("but", NO_SUCH_SHEET)


@given(st.sets(st.integers(1, 60), min_size=1))
def test_what_is_written_short_is_read_back(numbers: set[int]) -> None:
    assert set(typed_numbers(range_words(numbers), range(1, 61))) == numbers


def test_runs_are_folded() -> None:
    assert ranges([3, 1, 2, 7, 7]) == ((1, 3), (7, 7))
    assert range_words([3, 1, 2, 7]) == "1–3, 7"
    assert range_words([]) == ""


def test_a_trip_is_called_by_the_four_signs_on_its_cover() -> None:
    assert short_name("0f3a" + "b" * 28) == "0f3a"
