"""Addresses of the door of people who are here: the first page and the form.

They are the same for everybody, and lead to nothing that is stored.
"""

from __future__ import annotations

from django.urls import path

from khabar.web.present import views

app_name = "present"
urlpatterns = [
    path("here/", views.start, name="start"),
    path("here/form/", views.presence, name="presence"),
    path("here/silence/", views.silence, name="silence"),
]
