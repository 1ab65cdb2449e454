"""Shirin's request, Darius's presence, and the pair of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast

if TYPE_CHECKING:
    from khabar.domain.ids import PairId, PresenceId, RequestId
    from khabar.ports import Parts


@pytest.fixture
def request_id(parts: Parts) -> RequestId:
    made = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    cast.verify_enquirer(parts, made)
    return made


@pytest.fixture
def presence_id(parts: Parts) -> PresenceId:
    return cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))


@pytest.fixture
def pair(parts: Parts, request_id: RequestId, presence_id: PresenceId) -> PairId:
    return cast.pair_of(parts, request_id, presence_id)
