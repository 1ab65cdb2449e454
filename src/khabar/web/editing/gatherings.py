"""Gatherings at the desk: the list, planning one, its page with sittings and the admitted, closing it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from khabar.apps.gatherings import actions
from khabar.apps.gatherings.queries import THEIR_DUTIES, gathering_for
from khabar.apps.gatherings.queries import gatherings as all_gatherings
from khabar.domain.errors import Refused
from khabar.domain.gatherings.invitations import how_it_is_held
from khabar.domain.gatherings.told import time_told
from khabar.web.editing.gathering_forms import PlanForm, plan_as_written
from khabar.web.editing.gathering_words import WAYS
from khabar.web.front.access import for_duties
from khabar.web.front.deed_forms import SeenForm
from khabar.web.front.deed_pages import Deed, Way, deed_page
from khabar.web.front.mending import mending

if TYPE_CHECKING:
    from datetime import datetime
    from typing import TypedDict

    from django.http.response import HttpResponseBase

    from khabar.apps.gatherings.keeping import OpenedGathering, OpenedGuest, OpenedSeat, OpenedSitting
    from khabar.domain.actors import Actor
    from khabar.ports import Parts
    from khabar.web.front.access import StaffRequest

    class Acting(TypedDict):
        """What every action is given."""

        actor: Actor
        now: datetime
        parts: Parts


NEW = Deed(
    title=_("Plan a gathering"),
    button=_("Plan it"),
    done=_("It is planned. Add its sittings, then admit people."),
    lead=_("Nobody inside is ever named in it: not in the title, not in an invitation."),
)
WRITE = Deed(
    title=_("Change the gathering"),
    button=_("Keep it"),
    done=_("It is kept. Whoever was invited is told where something changed for them."),
)
CLOSE = Deed(
    title=_("Close the gathering"),
    button=_("Close it"),
    done=_("It is closed. Links and e-mail addresses are forgotten, minutes stay."),
    lead=_(
        "Links, telephone numbers and e-mail addresses are forgotten for good. Minutes stay. Nothing changes any more."
    ),
)


@dataclass(frozen=True)
class SittingRow:
    """One sitting on a page: its id, for whom, when on its own clock and in UTC, how many have a place."""

    id: str
    name: str
    lines: tuple[str, ...]
    guests: int
    is_cancelled: bool
    has_way_in: bool


@dataclass(frozen=True)
class GuestRow:
    """One of the admitted on a page, by the pseudonym; `untold`: some invitation has not been put on its way."""

    id: str
    pseudonym: str
    region: str
    way: str
    sittings: list[str]
    untold: bool
    is_gone: bool


@require_safe
@for_duties(*THEIR_DUTIES)
def every(request: StaffRequest) -> HttpResponseBase:
    """List the gatherings."""
    return render(request, "editing/gatherings.html", {"rows": all_gatherings(request.actor, parts=request.parts)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(*THEIR_DUTIES)
def new(request: StaffRequest) -> HttpResponseBase:
    """Plan a gathering."""
    form = PlanForm(request.POST if request.method == "POST" else None, initial={"seen": 0})
    if form.is_valid():
        with mending(form):
            made = actions.open_gathering(**acting(request), plan=form.built)
            return redirect("editing:gathering", made)
    context = {"deed": NEW, "form": form, "way": Way(back=reverse("editing:gatherings"))}
    return render(request, NEW.template, context)


@require_safe
@for_duties(*THEIR_DUTIES)
def one(request: StaffRequest, gathering_id: str) -> HttpResponseBase:
    """Show one gathering: how it is held, its sittings, who is admitted."""
    seen, language = opened(request, gathering_id), get_language() or "en"
    guests = [guest_row(one, seen) for one in seen.guests]
    context = {
        "gathering": seen,
        "held": how_it_is_held(seen.plan.house, language),
        "sittings": [sitting_row(one, seen, language) for one in seen.sittings],
        "guests": sorted(guests, key=lambda one: (one.is_gone, one.region, one.pseudonym.casefold())),
        "untold": any(one.untold for one in guests),
        "asked": any(row.kind == "asked" for one in seen.sittings for row in one.minutes.lines),
    }
    return render(request, "editing/gathering.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(*THEIR_DUTIES)
def write(request: StaffRequest, gathering_id: str) -> HttpResponseBase:
    """Change what it is planned as."""
    seen = opened(request, gathering_id)
    initial = {"seen": seen.version, **plan_as_written(seen.plan)}
    form = PlanForm(request.POST if request.method == "POST" else None, initial=initial)
    return deed_page(
        request,
        WRITE,
        form,
        way_of(seen),
        lambda: actions.change_gathering(**acting(request), seen=as_seen(seen, form), plan=form.built),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(*THEIR_DUTIES)
def close(request: StaffRequest, gathering_id: str) -> HttpResponseBase:
    """Close it when it is over."""
    seen = opened(request, gathering_id)
    form = SeenForm(request.POST if request.method == "POST" else None, initial={"seen": seen.version})
    return deed_page(
        request,
        CLOSE,
        form,
        way_of(seen),
        lambda: actions.close_gathering(**acting(request), seen=as_seen(seen, form)),
    )


def opened(request: StaffRequest, gathering_id: str) -> OpenedGathering:
    """Open a gathering for whoever is signed in; the page that was not found for an unknown one."""
    try:
        return gathering_for(gathering_id, request.actor, parts=request.parts)
    except Refused:
        raise Http404 from None


def with_sitting(request: StaffRequest, gathering_id: str, sitting_id: str) -> tuple[OpenedGathering, OpenedSitting]:
    """Open a gathering and one of its sittings."""
    seen = opened(request, gathering_id)
    return seen, seen.sitting(sitting_id)


def acting(request: StaffRequest) -> Acting:
    """Give what every action is given."""
    return {"actor": request.actor, "now": request.parts.clock.now(), "parts": request.parts}


def as_seen(seen: OpenedGathering, form: SeenForm) -> OpenedGathering:
    """Give the gathering in the version its reader had when the form was shown."""
    return replace(seen, version=form.cleaned_data["seen"])


def way_of(seen: OpenedGathering) -> Way:
    """Lead back to the gathering's page."""
    return Way(back=reverse("editing:gathering", args=[seen.id]), about=seen.plan.title, version=seen.version)


def sitting_row(sitting: OpenedSitting, seen: OpenedGathering, language: str) -> SittingRow:
    """Give a sitting as pages show it."""
    plan = sitting.plan
    return SittingRow(
        id=sitting.id,
        name=plan.name,
        lines=time_told(plan.when, language).lines,
        guests=len(seen.guests_of(sitting.id)),
        is_cancelled=plan.is_cancelled,
        has_way_in=plan.way_in.is_known,
    )


def guest_row(guest: OpenedGuest, seen: OpenedGathering) -> GuestRow:
    """Give somebody admitted as pages show them."""
    taken = [one for one in guest.seats if one.is_taken]
    return GuestRow(
        id=guest.id,
        pseudonym=guest.card.pseudonym,
        region=guest.card.region,
        way=str(WAYS[guest.card.way]),
        sittings=[seen.sitting(one.sitting).plan.name for one in taken],
        untold=any(is_untold(one, seen, guest) for one in taken),
        is_gone=not taken,
    )


def is_untold(seat: OpenedSeat, seen: OpenedGathering, guest: OpenedGuest) -> bool:
    """Say whether somebody was not told of a place yet, who is to be told: moderators need not be."""
    plan = seen.sitting(seat.sitting).plan
    return seat.sequence == 0 and not plan.is_cancelled and plan.moderator != guest.id
