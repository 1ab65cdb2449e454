"""The public timeline of a petition at the editors' desk: what may stand there, approving it, taking it down.

An editor sees bodies and days, as everybody will; no page here leads to a letter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khabar.apps.campaigns.timelines import slug_of, take_down_timeline
from khabar.apps.correspondence.public import approve, proposed_timeline
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.timelines import drawn, rows
from khabar.web.front.access import for_duties

if TYPE_CHECKING:
    from datetime import date

    from django.http.response import HttpResponseBase

    from khabar.apps.correspondence.public import Proposed
    from khabar.web.front.access import StaffRequest


@require_safe
@for_duties(Duty.EDITOR)
def timeline(request: StaffRequest, campaign_id: str) -> HttpResponseBase:
    """Show what would stand there, and what stands there."""
    today = request.parts.clock.now().date()
    found = _proposed(request, campaign_id, today)
    lines = [one.as_of(today) for one in found.letters.values()]
    language = get_language() or "en"
    context = {
        "campaign": campaign_id,
        "slug": slug_of(campaign_id),
        "drawing": mark_safe(drawn(lines, language, name="timeline")),  # noqa: S308 - the drawing escapes
        "rows": rows(lines, language),
        "seen": found.seen,
        "waits": found.waits,
        "is_shown": found.kept is not None,
        "shown": len(found.kept.approved) if found.kept else 0,
    }
    return render(request, "editing/petition_timeline.html", context)


@require_POST
@for_duties(Duty.EDITOR)
def approve_it(request: StaffRequest, campaign_id: str) -> HttpResponseBase:
    """Approve the timeline as it was seen."""
    parts = request.parts
    _proposed(request, campaign_id, parts.clock.now().date())
    try:
        approve(
            actor=request.actor,
            now=parts.clock.now(),
            parts=parts,
            campaign_id=campaign_id,
            seen=request.POST.get("seen", ""),
        )
    except Invalid as mistake:
        messages.error(request, gettext(mistake.message))
    except Conflict as earlier:
        messages.error(request, gettext(str(earlier)))
    else:
        messages.success(request, _("Approved. It stands beside the petition within a few seconds."))
    return redirect("editing:petition_timeline", campaign_id)


@require_POST
@for_duties(Duty.EDITOR)
def take_down(request: StaffRequest, campaign_id: str) -> HttpResponseBase:
    """Take the timeline off the porch."""
    parts = request.parts
    take_down_timeline(actor=request.actor, now=parts.clock.now(), parts=parts, campaign_id=campaign_id)
    messages.success(request, _("It is taken down within a few seconds."))
    return redirect("editing:petition_timeline", campaign_id)


def _proposed(request: StaffRequest, campaign_id: str, today: date) -> Proposed:
    try:
        return proposed_timeline(campaign_id, request.actor, today=today, parts=request.parts)
    except Refused:
        raise Http404 from None
