"""Fixtures of the house, for the tests of accounts and of the house's doors: import them into a `conftest.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from apps.accounts.colleagues import House

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings


@pytest.fixture
def house(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:  # noqa: ARG001 - db opens the house database
    """A house whose parts every request gets; passphrases cost little, limits begin anew."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    here = House()
    monkeypatch.setattr("khabar.config.wiring.parts", lambda: here.parts)
    cache.clear()
    yield here
    cache.clear()
