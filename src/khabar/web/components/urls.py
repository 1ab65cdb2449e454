"""Addresses that are the same on the porch of either kind: choosing a language, and the empty page."""

from __future__ import annotations

from django.urls import path

from khabar.web.components.languages import choose
from khabar.web.components.leaving import blank

urlpatterns = [
    path("language/", choose, name="language"),
    path("blank/", blank, name="blank"),
]
