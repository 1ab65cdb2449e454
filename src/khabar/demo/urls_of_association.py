"""Addresses of the pages that show the association; the same buttons for time and keys as beside it."""

from __future__ import annotations

from django.urls import include, path

from khabar.demo import views
from khabar.web.components.languages import choose

_pages = [
    path("", views.start_of_association, name="start"),
    path("codes/", views.codes, name="codes"),
    path("mail/<str:name>", views.mail, name="mail"),
    path("time/six-hours/", views.let_six_hours_pass, name="six_hours"),
    path("time/day/", views.let_a_day_pass, name="day"),
    path("time/three-weeks/", views.let_three_weeks_pass, name="three_weeks"),
    path("time/waiting/<int:number>/<int:looks>/<slug:anchor>/", views.waiting, name="waiting"),
    path("house/lock/", views.lock, name="lock"),
    path("house/unlock/", views.unlock, name="unlock"),
]
urlpatterns = [path("", include((_pages, "demo"))), path("language/", choose, name="language")]
handler404 = "khabar.demo.views.not_here"
handler500 = "khabar.web.components.errors.server_error"
