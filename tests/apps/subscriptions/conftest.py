"""An association with a newsletter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsletter_cast import Newsroom, newsroom

if TYPE_CHECKING:
    from khabar.ports import Parts


@pytest.fixture
def room(parts: Parts) -> Newsroom:
    return newsroom(parts)
