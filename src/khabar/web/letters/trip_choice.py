"""Which trips a letter can be printed for: open ones, by what stands on their covers, and nothing else of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.accounts.queries import display_name_of
from khabar.apps.trips.queries import trips_taking_letters
from khabar.domain.stacks import short_name
from khabar.web.letters.forms import TripChoice, TripForm

if TYPE_CHECKING:
    from khabar.web.front.access import StaffRequest


def trip_form(request: StaffRequest) -> TripForm:
    """Offer the open trips: when each was made, who carries, and what stands on its cover."""
    choices = [
        TripChoice(trip.id, short_name(trip.id), display_name_of(trip.carrier), trip.made_at.date())
        for trip in trips_taking_letters(request.actor, parts=request.parts)
    ]
    return TripForm(request.POST if request.method == "POST" else None, choices=choices)
