"""The house and its cases, for these tests: one pair, and the two people who decide about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from khabar.domain.asking import PairState
from khabar.domain.duties import Duty

if TYPE_CHECKING:
    from apps.accounts.colleagues import Colleague
    from khabar.domain.ids import PairId
    from web.desks import Desks

from web.asking_desk.pairs import state_of
from web.house_rooms import desks

__all__ = ["asked", "desks", "mira", "pair", "tomas"]


@pytest.fixture
def pair(desks: Desks) -> PairId:
    return desks.pair()


@pytest.fixture
def mira(desks: Desks) -> Colleague:
    return desks.colleague("mira", Duty.ASKING_DESK)


@pytest.fixture
def tomas(desks: Desks) -> Colleague:
    return desks.colleague("tomas", Duty.ASKING_DESK)


@pytest.fixture
def asked(desks: Desks, pair: PairId, mira: Colleague, tomas: Colleague) -> PairId:
    desks.ask(pair, mira, tomas)
    assert state_of(desks, pair) is PairState.ASKED
    return pair
