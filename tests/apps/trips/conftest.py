"""Omar, who carries; a trip of sixty offers; and a pair that was agreed on to be asked by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast
from apps.trips.travels import carrier, trip_of
from khabar.domain.actors import staff
from khabar.domain.duties import Duty

if TYPE_CHECKING:
    from khabar.domain.actors import Actor
    from khabar.domain.ids import AccountId, PairId, TripId
    from khabar.ports import Parts


@pytest.fixture
def omar_account(parts: Parts) -> AccountId:
    return carrier(parts, "omar")


@pytest.fixture
def omar(omar_account: AccountId) -> Actor:
    return staff(omar_account, Duty.CARRIER)


@pytest.fixture
def trip(parts: Parts, omar_account: AccountId) -> TripId:
    return trip_of(parts, omar_account, offers=6)


@pytest.fixture
def pair(parts: Parts) -> PairId:
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    cast.verify_enquirer(parts, request)
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))
    made = cast.pair_of(parts, request, presence)
    cast.ask(parts, made)
    return made
