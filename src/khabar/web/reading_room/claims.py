"""Claims at the desk: those that wait, one with its paragraph, and the three things a person may do with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khabar.apps.archive.deciding import (
    claim,
    claims,
    confirm,
    dismiss,
    paragraph_of,
    proposal_ids,
    quotable,
    quoted,
    undecide,
)
from khabar.apps.archive.queries import READERS
from khabar.domain.claims.mending import as_it_stands
from khabar.domain.claims.quoting import day_or_days
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict
from khabar.web.front.access import for_duties
from khabar.web.front.deed_pages import Deed, Way, deed_page
from khabar.web.front.paging import page_of
from khabar.web.reading_room.acting import acting, found, may_change, version_seen
from khabar.web.reading_room.forms import ClaimForm, FigureForm
from khabar.web.reading_room.shown import row_shown
from khabar.web.reading_room.words import STANCES, counted, figure_said

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase

    from khabar.apps.archive.deciding import OpenedClaim
    from khabar.domain.claims.claim import Period
    from khabar.web.front.access import StaffRequest
    from khabar.web.reading_room.shown import DocumentRow

CONFIRM = Deed(
    title=_("A claim"),
    button=_("Confirm it"),
    done=_("It is confirmed."),
    lead=_("Say whether the text says this. Whether it is true, nobody here decides."),
    template="reading_room/claim.html",
)
DISMISSED = _("It is dismissed.")
OPEN_AGAIN = _("The decision is taken back.")


@dataclass(frozen=True)
class ClaimShown:
    """A claim as pages show it: whose word, about what, which figure, as of when; what was decided by whom."""

    id: str
    version: int
    row: DocumentRow
    number: int
    text: str = field(repr=False)
    speaker: str
    stance: str
    about: str
    figure: str
    said: str
    as_of: str
    page: int | None
    percent: int
    is_decided: bool
    is_confirmed: bool
    decided_by: str
    is_mended: bool


@require_safe
@for_duties(*READERS)
def waiting(request: StaffRequest) -> HttpResponseBase:
    """List the claims that wait for a person."""
    page = page_of(request, proposal_ids(request.actor))
    rows = [claim_shown(one) for one in claims(list(page.object_list), request.actor, parts=request.parts)]
    return render(request, "reading_room/claims.html", {"rows": rows, "page": page})


@require_safe
@for_duties(*READERS)
def every_confirmed(request: StaffRequest) -> HttpResponseBase:
    """List the confirmed claims, which may be quoted."""
    page = page_of(request, quotable(request.actor, parts=request.parts))
    rows = [claim_shown(one) for one in page.object_list]
    return render(request, "reading_room/confirmed.html", {"rows": rows, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(*READERS)
def one(request: StaffRequest, claim_id: str) -> HttpResponseBase:
    """Show a claim in its paragraph; an editor mends and confirms it."""
    with found():
        seen = claim(claim_id, request.actor, parts=request.parts)
        form = _form(request, seen)
        way = Way(back=reverse("archive:claims"), version=seen.version)
        beside = {
            "claim": claim_shown(seen),
            "paragraph": paragraph_of(seen, parts=request.parts),
            "quotation": quoted(claim_id, get_language() or "en", request.actor, parts=request.parts)
            if seen.decision and seen.decision.is_confirmed
            else None,
            "may_change": may_change(request),
        }
        return deed_page(
            request,
            CONFIRM,
            form,
            way,
            lambda: confirm(**acting(request), seen=_as_seen(seen, form), fields=form.fields_mended()),
            beside,
        )


@require_POST
@for_duties(Duty.EDITOR)
def dismiss_one(request: StaffRequest, claim_id: str) -> HttpResponseBase:
    """Dismiss a claim."""
    return _decided(request, claim_id, lambda seen: dismiss(**acting(request), seen=seen), str(DISMISSED))


@require_POST
@for_duties(Duty.EDITOR)
def open_again(request: StaffRequest, claim_id: str) -> HttpResponseBase:
    """Take a decision back."""
    return _decided(request, claim_id, lambda seen: undecide(**acting(request), seen=seen), str(OPEN_AGAIN))


def claim_shown(one: OpenedClaim) -> ClaimShown:
    """Give a claim as pages show it."""
    said, figure = one.claim, one.claim.quantity
    return ClaimShown(
        id=one.id,
        version=one.version,
        row=row_shown(one.listed),
        number=one.leaf,
        text=said.text,
        speaker=said.speaker,
        stance=str(STANCES[said.stance]),
        about=counted(figure.unit, figure.population) if figure else said.about_text,
        figure=figure_said(figure.least, figure.most) if figure else "",
        said=days_said(said.said),
        as_of=days_said(said.held_on),
        page=said.source.page,
        percent=round(100 * said.confidence),
        is_decided=one.decision is not None,
        is_confirmed=one.decision is not None and one.decision.is_confirmed,
        decided_by=one.decided_by,
        is_mended=one.is_mended,
    )


def days_said(period: Period | None) -> str:
    """Write a day or a span of days for the reader; nothing where the text does not say."""
    return "" if period is None else day_or_days(period, get_language() or "en")


def _form(request: StaffRequest, seen: OpenedClaim) -> ClaimForm:
    kind = FigureForm if seen.claim.quantity else ClaimForm
    fields = as_it_stands(seen.claim)
    initial = {
        "seen": seen.version,
        "speaker": fields.speaker,
        "said": fields.said,
        "least": fields.least,
        "most": fields.most,
        "unit": fields.unit,
        "population": sorted(fields.population),
        "as_of": fields.as_of,
    }
    may_send = request.method == "POST" and may_change(request)
    return kind(request.POST if may_send else None, initial=initial)


def _as_seen(seen: OpenedClaim, form: ClaimForm) -> OpenedClaim:
    return replace(seen, version=form.cleaned_data["seen"])


def _decided(request: StaffRequest, claim_id: str, do: Callable[[OpenedClaim], None], said: str) -> HttpResponseBase:
    with found():
        seen = claim(claim_id, request.actor, parts=request.parts)
    try:
        do(replace(seen, version=version_seen(request)))
    except Conflict as problem:
        messages.error(request, gettext(str(problem)))
        return redirect("archive:claim", claim_id)
    messages.success(request, said)
    return redirect("archive:claims")
