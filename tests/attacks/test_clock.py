"""The machine's clock runs a year ahead for one round, and is set right: no family waits a year for that."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cast
from khabar.apps.post.contact import renew_dates
from khabar.apps.rounds.actions import conduct
from khabar.apps.rounds.queries import state
from khabar.domain.rounds import kept_contact_on

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.ports import Parts

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


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


@given(DAYS, DAYS, st.integers(1, 60))
def test_a_kept_day_lies_ahead_within_one_period_and_in_the_same_row(kept: date, today: date, every: int) -> None:
    day = kept_contact_on(kept, today, every)
    assert 0 < (day - today).days <= every
    assert (day - kept).days % every == 0
    assert kept_contact_on(day, today, every) == day
