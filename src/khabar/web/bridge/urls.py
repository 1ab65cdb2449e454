"""The one address of bundles."""

from __future__ import annotations

from django.urls import path

from khabar.web.bridge import views

app_name = "bridge"
urlpatterns = [path("bridge/", views.lay_down, name="lay_down")]
