"""A place for the list of a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def a_list(tmp_path: Path) -> Path:
    return tmp_path / "list.xml"
