"""Addresses of the helper's door: how to help, and the calls of today.

There must never be an address here that leads to anything a family has filed, or to a list of another day.
"""

from __future__ import annotations

from django.urls import path

from khabar.web.helper import calls, views

app_name = "helper"
urlpatterns = [
    path("", views.home, name="home"),
    path("calls/", calls.today, name="calls"),
    path("calls/print/", calls.printed, name="print"),
    path("calls/<str:call_id>/", calls.noted, name="noted"),
]
