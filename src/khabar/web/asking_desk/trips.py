"""The asking desk's trips: the list, a new one, one trip with whom it asks, printing, closing, noting for a carrier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khabar.apps.accounts.queries import display_name_of
from khabar.apps.matches.queries import pairs_for
from khabar.apps.registry.readings import note_list_reading
from khabar.apps.trips import actions
from khabar.apps.trips.queries import askable_pairs, carriers, trips_for
from khabar.domain.duties import Duty
from khabar.domain.ids import AccountId
from khabar.domain.sheets import SheetKind
from khabar.domain.stacks import range_words, short_name
from khabar.domain.trip_events import SUGGESTING_NOT_REACHED, Outcome
from khabar.web.asking_desk.trip_forms import PlanForm, PrintForm
from khabar.web.front import trip_pages
from khabar.web.front.access import for_duties
from khabar.web.front.downloads import archive
from khabar.web.front.mending import mending
from khabar.web.front.paging import page_of
from khabar.web.front.sheets import tells as tells_words
from khabar.web.front.trip_pages import TripDoor
from khabar.web.front.trip_words import note_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.http.response import HttpResponseBase

    from khabar.apps.trips.queries import TripView
    from khabar.domain.trips import SheetAccount
    from khabar.web.front.access import StaffRequest


@dataclass(frozen=True)
class Row:
    """One trip in the list."""

    id: str
    name: str
    carrier: str
    made_on: date
    count: int
    is_closed: bool


@dataclass(frozen=True)
class Asking:
    """One asking on a trip: its sheet, the pair, what was noted, what its numbers mean, and what may follow."""

    number: int
    pair: str
    present: str
    noted: str
    numbers: list[tuple[str, str]]
    type_up: bool
    not_reached: bool


@require_safe
@for_duties(Duty.ASKING_DESK)
def trips(request: StaffRequest) -> HttpResponseBase:
    """List the trips, newest first."""
    found = [
        Row(
            trip.id,
            short_name(trip.id),
            display_name_of(trip.carrier),
            trip.made_at.date(),
            len(trip.account.sheets),
            trip.account.is_closed,
        )
        for trip in trips_for(request.actor, parts=request.parts)
    ]
    page = page_of(request, found)
    return render(request, "asking_desk/trips.html", {"page": page, "rows": page.object_list})


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ASKING_DESK)
def plan(request: StaffRequest) -> HttpResponseBase:
    """Make a new trip; that the names of those to be asked were shown is in the ledger."""
    parts, now = request.parts, request.parts.clock.now()
    lines = askable_pairs(request.actor, parts=parts)
    subjects = [line.id for line in lines]
    note_list_reading(actor=request.actor, now=now, parts=parts, subjects=subjects, act="pairs listed")
    form = PlanForm(request.POST if request.method == "POST" else None, carriers=carriers(), lines=lines)
    if form.is_valid():
        with mending(form):
            made = actions.plan_trip(
                actor=request.actor, now=now, parts=parts, carrier=form.who_carries, plan=form.plan()
            )
            return redirect("asking_desk:trip", made)
    return render(request, "asking_desk/trip_plan.html", {"form": form})


@require_safe
@for_duties(Duty.ASKING_DESK)
def trip(request: StaffRequest, trip_id: str) -> HttpResponseBase:
    """Show one trip: what is missing, whom it asks, what is known, forms to say more."""
    return trip_pages.shown(request, DOOR, trip_pages.opened(request, trip_id))


@require_POST
@for_duties(Duty.ASKING_DESK)
def print_stack(request: StaffRequest, trip_id: str) -> HttpResponseBase:
    """Issue the codes and answer with stack and cover; a page that was read too long ago prints nothing."""
    view, form = trip_pages.opened(request, trip_id), PrintForm(request.POST)
    if form.is_valid():
        with mending(form):
            files = actions.print_stack(
                actor=request.actor,
                now=request.parts.clock.now(),
                parts=request.parts,
                trip_id=view.file.id,
                seen=form.cleaned_data["seen"],
            )
            return archive([(file.name, file.pdf) for file in files], "paper.zip")
    for mistake in (one for errors in form.errors.values() for one in errors):
        messages.error(request, str(mistake))
    return redirect("asking_desk:trip", trip_id)


@require_POST
@for_duties(Duty.ASKING_DESK)
def close(request: StaffRequest, trip_id: str) -> HttpResponseBase:
    """Close a trip: its carrier sees it no more."""
    view = trip_pages.opened(request, trip_id)
    actions.close_trip(actor=request.actor, now=request.parts.clock.now(), parts=request.parts, trip_id=view.file.id)
    messages.success(request, _("The trip is closed."))
    return redirect("asking_desk:trip", trip_id)


@require_POST
@for_duties(Duty.ASKING_DESK)
def note_sheets(request: StaffRequest, trip_id: str) -> HttpResponseBase:
    """Note, for a carrier, what became of some sheets."""
    return trip_pages.note_sheets(request, trip_id, DOOR)


@require_POST
@for_duties(Duty.ASKING_DESK)
def note_rest(request: StaffRequest, trip_id: str) -> HttpResponseBase:
    """Note, for a carrier, the same about all other offer sheets."""
    return trip_pages.note_rest(request, trip_id, DOOR)


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ASKING_DESK)
def note_visit(request: StaffRequest, trip_id: str) -> HttpResponseBase:
    """Note, for a carrier, one visit."""
    return trip_pages.note_visit(request, trip_id, DOOR)


def _beside(request: StaffRequest, view: TripView) -> Mapping[str, object]:
    """Give whom the trip asks by name; that these names were shown is in the ledger first."""
    account, planned = view.file.account, view.file.plan
    parts, now = request.parts, request.parts.clock.now()
    subjects = [*planned.pairs]
    note_list_reading(actor=request.actor, now=now, parts=parts, subjects=subjects, act="trip read")
    names: dict[str, str] = (
        {line.id: line.present for line in pairs_for(request.actor, parts=parts)} if subjects else {}
    )
    printed = {one.sheet.about for one in account.sheets}
    stack = [one for one in account.sheets if one.sheet.kind is not SheetKind.MESSAGE]
    is_in_use = any(one.note or one.sheet.number in view.unnoted for one in stack)
    return {
        "carrier": view.carrier,
        "is_closed": account.is_closed,
        "offers": planned.offers,
        "to_print": bool(planned.offers or planned.pairs) and not account.is_closed and not is_in_use,
        "was_printed": bool(stack),
        "print_form": PrintForm(initial={"seen": view.file.version}),
        "askings": [_asking(one, names) for one in account.sheets if one.sheet.kind is SheetKind.ASKING],
        "waiting": [names[pair] for pair in planned.pairs if pair not in printed and pair in names],
        "messages_along": range_words(
            one.sheet.number for one in account.sheets if one.sheet.kind is SheetKind.MESSAGE
        ),
    }


def _asking(one: SheetAccount, names: Mapping[str, str]) -> Asking:
    outcome = one.note.outcome if one.note else None
    return Asking(
        number=one.sheet.number,
        pair=one.sheet.about if one.sheet.about in names else "",
        present=names.get(one.sheet.about, ""),
        noted=note_words(one.note),
        numbers=[(number, tells_words(tells)) for number, tells in one.sheet.meanings],
        type_up=outcome in (Outcome.ANSWERED, Outcome.SAID_NO),
        not_reached=outcome in SUGGESTING_NOT_REACHED,
    )


def _author(_request: StaffRequest, account: str) -> str:
    return display_name_of(AccountId(account))


DOOR = TripDoor("asking_desk:trip", "asking_desk/trip.html", _beside, _author)
