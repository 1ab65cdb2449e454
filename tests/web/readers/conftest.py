"""The porch of an association as its own process has it, with a newsletter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from khabar.config import settings as ours
from khabar.config import wiring
from newsletter_cast import Newsroom, newsroom

if TYPE_CHECKING:
    from pytest_django import Settings

    from khabar.ports import Parts


@pytest.fixture(autouse=True)
def _as_the_porch(settings: Settings) -> None:
    settings.ROOT_URLCONF = "khabar.config.urls_association_porch"
    settings.MIDDLEWARE = ours._PORCH_MIDDLEWARE
    settings.LANGUAGES = ours.SPOKEN["porch"]


@pytest.fixture
def room(parts: Parts, _doors_get_these_parts: None) -> Newsroom:
    made = newsroom(parts)
    wiring.use(made.parts)
    return made


@pytest.fixture
def visitor() -> Client:
    """Somebody with a browser that asks for nothing, and whose posts are checked as in life."""
    return Client(enforce_csrf_checks=True)
