"""Shirin's request, Darius's presence, the pair of them that was asked, and her first message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast

if TYPE_CHECKING:
    from khabar.domain.ids import MessageId, PairId, PresenceId, RequestId
    from khabar.ports import Parts

from apps.post.letters_desk import TEXT


@pytest.fixture
def request_id(parts: Parts) -> RequestId:
    made = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    cast.renew(parts)
    return made


@pytest.fixture
def presence_id(parts: Parts) -> PresenceId:
    return cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))


@pytest.fixture
def pair(parts: Parts, request_id: RequestId, presence_id: PresenceId) -> PairId:
    made = cast.pair_of(parts, request_id, presence_id)
    cast.ask(parts, made)
    return made


@pytest.fixture
def message(parts: Parts, request_id: RequestId) -> MessageId:
    assert request_id
    return cast.write(parts, "shirin", TEXT)
