"""Addresses of the archive. What is sought never stands in an address."""

from __future__ import annotations

app_name = "archive"
urlpatterns: list[object] = []
