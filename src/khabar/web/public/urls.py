"""Addresses for everybody: the first page, who runs this, and the empty page one can flee to.

None of them depends on any record.
"""

from __future__ import annotations

from django.urls import path

from khabar.web.public import views

app_name = "public"
urlpatterns = [
    path("", views.start, name="start"),
    path("about/", views.about, name="about"),
    path("blank/", views.blank, name="blank"),
]
