from __future__ import annotations

from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.actors import operator, staff, system
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
from khabar.domain.ids import AccountId
from khabar.domain.reading_quotas import (
    A_DAY,
    ABOVE_USUAL,
    MAY_LIFT,
    RECORD,
    Reading,
    look_at,
    most_points,
    require_lifter,
    usual_points,
)

FARID = AccountId("f1" * 16)
POINTS = st.integers(0, 10_000)
OPENINGS = st.lists(st.sampled_from([1, 7, RECORD, 50]), max_size=80)


def day_of(openings: list[int], usual: int, most: int) -> tuple[int, list[Reading]]:
    """Read like this, one after the other."""
    points, came = 0, []
    for adds in openings:
        came.append(look_at(points, adds, usual=usual, most=most))
        points += adds if came[-1] is not Reading.TOO_MUCH else 0
    return points, came


def test_an_account_without_a_past_rings_at_its_thirty_first_record() -> None:
    _, came = day_of([RECORD] * 40, usual_points([]), most_points(A_DAY, 0))
    assert came.index(Reading.CALLS_FOR_A_LOOK) == ABOVE_USUAL
    assert came.count(Reading.CALLS_FOR_A_LOOK) == 1


def test_it_stops_after_the_records_of_a_day_and_two_colleagues_give_as_many_again() -> None:
    assert [most_points(40, people) for people in (0, 1, 2, 3, 4)] == [400, 400, 800, 800, 1200]
    _, came = day_of([RECORD] * 42, 0, most_points(40, 1))
    assert came.index(Reading.TOO_MUCH) == 40


def test_days_off_do_not_make_an_account_that_reads_on_two_days_a_week_suspicious() -> None:
    assert usual_points([0, 0, 0, 0, 0, 250, 240]) == 250
    assert usual_points([0, 0]) == 0


@given(OPENINGS, st.integers(0, 800), st.integers(1, 1200))
def test_nothing_passes_the_quota_and_it_rings_at_most_once_a_day(openings: list[int], usual: int, most: int) -> None:
    points, came = day_of(openings, usual, most)
    assert points <= most
    assert came.count(Reading.CALLS_FOR_A_LOOK) <= 1
    assert (Reading.CALLS_FOR_A_LOOK in came) == (points > usual + ABOVE_USUAL * RECORD)


@given(OPENINGS, st.integers(1, 1200), st.randoms(use_true_random=False))
def test_the_order_in_which_pages_are_opened_lets_nothing_more_through(
    openings: list[int], most: int, random: object
) -> None:
    others = list(openings)
    random.shuffle(others)  # type: ignore[attr-defined]  # a Random of hypothesis
    assert max(day_of(openings, 0, most)[0], day_of(others, 0, most)[0]) <= most


@given(st.lists(POINTS, min_size=1, max_size=40), POINTS)
def test_what_is_usual_is_a_day_that_was_and_no_quiet_day_lowers_it(days: list[int], more: int) -> None:
    usual = usual_points(days)
    assert usual in {*days, 0}
    assert usual_points([*days, 0]) == usual
    assert usual <= max(days)
    assert usual_points([*days, max(*days, more)]) >= usual


@given(st.lists(st.integers(1, 10_000), min_size=20, max_size=40))
def test_what_is_usual_lies_where_the_percentile_lies(days: list[int]) -> None:
    below = sum(one <= usual_points(days) for one in days)
    assert below >= 0.95 * len(days)
    assert usual_points(days) >= quantiles(days, n=20, method="inclusive")[-2] - (max(days) - min(days)) / 2


def test_a_colleague_of_the_same_desk_or_an_unlocker_may_speak_for_somebody() -> None:
    mira = staff(AccountId("a1" * 16), Duty.ASKING_DESK)
    omar = staff(AccountId("0c" * 16), Duty.CARRIER, Duty.UNLOCKER)
    assert require_lifter(mira, stopped=FARID, duties={Duty.ASKING_DESK}) == mira.account
    assert require_lifter(omar, stopped=FARID, duties={Duty.FAMILY_DESK}) == omar.account


@pytest.mark.parametrize(
    "nobody",
    [
        staff(FARID, Duty.FAMILY_DESK, Duty.UNLOCKER),
        staff(AccountId("a1" * 16), Duty.ASKING_DESK),
        staff(AccountId("d1" * 16), Duty.HELPER),
        operator(AccountId("e1" * 16)),
        system("a job"),
    ],
)
def test_ezra_the_operator_himself_another_desk_and_a_job_may_not(nobody: object) -> None:
    with pytest.raises(Refused):
        require_lifter(nobody, stopped=FARID, duties={Duty.FAMILY_DESK, Duty.HELPER, Duty.OPERATOR})  # type: ignore[arg-type]  # actors


def test_an_operator_lifts_nothing() -> None:
    assert Duty.OPERATOR not in MAY_LIFT
