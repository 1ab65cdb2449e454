"""A request and a presence in the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast

if TYPE_CHECKING:
    from khabar.domain.ids import PresenceId, RequestId
    from khabar.ports import Parts


@pytest.fixture
def request_id(parts: Parts) -> RequestId:
    return cast.file_request(parts, cast.shirins_request(parts.clock.now()))


@pytest.fixture
def presence_id(parts: Parts) -> PresenceId:
    return cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))


# Filing
