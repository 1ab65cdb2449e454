"""Addresses of the letters' desk: one for each deed.

A message is named by its random id alone: nothing of writer, reader or state may ever stand in an address.
"""

from __future__ import annotations

from django.urls import path

from khabar.web.front.trays import tray_urls
from khabar.web.letters import deeds, papers, printing, views

app_name = "letters"
urlpatterns = [
    path("", views.all_messages, name="home"),
    path("papers/", papers.papers, name="papers"),
    *tray_urls(papers.DESK),
    path("papers/<str:scan_id>/reply/", papers.keep_paper_reply, name="keep_reply"),
    path("papers/<str:scan_id>/message/", papers.keep_paper_message, name="keep_message"),
    path("<str:message_id>/", views.letter, name="letter"),
    path("<str:message_id>/open/", views.open_for_reason, name="open"),
    path("<str:message_id>/accept/", deeds.accept_letter, name="accept"),
    path("<str:message_id>/ask-change/", deeds.ask_for_change, name="ask_change"),
    path("<str:message_id>/let-go/", deeds.let_letter_go, name="let_go"),
    path("<str:message_id>/print/", printing.print_letter, name="print"),
    path("<str:message_id>/reply/", deeds.type_reply, name="reply"),
]
