"""A browser at the demonstration's own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from pytest_django import Settings


@pytest.fixture
def client(settings: Settings) -> Client:
    settings.MIDDLEWARE = [
        "khabar.web.components.middleware.security_headers",
        "khabar.config.wiring.give_parts",
        "khabar.web.components.own_forms.own_forms",
    ]
    return Client()
