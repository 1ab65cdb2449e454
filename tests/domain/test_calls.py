from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.calls import (
    LOCKED_FOR,
    CallPlan,
    DueCall,
    Hands,
    Outcome,
    agrees,
    first_name,
    locked_until,
    plan,
)
from khabar.domain.ids import AccountId, RequestId

if TYPE_CHECKING:
    from random import Random

MONDAY = date(2026, 3, 2)
UNTIL = MONDAY + timedelta(days=6)
NIMA, OMID = AccountId("d1" * 16), AccountId("d2" * 16)
DAYS = st.integers(0, 9).map(lambda ahead: MONDAY + timedelta(days=ahead))
HANDS = st.lists(st.builds(Hands, st.sampled_from([NIMA, OMID]), DAYS, st.integers(0, 3)), max_size=6)


@st.composite
def families(draw: st.DrawFn, *, kin: bool = True) -> list[DueCall]:
    not_by = st.frozensets(st.sampled_from([NIMA, OMID])) if kin else st.just(frozenset[AccountId]())
    made = draw(st.lists(st.tuples(DAYS, st.booleans(), not_by), max_size=8))
    return [DueCall(RequestId(f"{at:032x}"), *one) for at, one in enumerate(made)]


def family(number: int, by: date, *, missed: bool = False, not_by: frozenset[AccountId] = frozenset()) -> DueCall:
    return DueCall(RequestId(f"{number:032x}"), by, missed, not_by)


def in_time(made: CallPlan) -> frozenset[RequestId]:
    return frozenset(call.request for call in made.calls) - made.late


def test_hands_are_spread_fairly_and_the_earliest_date_is_called_on_the_first_day() -> None:
    due = [family(number, MONDAY + timedelta(days=number)) for number in range(4)]
    made = plan(due, [Hands(one, MONDAY, 2) for one in (NIMA, OMID)], until=UNTIL)
    assert Counter(call.helper for call in made.calls) == {NIMA: 2, OMID: 2}
    assert {call.day for call in made.calls} == {MONDAY}
    assert (made.left, made.late, made.missing) == ((), frozenset(), 0)


def test_whom_the_hands_do_not_reach_stands_in_a_list_with_the_hands_that_are_missing() -> None:
    due = [family(number, MONDAY) for number in range(5)]
    made = plan(due, [Hands(NIMA, MONDAY, 2), Hands(NIMA, UNTIL, 1)], until=UNTIL)
    assert [call.day for call in made.calls] == [MONDAY, MONDAY, UNTIL]
    assert made.late == {due[2].request}
    assert made.left == (due[3].request, due[4].request)
    assert made.missing == 3


def test_who_was_not_reached_comes_before_an_earlier_date() -> None:
    early, missed = family(1, MONDAY), family(2, UNTIL, missed=True)
    made = plan([early, missed], [Hands(NIMA, MONDAY, 1)], until=UNTIL)
    assert [call.request for call in made.calls] == [missed.request]
    assert made.left == (early.request,)


def test_nobody_calls_his_own_people_and_others_make_room_for_whom_only_one_may_call() -> None:
    anybody, only_nima = family(1, MONDAY), family(2, MONDAY, not_by=frozenset({OMID}))
    made = plan([anybody, only_nima], [Hands(one, MONDAY, 1) for one in (NIMA, OMID)], until=UNTIL)
    assert {call.request: call.helper for call in made.calls} == {anybody.request: OMID, only_nima.request: NIMA}
    nobody = family(3, MONDAY, not_by=frozenset({NIMA, OMID}))
    assert plan([nobody], [Hands(NIMA, MONDAY, 9)], until=UNTIL).left == (nobody.request,)


def test_a_date_beyond_the_days_planned_needs_no_hands_yet() -> None:
    later = family(1, UNTIL + timedelta(days=1))
    made = plan([later], [], until=UNTIL)
    assert (made.left, made.missing) == ((later.request,), 0)


@given(families(), HANDS)
def test_nobody_calls_above_his_hands_and_everybody_is_planned_or_listed_once(
    due: list[DueCall], hands: list[Hands]
) -> None:
    made = plan(due, hands, until=UNTIL)
    room: Counter[tuple[AccountId, date]] = Counter()
    for one in hands:
        room[one.helper, one.day] += one.calls if one.day <= UNTIL else 0
    assert Counter((call.helper, call.day) for call in made.calls) <= room
    assert Counter([*(call.request for call in made.calls), *made.left]) == Counter(one.request for one in due)
    by_id = {one.request: one for one in due}
    for call in made.calls:
        assert call.helper not in by_id[call.request].not_by
        assert (call.day > by_id[call.request].by) is (call.request in made.late)


@given(families(), HANDS)
def test_nobody_earlier_is_left_out_for_somebody_later(due: list[DueCall], hands: list[Hands]) -> None:
    """Each, in the order of the list, is called in time exactly when all before him that are can be kept with him."""
    kept: list[DueCall] = []
    reached = in_time(plan(due, hands, until=UNTIL))
    slots = [(one.helper, one.day) for one in hands if one.day <= UNTIL for _ in range(one.calls)]
    for one in sorted(due, key=lambda each: (not each.missed, each.by, each.request)):
        possible = fits([*kept, one], slots)
        assert (one.request in reached) is possible
        if possible:
            kept.append(one)


def fits(due: list[DueCall], slots: list[tuple[AccountId, date]]) -> bool:
    """Whether all of these can be called in time, found by trying: the slot of each is taken by nobody else."""
    if not due:
        return True
    first, rest = due[0], due[1:]
    may = {slot for slot in slots if slot[0] not in first.not_by and slot[1] <= first.by}
    return any(fits(rest, without(slots, slot)) for slot in may)


def without(slots: list[tuple[AccountId, date]], slot: tuple[AccountId, date]) -> list[tuple[AccountId, date]]:
    left = list(slots)
    left.remove(slot)
    return left


@given(families(), HANDS, st.randoms())
def test_the_order_in_which_families_and_hands_are_told_changes_nothing(
    due: list[DueCall], hands: list[Hands], random: Random
) -> None:
    again, others = list(due), list(hands)
    random.shuffle(again)
    random.shuffle(others)
    assert plan(again, others, until=UNTIL) == plan(due, hands, until=UNTIL)


@given(families(kin=False), st.integers(1, 3))
def test_two_helpers_with_the_same_hands_differ_by_one_call_at_most(due: list[DueCall], calls: int) -> None:
    made = plan(due, [Hands(one, MONDAY, calls) for one in (NIMA, OMID)], until=UNTIL)
    shares = Counter(call.helper for call in made.calls)
    assert abs(shares[NIMA] - shares[OMID]) <= 1


def test_a_large_plan_with_too_few_hands_is_made_in_one_go() -> None:
    helpers = [AccountId(f"{one:032x}") for one in range(20)]
    hands = [Hands(one, MONDAY + timedelta(days=day), 5) for one, day in product(helpers, range(7))]
    due = [family(number, MONDAY + timedelta(days=number % 14)) for number in range(1500)]
    made = plan(due, hands, until=UNTIL)
    assert len(made.calls) == 700
    assert len(made.left) == 800


@pytest.mark.parametrize("outcome", Outcome)
def test_only_who_was_not_reached_has_not_heard_from_us(outcome: Outcome) -> None:
    assert outcome.was_heard is (outcome is not Outcome.NOT_REACHED)


@pytest.mark.parametrize(
    ("said", "kept", "same"),
    [
        ("The goat, 1365!", "the goat ۱۳۶۵", True),
        ("بُز ما", "ما بُز", True),
        ("plum jam", "jam of plums", False),
        ("", "", False),
        ("anything", "", False),
    ],
)
def test_an_answer_is_compared_by_its_words(said: str, kept: str, same: bool) -> None:  # noqa: FBT001 - a table
    assert agrees(said, kept) is same


def test_three_wrong_tries_lock_for_a_day_from_the_last() -> None:
    first = datetime(2026, 3, 2, 9, tzinfo=UTC)
    tries = [first + timedelta(hours=number) for number in range(3)]
    assert locked_until(tries[:2]) is None
    assert locked_until(tries) == tries[2] + LOCKED_FOR


def test_a_list_calls_her_by_her_given_name_or_the_first_word_of_her_name() -> None:
    assert (first_name("Shirin", "Shirin Ahmadi"), first_name("", "Shirin Ahmadi"), first_name("", "")) == (
        "Shirin",
        "Shirin",
        "",
    )
