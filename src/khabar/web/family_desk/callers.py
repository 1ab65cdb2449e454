"""Somebody telephones in: is it her? The family's own question, and the words that are said whoever it is.

No news is ever spoken here, not even to one who was recognised: only the words for everyone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khabar.apps.calls.actions import check_caller, confirm_caller, note_spoken
from khabar.apps.calls.queries import caller_question
from khabar.apps.registry.actions import note_reading
from khabar.apps.registry.readings import request_for
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict
from khabar.domain.ids import RequestId
from khabar.domain.rounds import next_contact_on
from khabar.domain.standing import SPOKEN
from khabar.web.components.days import shown_day
from khabar.web.family_desk.call_forms import SaidForm
from khabar.web.family_desk.need import require_to_know
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.apps.calls.actions import Checked
    from khabar.web.front.access import StaffRequest


@require_safe
@for_duties(Duty.FAMILY_DESK)
def caller(request: StaffRequest, request_id: str) -> HttpResponseBase:
    """Show the family's own question, and a field for what the caller answers."""
    return _shown(request, request_id, SaidForm())


@require_POST
@for_duties(Duty.FAMILY_DESK)
def checked(request: StaffRequest, request_id: str) -> HttpResponseBase:
    """Show what was said beside what the family wrote, for a person to decide."""
    parts, form, found = request.parts, SaidForm(request.POST), None
    if form.is_valid():
        with mending(form):
            found = check_caller(
                actor=request.actor,
                now=parts.clock.now(),
                parts=parts,
                request_id=RequestId(request_id),
                said=form.cleaned_data["said"],
            )
    return _shown(request, request_id, form, found)


@require_POST
@for_duties(Duty.FAMILY_DESK)
def confirmed(request: StaffRequest, request_id: str) -> HttpResponseBase:
    """Note that both answers say the same in other words."""
    now = request.parts.clock.now()
    try:
        confirm_caller(actor=request.actor, now=now, parts=request.parts, request_id=RequestId(request_id))
    except Conflict as closed:
        messages.error(request, _(str(closed)))
    else:
        messages.success(request, _("It is noted that the caller was recognised."))
    return redirect("family_desk:caller", request_id)


@require_POST
@for_duties(Duty.FAMILY_DESK)
def spoken(request: StaffRequest, request_id: str) -> HttpResponseBase:
    """Note that the family has heard the words for everyone today."""
    now = request.parts.clock.now()
    note_spoken(actor=request.actor, now=now, parts=request.parts, request_id=RequestId(request_id))
    messages.success(request, _("It is noted. The day by which this family hears from us has moved."))
    return redirect("family_desk:caller", request_id)


def _shown(request: StaffRequest, request_id: str, form: SaidForm, found: Checked | None = None) -> HttpResponseBase:
    parts, now = request.parts, request.parts.clock.now()
    asked = caller_question(RequestId(request_id), request.actor, now=now, parts=parts)
    require_to_know(request, request_for(RequestId(request_id), request.actor, parts=parts))
    note_reading(actor=request.actor, now=now, parts=parts, subject=RequestId(request_id), act="request read")
    hear_by = next_contact_on(now.date(), now.date(), parts.options.contact_days)
    context = {
        "request_id": request_id,
        "asked": asked,
        "form": form,
        "found": found,
        "standing": _(SPOKEN) % {"date": shown_day(hear_by)},
    }
    return render(request, "family_desk/caller.html", context)
