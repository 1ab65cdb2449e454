"""Addresses of the bringer's door: one page, and what came of it.

No id stands in any of them: who is named for nothing finds the same page as everybody.
"""

from __future__ import annotations

from django.urls import path

from khabar.web.bringer import views

app_name = "bringer"
urlpatterns = [
    path("", views.home, name="home"),
    path("spoken/", views.spoken, name="spoken"),
    path("not-reached/", views.not_reached, name="not_reached"),
    path("stop-word/", views.stop_word, name="stop_word"),
]
