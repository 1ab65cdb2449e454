"""A carrier's own trips: the list, one trip, and what became of its sheets and visits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khabar.apps.trips.queries import trips_for
from khabar.domain.duties import Duty
from khabar.domain.paper_trays import CameBy
from khabar.domain.stacks import short_name
from khabar.web.components.bodies import takes_files
from khabar.web.front import trip_pages
from khabar.web.front.access import for_duties
from khabar.web.front.paper_sending import send_page
from khabar.web.front.trip_pages import TripDoor

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.http.response import HttpResponseBase

    from khabar.apps.trips.queries import TripView
    from khabar.web.front.access import StaffRequest


@dataclass(frozen=True)
class Row:
    """One trip in the list; `name` stands on its cover."""

    id: str
    name: str
    made_on: date
    count: int


@require_safe
@for_duties(Duty.CARRIER)
def trips(request: StaffRequest) -> HttpResponseBase:
    """List one's own open trips, newest first."""
    rows = [
        Row(trip.id, short_name(trip.id), trip.made_at.date(), len(trip.account.sheets))
        for trip in trips_for(request.actor, parts=request.parts)
    ]
    return render(request, "carrier/list.html", {"rows": rows})


@require_safe
@for_duties(Duty.CARRIER)
def trip(request: StaffRequest, trip_id: str) -> HttpResponseBase:
    """Show one trip: what is missing, what is known, forms to say more."""
    return trip_pages.shown(request, DOOR, trip_pages.opened(request, trip_id))


@require_POST
@for_duties(Duty.CARRIER)
def note_sheets(request: StaffRequest, trip_id: str) -> HttpResponseBase:
    """Note what became of some sheets."""
    return trip_pages.note_sheets(request, trip_id, DOOR)


@require_POST
@for_duties(Duty.CARRIER)
def note_rest(request: StaffRequest, trip_id: str) -> HttpResponseBase:
    """Note the same about all other offer sheets."""
    return trip_pages.note_rest(request, trip_id, DOOR)


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.CARRIER)
def note_visit(request: StaffRequest, trip_id: str) -> HttpResponseBase:
    """Note one visit."""
    return trip_pages.note_visit(request, trip_id, DOOR)


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.CARRIER)
def papers(request: StaffRequest, trip_id: str) -> HttpResponseBase:
    """Take in photographs of sheets that came back; what is answered depends on the files alone."""
    name = short_name(trip_pages.opened(request, trip_id).file.id)
    return send_page(
        request,
        CameBy.CARRIER,
        at=DOOR.address(trip_id, "papers"),
        template="carrier/papers.html",
        beside={"trip": trip_id, "name": name},
    )


def _beside(_request: StaffRequest, view: TripView) -> Mapping[str, object]:
    return {"papers": DOOR.address(view.file.id, "papers")}


def _author(request: StaffRequest, account: str) -> str:
    """Say only whether it was this carrier: who else notes something is none of his business."""
    return _("you") if account == request.actor.account else _("the desk")


DOOR = TripDoor("carrier:trip", "carrier/trip.html", _beside, _author)
