"""The porch as its own process has it: its addresses and its middleware, and visitors with one wish for a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from khabar.config import settings as ours

if TYPE_CHECKING:
    from pytest_django import Settings


@pytest.fixture(autouse=True)
def _as_the_porch(settings: Settings) -> None:
    settings.ROOT_URLCONF = "khabar.config.urls_porch"
    settings.MIDDLEWARE = ours._PORCH_MIDDLEWARE
    settings.LANGUAGES = ours.SPOKEN["porch"]


@pytest.fixture
def persian() -> Client:
    """A visitor whose browser asks for Persian."""
    return Client(headers={"accept-language": "fa-IR,fa;q=0.9,en;q=0.5"})


@pytest.fixture
def english() -> Client:
    """A visitor whose browser asks for nothing."""
    return Client()
