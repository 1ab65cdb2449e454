"""Addresses of the helper's door: one page.

There must never be an address here that leads to anything a family has filed.
"""

from __future__ import annotations

from django.urls import path

from khabar.web.helper import views

app_name = "helper"
urlpatterns = [path("", views.home, name="home")]
