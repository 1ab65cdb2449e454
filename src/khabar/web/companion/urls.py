"""Addresses of the companion's desk. A file is named by its random id alone."""

from __future__ import annotations

from django.urls import path

from khabar.web.companion import views

app_name = "companion"
urlpatterns = [
    path("", views.home, name="home"),
    path("open/", views.open_new, name="open"),
    path("<str:file_id>/", views.file, name="file"),
    path("<str:file_id>/step/", views.step, name="step"),
    path("<str:file_id>/needs/", views.need, name="need"),
    path("<str:file_id>/needs/<str:need_id>/", views.met, name="met"),
    path("<str:file_id>/done/", views.done, name="done"),
    path("<str:file_id>/consent/", views.consent, name="consent"),
    path("<str:file_id>/hand-over/", views.hand_over, name="hand_over"),
    path("<str:file_id>/close/", views.close, name="close"),
    path("<str:file_id>/take-back/", views.take_back, name="take_back"),
]
