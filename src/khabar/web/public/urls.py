"""Addresses for everybody."""

from __future__ import annotations

from django.urls import path

from khabar.web.public import views

app_name = "public"
urlpatterns = [
    path("", views.start, name="start"),
    path("about/", views.about, name="about"),
    path("blank/", views.blank, name="blank"),
]
