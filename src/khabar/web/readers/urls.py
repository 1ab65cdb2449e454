"""Addresses of the newsletter. The page for leaving ends in the token, as mail programs expect it (RFC 8058)."""

from __future__ import annotations

from django.urls import path

from khabar.web.readers import feed, files, mine, views

app_name = "readers"
_ISSUE = "newsletter/<slug:language>/<int:number>/"
urlpatterns = [
    path("newsletter/", views.every, name="every"),
    path("newsletter/subscribe/", views.subscribe, name="subscribe"),
    path("newsletter/confirm/<str:token>/", mine.confirm, name="confirm"),
    path("newsletter/silence/<str:token>/", mine.silence, name="silence"),
    path("newsletter/leave/<str:token>/", mine.leave, name="leave"),
    path("newsletter/<slug:language>/feed.xml", feed.feed, name="feed"),
    path(_ISSUE, views.show, name="show"),
    path(f"{_ISSUE}issue.pdf", files.issue_pdf, name="issue_pdf"),
    path(f"{_ISSUE}wall.pdf", files.wall_pdf, name="wall_pdf"),
    path(f"{_ISSUE}short.txt", files.short_text, name="short_text"),
    path(f"{_ISSUE}read-aloud.txt", files.read_aloud, name="read_aloud"),
]
