"""The address at which a language is chosen; it is the same on the porch, in the house and in the demonstration."""

from __future__ import annotations

from django.urls import path

from khabar.web.components.languages import choose

urlpatterns = [path("language/", choose, name="language")]
