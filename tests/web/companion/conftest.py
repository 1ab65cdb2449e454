"""The association's house, for these tests, and Nima's browser in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apps.accounts.colleagues import browser_of
from khabar.domain.duties import Duty
from web.association import rooms

if TYPE_CHECKING:
    from django.test import Client

    from apps.accounts.colleagues import Colleague
    from web.association import Rooms

__all__ = ["browser", "nima", "rooms"]


@pytest.fixture
def nima(rooms: Rooms) -> Colleague:
    """A companion."""
    return rooms.colleague("nima", Duty.COMPANION)


@pytest.fixture
def browser(nima: Colleague) -> Client:
    """Nima's browser."""
    return browser_of(nima)
