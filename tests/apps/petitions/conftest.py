"""An association with one petition that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from signing import Desk, as_association

if TYPE_CHECKING:
    from khabar.ports import Parts


@pytest.fixture
def desk(parts: Parts) -> Desk:
    made = Desk(as_association(parts))
    made.open()
    return made
