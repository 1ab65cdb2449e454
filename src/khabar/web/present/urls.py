"""Addresses of the door of people who are here."""

from __future__ import annotations

from django.urls import path

from khabar.web.present import views

app_name = "present"
urlpatterns = [
    path("here/", views.start, name="start"),
    path("here/form/", views.presence, name="presence"),
]
