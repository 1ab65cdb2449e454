"""Parts whose reader takes spelled-out pictures, and the tables of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from papers import with_spelled_pictures

if TYPE_CHECKING:
    from khabar.ports import Parts


@pytest.fixture
def parts(parts: Parts) -> Parts:
    return with_spelled_pictures(parts)
