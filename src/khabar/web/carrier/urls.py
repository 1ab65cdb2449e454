"""Addresses of the carrier: one for each deed.

A trip is named by its random id alone.
"""

from __future__ import annotations

app_name = "carrier"
urlpatterns: list[object] = []
