"""Addresses of petitions. A link out of a mail leads below `mine`, which no petition may be called."""

from __future__ import annotations

from django.urls import path

from khabar.web.petition import files, mine, news, timelines, views

app_name = "petition"
urlpatterns = [
    path("petition/", views.every, name="every"),
    path("petition/mine/news/<str:token>/", news.leave, name="leave_news"),
    path("petition/mine/<str:token>/", mine.show, name="mine"),
    path("petition/mine/<str:token>/confirm/", mine.confirmed, name="confirm"),
    path("petition/mine/<str:token>/withdraw/", mine.withdrawn, name="withdraw"),
    path("petition/mine/<str:token>/silence/", mine.silenced, name="silence"),
    path("petition/<slug:slug>/", views.show, name="show"),
    path("petition/<slug:slug>/timeline/", timelines.timeline, name="timeline"),
    path("petition/<slug:slug>/sign/", views.sign, name="sign"),
    path("petition/<slug:slug>/snapshot.json", files.snapshot, name="snapshot"),
    path("petition/<slug:slug>/chain.json", files.chain, name="chain"),
]
