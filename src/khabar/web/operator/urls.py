"""Addresses of the operator's door."""

from __future__ import annotations

from django.urls import path

from khabar.web.operator import views

app_name = "operator"
urlpatterns = [
    path("", views.home, name="home"),
    path("open/", views.open_session, name="open"),
    path("close/", views.close_session, name="close"),
]
