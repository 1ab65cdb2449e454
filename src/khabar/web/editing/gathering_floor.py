"""The moderator's page and the wall: who speaks, who is next and why. Each act is one press, without script.

Both pages ask the browser to load them again now and then; a page that is being read can be held still.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from khabar.apps.gatherings import floor as deeds
from khabar.apps.gatherings.queries import THEIR_DUTIES
from khabar.domain.errors import Conflict
from khabar.domain.gatherings.invitations import how_it_is_held
from khabar.domain.gatherings.speakers import Way, seconds_left, upcoming, waiting_regions
from khabar.domain.gatherings.told import time_told
from khabar.web.components.days import shown_figures
from khabar.web.editing.gathering_words import AHEAD, HELD, WAYS
from khabar.web.editing.gatherings import acting, with_sitting
from khabar.web.front.access import for_duties

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from khabar.apps.gatherings.keeping import OpenedGathering, OpenedSitting
    from khabar.domain.gatherings.speakers import Place
    from khabar.web.front.access import StaffRequest

AGAIN_SECONDS = 20
"""After how many seconds a page asks to be loaded again."""
MOST_ON_WALL = 6
GONE = _("somebody who has left")


@dataclass(frozen=True)
class Waiting:
    """One place in the list: its number, the pseudonym, region and way, why it is where it is."""

    place: int
    number: int
    name: str
    region: str
    way: str
    directly: bool
    reasons: list[str]


@dataclass(frozen=True)
class Speaking:
    """Who speaks: the pseudonym, whether it is a reply, and the time that is left or over, in words."""

    name: str
    region: str
    way: str
    is_reply: bool
    time: str
    is_over: bool


@dataclass(frozen=True)
class Present:
    """Somebody admitted on the moderator's page, and what can be pressed for them."""

    id: str
    name: str
    region: str
    ways: list[tuple[str, str, bool]]
    may_raise: bool
    may_reply: bool
    is_moderator: bool


@require_safe
@for_duties(*THEIR_DUTIES)
def moderate(request: StaffRequest, gathering_id: str, sitting_id: str) -> HttpResponseBase:
    """Show the moderator everything and every press."""
    seen, sitting = with_sitting(request, gathering_id, sitting_id)
    language = get_language() or "en"
    context = {
        **_shown(seen, sitting, now=request.parts.clock.now()),
        "present": _present(seen, sitting),
        "regions": waiting_regions(sitting.floor),
        "held": how_it_is_held(seen.plan.house, language),
        "time": time_told(sitting.plan.when, language).lines,
        "way_in": sitting.plan.way_in,
    }
    return _again(request, render(request, "editing/gathering_floor.html", context))


@require_safe
@for_duties(*THEIR_DUTIES)
def wall(request: StaffRequest, gathering_id: str, sitting_id: str) -> HttpResponseBase:
    """Show a room who speaks and who is next, in large letters; no link, no real name."""
    seen, sitting = with_sitting(request, gathering_id, sitting_id)
    context = _shown(seen, sitting, now=request.parts.clock.now())
    context["waiting"] = context["waiting"][:MOST_ON_WALL]  # type: ignore[index]  # a list, seen below
    context["held"] = how_it_is_held(seen.plan.house, get_language() or "en")
    return _again(request, render(request, "editing/gathering_wall.html", context))


@require_POST
@for_duties(*THEIR_DUTIES)
def raise_hand(request: StaffRequest, gathering_id: str, sitting_id: str, guest_id: str) -> HttpResponseBase:
    """Put somebody on the list."""
    seen, sitting = _as_seen(request, gathering_id, sitting_id)
    guest, way = seen.guest(guest_id), _way(request)
    return _done(
        request, seen, sitting, lambda: deeds.raise_hand(**acting(request), sitting=sitting, guest=guest, way=way)
    )


@require_POST
@for_duties(*THEIR_DUTIES)
def raise_reply(request: StaffRequest, gathering_id: str, sitting_id: str, guest_id: str) -> HttpResponseBase:
    """Put somebody directly under whoever speaks."""
    seen, sitting = _as_seen(request, gathering_id, sitting_id)
    guest, way = seen.guest(guest_id), _way(request)
    return _done(
        request, seen, sitting, lambda: deeds.raise_reply(**acting(request), sitting=sitting, guest=guest, way=way)
    )


@require_POST
@for_duties(*THEIR_DUTIES)
def lower(request: StaffRequest, gathering_id: str, sitting_id: str, number: int) -> HttpResponseBase:
    """Take one hand down."""
    seen, sitting = _as_seen(request, gathering_id, sitting_id)
    return _done(request, seen, sitting, lambda: deeds.lower_hand(**acting(request), sitting=sitting, number=number))


@require_POST
@for_duties(*THEIR_DUTIES)
def call_next(request: StaffRequest, gathering_id: str, sitting_id: str) -> HttpResponseBase:
    """Give the floor to whoever is next."""
    seen, sitting = _as_seen(request, gathering_id, sitting_id)
    return _done(request, seen, sitting, lambda: deeds.call_next(**acting(request), sitting=sitting))


@require_POST
@for_duties(*THEIR_DUTIES)
def end_turn(request: StaffRequest, gathering_id: str, sitting_id: str) -> HttpResponseBase:
    """End the turn that is on."""
    seen, sitting = _as_seen(request, gathering_id, sitting_id)
    return _done(request, seen, sitting, lambda: deeds.end_turn(**acting(request), sitting=sitting))


@require_POST
@for_duties(*THEIR_DUTIES)
def take_back(request: StaffRequest, gathering_id: str, sitting_id: str) -> HttpResponseBase:
    """Undo a call made by mistake."""
    seen, sitting = _as_seen(request, gathering_id, sitting_id)
    return _done(request, seen, sitting, lambda: deeds.take_back(**acting(request), sitting=sitting))


@require_POST
@for_duties(*THEIR_DUTIES)
def pass_over(request: StaffRequest, gathering_id: str, sitting_id: str) -> HttpResponseBase:
    """Note that whoever was called is not there."""
    seen, sitting = _as_seen(request, gathering_id, sitting_id)
    return _done(request, seen, sitting, lambda: deeds.pass_over(**acting(request), sitting=sitting))


def _shown(seen: OpenedGathering, sitting: OpenedSitting, *, now: datetime) -> dict[str, object]:
    """Give what both pages show."""
    here = deeds.without_the_gone(sitting.floor, sitting.id)
    names = {one.id: one.card.pseudonym for one in seen.guests}
    return {
        "gathering": seen,
        "sitting": sitting,
        "speaking": _speaking(replace(sitting, floor=here), seen, names, now),
        "waiting": [_waiting(one, names) for one in upcoming(here, seen.plan.rules)],
        "seconds": AGAIN_SECONDS,
    }


def _speaking(sitting: OpenedSitting, seen: OpenedGathering, names: dict[str, str], now: datetime) -> Speaking | None:
    turn = sitting.floor.current
    if turn is None:
        return None
    left = seconds_left(sitting.floor, seen.plan.rules, now=now)
    return Speaking(
        name=names.get(turn.hand.speaker, str(GONE)),
        region=turn.hand.region,
        way=str(WAYS[turn.hand.way]),
        is_reply=turn.under >= 0,
        time=_minutes(abs(left)),
        is_over=left < 0,
    )


def _minutes(seconds: int) -> str:
    return shown_figures(f"{seconds // 60}:{seconds % 60:02d}")


def _waiting(place: Place, names: dict[str, str]) -> Waiting:
    hand = place.hand
    reasons = [str(HELD[place.held])] if place.held else []
    reasons += [str(AHEAD[one.why]) % {"who": _isolated(names.get(one.speaker, str(GONE)))} for one in place.ahead]
    return Waiting(
        place=place.number,
        number=hand.number,
        name=names.get(hand.speaker, str(GONE)),
        region=hand.region,
        way=str(WAYS[hand.way]),
        directly=place.directly,
        reasons=reasons,
    )


def _isolated(name: str) -> str:
    """Let a pseudonym keep its own direction inside a sentence."""
    return f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}"


def _present(seen: OpenedGathering, sitting: OpenedSitting) -> Sequence[Present]:
    floor = sitting.floor
    raised = {(one.speaker, one.reply) for one in floor.hands}
    on = floor.current.hand.speaker if floor.current else None
    return [
        Present(
            id=one.id,
            name=one.card.pseudonym,
            region=one.card.region,
            ways=[(way.value, str(words), way is one.card.way) for way, words in WAYS.items()],
            may_raise=(one.id, False) not in raised,
            may_reply=on is not None and on != one.id and (one.id, True) not in raised,
            is_moderator=sitting.plan.moderator == one.id,
        )
        for one in seen.guests_of(sitting.id)
    ]


def _again(request: StaffRequest, page: HttpResponse) -> HttpResponse:
    """Ask the browser to load the page again after a while, unless it is held still."""
    if "still" not in request.GET:
        page.headers["Refresh"] = str(AGAIN_SECONDS)
    return page


def _as_seen(request: StaffRequest, gathering_id: str, sitting_id: str) -> tuple[OpenedGathering, OpenedSitting]:
    """Open the sitting as its moderator had it on the page; another version is a conflict."""
    seen, sitting = with_sitting(request, gathering_id, sitting_id)
    version = request.POST.get("seen", "")
    return seen, replace(sitting, floor_version=int(version) if version.isdecimal() else -1)


def _way(request: StaffRequest) -> Way:
    try:
        return Way(request.POST.get("way", ""))
    except ValueError:
        raise Http404 from None


def _done(
    request: StaffRequest, seen: OpenedGathering, sitting: OpenedSitting, deed: Callable[[], None]
) -> HttpResponseBase:
    try:
        deed()
    except Conflict as earlier:
        messages.error(request, gettext(str(earlier)))
    return redirect("editing:floor", seen.id, sitting.id)
