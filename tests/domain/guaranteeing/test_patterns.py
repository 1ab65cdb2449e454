from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.domain.guaranteeing.patterns import (
    MANY,
    MEANINGS,
    MOST_TOLD,
    VERY_MANY,
    Filed,
    Sign,
    pattern_from_plain,
    patterns_in,
)

TODAY = date(2026, 3, 2)
PLACES = ("lindenau", "marsh gate", "")
DAYS = st.integers(0, 30).map(lambda later: TODAY + timedelta(days=later))


def by(hand: str, many: int, *, place: str = "", told: bool = True, a_day: int = 1000) -> list[Filed]:
    """Requests of one hand; without a place, each names another one."""
    return [
        Filed(TODAY + timedelta(days=n // a_day), hand, place or f"place {n}", has_last_contact=told)
        for n in range(many)
    ]


@settings(max_examples=30)
@given(st.lists(st.tuples(DAYS, st.sampled_from(PLACES), st.booleans()), max_size=200))
def test_mothers_who_file_singly_never_raise_it(filed: list[tuple[date, str, bool]]) -> None:
    assert patterns_in(Filed(day, "", place, has_last_contact=told) for day, place, told in filed) == ()


@settings(max_examples=30)
@given(st.lists(st.tuples(DAYS, st.sampled_from("abc"), st.sampled_from(PLACES), st.booleans()), max_size=MANY - 1))
def test_fewer_than_fifty_never_raise_it(filed: list[tuple[date, str, str, bool]]) -> None:
    assert patterns_in(Filed(day, hand, place, has_last_contact=told) for day, hand, place, told in filed) == ()


@settings(max_examples=30)
@given(st.sampled_from(PLACES), st.booleans(), st.integers(43, 300))
def test_three_hundred_typed_by_one_hand_in_a_week_always_raise_it(place: str, told: bool, a_day: int) -> None:  # noqa: FBT001 - hypothesis gives values by name
    (found,) = patterns_in(by("nima", 300, place=place, told=told, a_day=a_day))
    assert found.requests >= VERY_MANY
    assert Sign.VERY_MANY in found.signs
    assert (found.last - found.first).days < 7


@settings(max_examples=5)
@given(st.randoms(use_true_random=False))
def test_the_order_in_which_requests_are_looked_at_changes_nothing(random: object) -> None:
    filed = [*by("nima", 120, place="lindenau", a_day=40), *by("farid", 60, told=False), *by("", 99)]
    told = patterns_in(filed)
    random.shuffle(filed)  # type: ignore[attr-defined]  # hypothesis gives a Random
    assert patterns_in(filed) == told


@settings(max_examples=30)
@given(st.integers(MANY, 90), st.integers(0, 60))
def test_more_requests_of_the_same_hand_and_place_never_lower_the_alarm(many: int, more: int) -> None:
    few, all_of_them = by("nima", many, place="lindenau"), by("nima", many + more, place="lindenau")
    assert patterns_in(all_of_them)[0].requests >= patterns_in(few)[0].requests


def test_a_busy_helper_who_speaks_with_families_is_no_pattern() -> None:
    assert patterns_in(by("nima", VERY_MANY - 1)) == ()
    assert patterns_in(by("nima", 1500, a_day=28)) == ()


@pytest.mark.parametrize(
    ("place", "told", "signs"),
    [
        ("lindenau", True, (Sign.ONE_PLACE,)),
        ("", False, (Sign.NO_LAST_CONTACT,)),
        ("lindenau", False, (Sign.ONE_PLACE, Sign.NO_LAST_CONTACT)),
    ],
)
def test_fifty_with_a_sign_are_a_pattern(place: str, told: bool, signs: tuple[Sign, ...]) -> None:  # noqa: FBT001 - a table
    (found,) = patterns_in(by("nima", MANY, place=place, told=told))
    assert (found.requests, found.first, found.last, found.signs) == (MANY, TODAY, TODAY, signs)
    assert patterns_in(by("nima", MANY - 1, place=place, told=told)) == ()


def test_a_sign_counts_at_eight_of_ten() -> None:
    one_place, elsewhere = by("nima", 48, place="lindenau"), by("nima", 12)
    assert patterns_in([*one_place, *elsewhere]) != ()
    assert patterns_in([*one_place[:-1], *elsewhere, *by("nima", 1, place="the last one")]) == ()


def test_the_largest_come_first_and_no_more_than_a_bundle_holds() -> None:
    hands = [one for n in range(40) for one in by(f"hand {n}", MANY + n, place="lindenau")]
    found = patterns_in(hands)
    assert [one.requests for one in found] == [MANY + n for n in range(39, 39 - MOST_TOLD, -1)]


def test_a_pattern_comes_back_as_it_was_written_and_holds_no_place_and_no_hand() -> None:
    (found,) = patterns_in(by("nima", 300, place="lindenau", told=False))
    assert pattern_from_plain(found.to_plain()) == found
    assert "nima" not in str(found.to_plain())
    assert "lindenau" not in str(found.to_plain())
    assert set(MEANINGS) == set(Sign)


@pytest.mark.parametrize(
    "plain", [None, [], [-1, "2026-03-02", "2026-03-02", []], [1, "2026-03-02", "2026-03-02", ["x"]]]
)
def test_what_is_no_pattern_is_refused(plain: object) -> None:
    with pytest.raises(ValueError, match=r"not a pattern|valid|string"):
        pattern_from_plain(plain)
