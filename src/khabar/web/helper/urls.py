"""Addresses of the helper's door."""

from __future__ import annotations

from django.urls import path

from khabar.web.helper import views

app_name = "helper"
urlpatterns = [path("", views.home, name="home")]
