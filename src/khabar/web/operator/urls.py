"""Addresses of the operator's door: look, open a session, end it.

There must never be an address here that leads to a case.
"""

from __future__ import annotations

from django.urls import path

from khabar.web.operator import views

app_name = "operator"
urlpatterns = [
    path("", views.home, name="home"),
    path("open/", views.open_session, name="open"),
    path("close/", views.close_session, name="close"),
]
