"""Addresses for everybody: the first page of an association, and who runs it."""

from __future__ import annotations

from django.urls import path

from khabar.web.board import views

app_name = "public"
urlpatterns = [
    path("", views.start, name="start"),
    path("about/", views.about, name="about"),
]
