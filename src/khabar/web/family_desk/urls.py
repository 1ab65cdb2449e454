"""Addresses of the family desk.

A request is named by its random id alone, and a name that is looked for is posted: neither may stand in an address.
"""

from __future__ import annotations

from django.urls import path

from khabar.domain.duties import Duty
from khabar.domain.lists.columns import ListKind
from khabar.web.family_desk import callers, calls, changes, letters, need, papers, search, typing, views
from khabar.web.front.lists import DeskOfLists, list_urls
from khabar.web.front.trays import tray_urls
from khabar.web.front.wishes import DeskOfWishes, wish_urls

app_name = "family_desk"
urlpatterns = [
    path("", views.open_requests, name="home"),
    path("papers/", papers.papers, name="papers"),
    path("papers/<str:scan_id>/type/", typing.type_paper, name="type_paper"),
    path("typed/", typing.type_new, name="type_new"),
    path("forms/", typing.blank_forms, name="forms"),
    path("forms/print/", typing.print_forms, name="print_forms"),
    *tray_urls(papers.DESK),
    *list_urls(DeskOfLists(ListKind.REQUESTS, app_name)),
    *wish_urls(DeskOfWishes(Duty.FAMILY_DESK, app_name)),
    path("find/", search.find, name="find"),
    path("find/<str:search_id>/", search.found, name="found"),
    path("calls/", calls.calls, name="calls"),
    path("calls/hands/", calls.hands, name="hands"),
    path("calls/plan/", calls.plan_anew, name="plan"),
    path("calls/print/", calls.printed, name="print_list"),
    path("calls/<str:call_id>/seen/", calls.seen, name="seen"),
    path("letters/", letters.letters, name="letters"),
    path("letters/print/", letters.printed, name="print_letters"),
    path("letters/posted/", letters.posted, name="posted"),
    path("<str:request_id>/", views.request_page, name="request"),
    path("<str:request_id>/why/", need.why, name="why"),
    path("<str:request_id>/established/", views.established, name="establish"),
    path("<str:request_id>/message-form/", typing.print_message, name="message_form"),
    path("<str:request_id>/slip/", changes.slip, name="slip"),
    path("<str:request_id>/pass-on/", changes.pass_on, name="pass_on"),
    path("<str:request_id>/take-back/", changes.take_back, name="take_back"),
    path("<str:request_id>/caller/", callers.caller, name="caller"),
    path("<str:request_id>/caller/said/", callers.checked, name="said"),
    path("<str:request_id>/caller/same/", callers.confirmed, name="same_answer"),
    path("<str:request_id>/spoken/", callers.spoken, name="spoken"),
    path("<str:request_id>/clear-stop-word/", calls.cleared, name="clear_stop"),
]
