"""The association's house, for these tests, and Leyla's browser in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from khabar.domain.duties import Duty
from web.association import rooms

if TYPE_CHECKING:
    from django.test import Client

    from web.association import Rooms

__all__ = ["leyla", "rooms"]


@pytest.fixture
def leyla(rooms: Rooms) -> Client:
    """A browser in which an advocate is signed in who opened no file herself."""
    return rooms.browser("leyla", Duty.ADVOCATE)
