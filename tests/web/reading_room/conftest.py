"""The association's house with an archive, for these tests; texts are read in this process, as elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from apps.archive.conftest import Stacks, TextsInProcess
from khabar.apps.archive.memory import Words
from khabar.config import wiring
from web.association import Rooms, rooms

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["rooms"]


@pytest.fixture
def stacks(rooms: Rooms) -> Iterator[Stacks]:
    """The archive of this house."""
    texts = TextsInProcess()
    parts = replace(rooms.parts, documents=texts)
    wiring.use(parts)
    yield Stacks(parts, texts)
    Words.forget()
