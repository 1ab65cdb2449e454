"""Addresses of the family desk.

A request is named by its random id alone, and a name that is looked for is posted: neither may stand in an address.
"""

from __future__ import annotations

from django.urls import path

from khabar.web.family_desk import papers, views
from khabar.web.front.trays import tray_urls

app_name = "family_desk"
urlpatterns = [
    path("", views.open_requests, name="home"),
    path("papers/", papers.papers, name="papers"),
    *tray_urls(papers.DESK),
    path("find/", views.find, name="find"),
    path("<str:request_id>/", views.request_page, name="request"),
    path("<str:request_id>/established/", views.established, name="establish"),
]
