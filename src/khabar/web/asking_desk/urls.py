"""Addresses of the asking desk: one for each deed.

A pair is named by its random id alone: no name and no state may ever stand in an address.
"""

from __future__ import annotations

from django.urls import path

from khabar.domain.duties import Duty
from khabar.domain.lists.columns import ListKind
from khabar.web.asking_desk import answers, bringers, papers, sightings, steps, trips, views, weighing
from khabar.web.front.lists import DeskOfLists, list_urls
from khabar.web.front.trays import tray_urls
from khabar.web.front.wishes import DeskOfWishes, wish_urls

app_name = "asking_desk"
urlpatterns = [
    path("", views.pairs, name="home"),
    path("papers/", papers.papers, name="papers"),
    *tray_urls(papers.DESK),
    *list_urls(DeskOfLists(ListKind.PRESENCES, app_name)),
    *wish_urls(DeskOfWishes(Duty.ASKING_DESK, app_name)),
    path("papers/<str:scan_id>/answer/", papers.keep_paper_answer, name="keep_answer"),
    path("papers/<str:scan_id>/presence/", papers.keep_paper_presence, name="keep_presence"),
    path("papers/<str:scan_id>/pass-on/", papers.pass_paper_on, name="pass_on"),
    path("sightings/", sightings.told, name="sightings"),
    path("sightings/<str:sighting_id>/let-go/", sightings.let_go, name="let_go"),
    path("trips/", trips.trips, name="trips"),
    path("trips/new/", trips.plan, name="trip_plan"),
    path("trips/<str:trip_id>/", trips.trip, name="trip"),
    path("trips/<str:trip_id>/print/", trips.print_stack, name="trip_print"),
    path("trips/<str:trip_id>/close/", trips.close, name="trip_close"),
    path("trips/<str:trip_id>/sheets/", trips.note_sheets, name="trip_sheets"),
    path("trips/<str:trip_id>/rest/", trips.note_rest, name="trip_rest"),
    path("trips/<str:trip_id>/visits/", trips.note_visit, name="trip_visits"),
    path("<str:pair_id>/", views.pair, name="pair"),
    path("<str:pair_id>/beside/", views.beside, name="beside"),
    path("<str:pair_id>/findings/", steps.note_findings, name="findings"),
    path("<str:pair_id>/agree/", steps.agree_to_ask, name="agree"),
    path("<str:pair_id>/named/", steps.agree_is_named, name="named"),
    path("<str:pair_id>/take-back/", steps.take_back, name="take_back"),
    path("<str:pair_id>/set-aside/", steps.set_aside, name="set_aside"),
    path("<str:pair_id>/take-up/", steps.take_up, name="take_up"),
    path("<str:pair_id>/objection/", steps.objection, name="objection"),
    path("<str:pair_id>/answer/", answers.answer, name="answer"),
    path("<str:pair_id>/answer/confirm/", answers.confirm, name="confirm_answer"),
    path("<str:pair_id>/not-reached/", steps.not_reached, name="not_reached"),
    path("<str:pair_id>/withdraw/", answers.withdraw, name="withdraw"),
    path("<str:pair_id>/bringer/", bringers.bringer, name="bringer"),
    path("<str:pair_id>/bringer/confirm/", bringers.confirm, name="confirm_bringer"),
    path("<str:pair_id>/bringer/take-back/", bringers.drop, name="drop_bringer"),
    path("<str:pair_id>/death/", weighing.death, name="death"),
    path("<str:pair_id>/child/", weighing.child, name="child"),
    path("<str:pair_id>/weighed/confirm/", weighing.confirm, name="confirm_weighed"),
    path("<str:pair_id>/weighed/take-back/", weighing.drop, name="drop_weighed"),
]
