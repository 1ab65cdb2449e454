"""Addresses of the carrier: one for each deed.

A trip is named by its random id alone.
"""

from __future__ import annotations

from django.urls import path

from khabar.web.carrier import views

app_name = "carrier"
urlpatterns = [
    path("", views.trips, name="home"),
    path("trips/<str:trip_id>/", views.trip, name="trip"),
    path("trips/<str:trip_id>/sheets/", views.note_sheets, name="trip_sheets"),
    path("trips/<str:trip_id>/rest/", views.note_rest, name="trip_rest"),
    path("trips/<str:trip_id>/visits/", views.note_visit, name="trip_visits"),
    path("trips/<str:trip_id>/papers/", views.papers, name="trip_papers"),
]
