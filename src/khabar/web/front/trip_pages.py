"""The page of one trip, and what is noted on it: the same for its carrier and for the asking desk.

Each door says by itself for whom it is, which addresses it has and what it shows beside. What is shown here holds no
name but those of colleagues, and only where the door gives them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabar.apps.trips import actions
from khabar.apps.trips.queries import trip_view
from khabar.domain.ids import TripId
from khabar.domain.stacks import range_words, short_name
from khabar.web.front.mending import mending
from khabar.web.front.trip_forms import NoteForm, RestForm, TripForm, VisitForm
from khabar.web.front.trip_words import groups, steps, visit_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from django.http.response import HttpResponseBase

    from khabar.apps.trips.queries import TripView
    from khabar.web.front.access import StaffRequest

DEEDS = ("sheets", "rest", "visits")
"""The last part of the address of each deed, and the name of its route."""


@dataclass(frozen=True)
class TripDoor:
    """One door to trips: the names of its routes begin with `routes`; `more` is what it shows beside."""

    routes: str
    template: str
    more: Callable[[StaffRequest, TripView], Mapping[str, object]]
    author: Callable[[StaffRequest, str], str]

    def address(self, trip_id: str, deed: str = "") -> str:
        """Give the address of a trip, or of a deed about it."""
        return reverse(self.routes + (f"_{deed}" if deed else ""), args=[trip_id])


@dataclass(frozen=True)
class Happening:
    """One line of what was noted so far."""

    at: datetime
    author: str
    words: str


def opened(request: StaffRequest, trip_id: str) -> TripView:
    """Open a trip for whoever asks; refused alike where there is none and where it is not theirs."""
    return trip_view(TripId(trip_id), request.actor, parts=request.parts)


def shown(request: StaffRequest, door: TripDoor, view: TripView, failed: TripForm | None = None) -> HttpResponseBase:
    """Show a trip that was opened; `failed` is a form that came back, with what was typed in it."""
    account, trip_id = view.file.account, view.file.id
    forms: dict[str, TripForm] = {form.deed: form(account=account) for form in (NoteForm, RestForm)}
    if failed is not None:
        forms[failed.deed] = failed
    context = {
        "trip": trip_id,
        "name": short_name(trip_id),
        "made_on": view.file.made_at.date(),
        "count": len(account.sheets),
        "groups": groups(account),
        "missing": range_words(view.missing),
        "missing_count": len(view.missing),
        "unnoted": range_words(view.unnoted),
        "visits": visit_lines(account),
        "happened": [Happening(one.at, door.author(request, one.author), one.words) for one in steps(view.happened)],
        "forms": forms,
        "addresses": {deed: door.address(trip_id, deed) for deed in DEEDS},
        "failed": failed or TripForm(account=account),
        **door.more(request, view),
    }
    return render(request, door.template, context)


def note_sheets(request: StaffRequest, trip_id: str, door: TripDoor) -> HttpResponseBase:
    """Note what became of some sheets."""
    view = opened(request, trip_id)
    form, parts = NoteForm(request.POST, account=view.file.account), request.parts
    if form.is_valid():
        with mending(form):
            actions.note_sheets(
                actor=request.actor,
                now=parts.clock.now(),
                parts=parts,
                trip_id=view.file.id,
                numbers=form.cleaned_data["sheets"],
                note=form.note(),
            )
    return _answered(request, door, view, form, _("It is noted."))


def note_rest(request: StaffRequest, trip_id: str, door: TripDoor) -> HttpResponseBase:
    """Note the same about all other offer sheets."""
    view = opened(request, trip_id)
    form, parts, count = RestForm(request.POST, account=view.file.account), request.parts, 0
    if form.is_valid():
        with mending(form):
            count = actions.note_rest(
                actor=request.actor, now=parts.clock.now(), parts=parts, trip_id=view.file.id, rest=form.rest()
            )
    said = ngettext("It is noted of one sheet.", "It is noted of %(count)d sheets.", count) % {"count": count}
    return _answered(request, door, view, form, said)


def note_visit(request: StaffRequest, trip_id: str, door: TripDoor) -> HttpResponseBase:
    """Ask for one visit on a page of its own, and note it."""
    view, parts = opened(request, trip_id), request.parts
    typed, account = request.POST if request.method == "POST" else None, view.file.account
    form = VisitForm(typed, account=account, initial={"number": len(account.visits) + 1})
    if form.is_valid():
        with mending(form):
            actions.note_visit(
                actor=request.actor, now=parts.clock.now(), parts=parts, trip_id=view.file.id, visit=form.visit()
            )
        if not form.errors:
            messages.success(request, _("The visit is noted."))
            return redirect(door.address(trip_id))
    context = {
        "form": form,
        "name": short_name(view.file.id),
        "address": door.address(trip_id, "visits"),
        "trip": door.address(trip_id),
    }
    return render(request, "front/trip_visit.html", context)


def _answered(request: StaffRequest, door: TripDoor, view: TripView, form: TripForm, said: str) -> HttpResponseBase:
    if form.errors:
        return shown(request, door, view, form)
    messages.success(request, said)
    return redirect(door.address(view.file.id))
