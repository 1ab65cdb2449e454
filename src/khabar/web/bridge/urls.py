"""The one address of bundles, the same on the porch of either kind; partners post there, and nobody reads there."""

from __future__ import annotations

from django.urls import path

from khabar.web.bridge import views

app_name = "bridge"
urlpatterns = [path("bridge/", views.lay_down, name="lay_down")]
