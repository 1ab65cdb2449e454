"""The machine's clock runs a year ahead for one round, and is set right: no family waits a year for that."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import cast
from khabar.apps.post.contact import renew_dates
from khabar.apps.rounds.actions import conduct
from khabar.apps.rounds.queries import clock_goes_steadily, state

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.ports import Parts


@pytest.mark.django_db(databases=["default", "porch"])
def test_days_promised_by_a_clock_that_ran_ahead_are_brought_back(parts: Parts, clock: SettableClock) -> None:
    cast.file_request(parts, cast.shirins_request(clock.now()))
    right = clock.now()
    clock.advance(timedelta(days=400))
    renew_dates(actor=cast.JOB, now=clock.now(), parts=parts)
    clock.moment = right
    assert renew_dates(actor=cast.JOB, now=right, parts=parts) == 0
    cast.renew(parts)
    assert timedelta() < cast.page("shirin").standing.by - right.date() <= timedelta(days=parts.options.contact_days)


@pytest.mark.django_db(databases=["default", "porch"])
def test_a_round_done_by_a_clock_that_ran_ahead_does_not_hide_those_that_are_missed(
    parts: Parts, clock: SettableClock
) -> None:
    def a_round() -> None:
        conduct(actor=cast.JOB, now=clock.now(), parts=parts, do=lambda _step, _now: None)

    right = clock.now()
    a_round()
    clock.advance(timedelta(days=400))
    a_round()
    clock.moment = right + timedelta(days=2)
    assert state(clock.now(), every_hours=parts.options.round_hours).is_overdue


@pytest.mark.django_db(databases=["default", "porch"])
def test_a_clock_that_leapt_is_believed_for_what_cannot_be_taken_back_after_a_day_of_rounds(
    parts: Parts, clock: SettableClock
) -> None:
    def is_believed_after_a_round() -> bool:
        believed = clock_goes_steadily(clock.now(), every_hours=parts.options.round_hours)
        conduct(actor=cast.JOB, now=clock.now(), parts=parts, do=lambda _step, _now: None)
        clock.advance(timedelta(hours=6))
        return believed

    assert [is_believed_after_a_round() for _ in range(2)] == [True, True]
    right = clock.now()
    clock.advance(timedelta(days=3650))
    assert [is_believed_after_a_round() for _ in range(6)] == [False, False, False, False, True, True]
    clock.moment = right
    assert [is_believed_after_a_round() for _ in range(6)] == [False, False, False, False, True, True]
