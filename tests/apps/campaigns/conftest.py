"""An association whose editors have petitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from signing import as_association

if TYPE_CHECKING:
    from khabar.ports import Parts


@pytest.fixture
def house(parts: Parts) -> Parts:
    return as_association(parts)
