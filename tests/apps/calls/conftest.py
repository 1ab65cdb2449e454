"""The house of these tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apps.calls.desk import Voices

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.ports import Parts


@pytest.fixture
def voices(parts: Parts, clock: SettableClock) -> Voices:
    return Voices(parts, clock)
