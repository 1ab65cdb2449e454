"""The fixture of the desks' tests: import it into a `conftest.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from web.desks import Desks

if TYPE_CHECKING:
    from khabar.ports import Parts


@pytest.fixture
def desks(db: None, parts: Parts) -> Desks:  # noqa: ARG001 - db opens the house database
    """A house in which colleagues sign in and cases are filed."""
    cache.clear()
    return Desks(parts)
