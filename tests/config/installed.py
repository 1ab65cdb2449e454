"""Fixtures of an installation on a real disk: import them into a `conftest.py`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from config.ground import copied, laid_out

if TYPE_CHECKING:
    from pathlib import Path

    from config.ground import Ground


@cache
def _laid_out_once(base: Path) -> Ground:
    return laid_out(base / "ground" / "home")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """The one that all are copied from; no test may change it."""
    return _laid_out_once(tmp_path_factory.getbasetemp())


@pytest.fixture
def ground(template: Ground, tmp_path: Path) -> Ground:
    """An installation of this test's own."""
    return copied(template, tmp_path / "home")
