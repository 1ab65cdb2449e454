"""Addresses of the advocate's desk."""

from __future__ import annotations

from django.urls import path

from khabar.web.advocacy import files

app_name = "advocacy"
urlpatterns = [
    path("", files.home, name="home"),
]
