"""The house, Omar who carries, Mira who makes his trips, and one trip of eight offers that is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from khabar.apps.trips import actions
from khabar.domain.documents import Look, Paper
from khabar.domain.duties import Duty
from khabar.domain.stacks import TripPlan
from web.house_rooms import desks

if TYPE_CHECKING:
    from apps.accounts.colleagues import Colleague
    from khabar.domain.ids import TripId
    from web.desks import Desks

__all__ = ["desks", "mira", "omar", "printed_trip"]


@pytest.fixture
def mira(desks: Desks) -> Colleague:
    return desks.colleague("mira", Duty.ASKING_DESK, Duty.LETTERS)


@pytest.fixture
def omar(desks: Desks) -> Colleague:
    return desks.colleague("omar", Duty.CARRIER)


@pytest.fixture
def printed_trip(desks: Desks, mira: Colleague, omar: Colleague) -> TripId:
    now, parts, plan = desks.parts.clock.now(), desks.parts, TripPlan(offers=8, look=Look(("en",), Paper.A4))
    made = actions.plan_trip(actor=mira.actor, now=now, parts=parts, carrier=omar.account, plan=plan)
    actions.print_stack(actor=mira.actor, now=now, parts=parts, trip_id=made)
    return made
