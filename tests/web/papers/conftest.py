"""The house and its cases, with a reader for spelled-out pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from papers import with_spelled_pictures
from web.house_rooms import desks

if TYPE_CHECKING:
    from khabar.ports import Parts

__all__ = ["desks"]


@pytest.fixture
def parts(parts: Parts) -> Parts:
    return with_spelled_pictures(parts)
