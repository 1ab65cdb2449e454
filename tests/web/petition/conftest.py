"""The porch of an association as its own process has it, with one petition that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from khabar.config import settings as ours
from khabar.config import wiring
from signing import Desk, as_association

if TYPE_CHECKING:
    from pytest_django import Settings

    from khabar.ports import Parts


@pytest.fixture(autouse=True)
def _as_the_porch(settings: Settings) -> None:
    settings.ROOT_URLCONF = "khabar.config.urls_association_porch"
    settings.MIDDLEWARE = ours._PORCH_MIDDLEWARE
    settings.LANGUAGES = ours.SPOKEN["porch"]


@pytest.fixture
def desk(parts: Parts, _doors_get_these_parts: None) -> Desk:
    made = Desk(as_association(parts))
    wiring.use(made.parts)
    made.open()
    return made


@pytest.fixture
def visitor() -> Client:
    """Somebody with a browser that asks for nothing, and whose posts are checked as in life."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def persian() -> Client:
    """Somebody whose browser asks for Persian."""
    return Client(enforce_csrf_checks=True, headers={"accept-language": "fa-IR,fa;q=0.9"})
