"""Printing an opened letter for a carrier's trip: the form in two halves, and a cover for it apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from khabar.apps.trips.actions import print_message
from khabar.domain.duties import Duty
from khabar.domain.ids import TripId
from khabar.web.front.access import for_duties
from khabar.web.front.downloads import archive
from khabar.web.front.mending import mending
from khabar.web.letters.pages import message_of
from khabar.web.letters.trip_choice import trip_form

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.web.front.access import StaffRequest


@require_POST
@for_duties(Duty.LETTERS)
def print_letter(request: StaffRequest, message_id: str) -> HttpResponseBase:
    """Print a letter that is handed over, for one trip; only while it is open to this person."""
    message, form, parts = message_of(request, message_id), trip_form(request), request.parts
    if form.is_valid():
        with mending(form):
            files = print_message(
                actor=request.actor,
                now=parts.clock.now(),
                parts=parts,
                trip_id=TripId(form.cleaned_data["trip"]),
                message_id=message.id,
            )
            return archive([(file.name, file.pdf) for file in files], "paper.zip")
    for mistake in (one for errors in form.errors.values() for one in errors):
        messages.error(request, str(mistake))
    return redirect("letters:letter", message_id)
