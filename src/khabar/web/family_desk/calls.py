"""The calls: whose hands there are, the plan, whom it does not reach, and what helpers noted.

Whatever is known in the house, these pages are the same: they are made of requests and of what was said on the line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khabar.apps.calls.actions import clear_stop, note_seen, plan_calls, print_list
from khabar.apps.calls.queries import (
    families_without_number,
    helpers,
    plan_as_it_stands,
    stopped_families,
    to_see,
)
from khabar.apps.registry.readings import note_list_reading
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict
from khabar.domain.ids import AccountId, RequestId
from khabar.web.family_desk.call_forms import HandsForm, ListForm
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.domain.calls import Hands
    from khabar.web.front.access import StaffRequest


@require_safe
@for_duties(Duty.FAMILY_DESK)
def calls(request: StaffRequest) -> HttpResponseBase:
    """Show the plan as it stands, whom it leaves out, what is to be seen to, and a form for hands."""
    return _shown(request)


@require_POST
@for_duties(Duty.FAMILY_DESK)
def hands(request: StaffRequest) -> HttpResponseBase:
    """Take how many calls one helper can make, and plan anew with everybody's hands."""
    form = _hands_form(request, bound=True)
    if form.is_valid():
        others = [one for one in _hands_so_far(request) if one.helper != form.cleaned_data["helper"]]
        with mending(form):
            _plan(request, [*others, *form.hands()])
    return _shown(request, form) if form.errors else _planned(request)


@require_POST
@for_duties(Duty.FAMILY_DESK)
def plan_anew(request: StaffRequest) -> HttpResponseBase:
    """Plan anew with the hands that were named before."""
    _plan(request, _hands_so_far(request))
    return _planned(request)


@require_POST
@for_duties(Duty.FAMILY_DESK)
def printed(request: StaffRequest) -> HttpResponseBase:
    """Give one helper's list of one day on paper."""
    form, parts = ListForm(request.POST), request.parts
    if not form.is_valid():
        return redirect("family_desk:calls")
    helper, day = AccountId(form.cleaned_data["helper"]), form.cleaned_data["day"]
    try:
        paper = print_list(actor=request.actor, now=parts.clock.now(), parts=parts, helper=helper, day=day)
    except Conflict:
        return redirect("family_desk:calls")
    attachment = {"Content-Disposition": 'attachment; filename="list.pdf"'}
    return HttpResponse(paper, content_type="application/pdf", headers=attachment)


@require_POST
@for_duties(Duty.FAMILY_DESK)
def seen(request: StaffRequest, call_id: str) -> HttpResponseBase:
    """Note that what a helper noted has been seen to."""
    note_seen(actor=request.actor, now=request.parts.clock.now(), parts=request.parts, call_id=call_id)
    return redirect("family_desk:calls")


@require_POST
@for_duties(Duty.FAMILY_DESK)
def cleared(request: StaffRequest, request_id: str) -> HttpResponseBase:
    """Let a family be called again after its stop word."""
    now = request.parts.clock.now()
    clear_stop(actor=request.actor, now=now, parts=request.parts, request_id=RequestId(request_id))
    messages.success(request, _("This family may be called again. Plan anew, so that it stands on a list."))
    return redirect("family_desk:calls")


def _planned(request: StaffRequest) -> HttpResponseBase:
    messages.success(request, _("The calls are planned. Each helper sees the list of the day, on that day."))
    return redirect("family_desk:calls")


def _plan(request: StaffRequest, given: list[Hands]) -> None:
    plan_calls(actor=request.actor, now=request.parts.clock.now(), parts=request.parts, hands=given)


def _hands_so_far(request: StaffRequest) -> list[Hands]:
    """Give the hands that were named for days still to come, of helpers who are still here."""
    now, known = request.parts.clock.now(), {one.account for one in helpers()}
    plan = plan_as_it_stands(request.actor, now=now, parts=request.parts)
    return [one for one in (plan.hands if plan else ()) if one.day >= now.date() and one.helper in known]


def _hands_form(request: StaffRequest, *, bound: bool) -> HandsForm:
    today = request.parts.clock.now().date()
    return HandsForm(request.POST if bound else None, today=today, helpers=helpers())


def _shown(request: StaffRequest, failed: HandsForm | None = None) -> HttpResponseBase:
    parts, now = request.parts, request.parts.clock.now()
    today, actor = now.date(), request.actor
    plan = plan_as_it_stands(actor, now=now, parts=parts)
    noted = to_see(actor, today=today, parts=parts)
    stopped = stopped_families(actor, today=today, parts=parts)
    without_number = families_without_number(actor, today=today, parts=parts)
    subjects = {one.request for one in plan.unplanned} if plan else set()
    subjects |= {one.request for one in noted} | {one.request.id for one in (*stopped, *without_number)}
    note_list_reading(actor=actor, now=now, parts=parts, subjects=sorted(subjects), act="calls listed")
    context = {
        "form": failed or _hands_form(request, bound=False),
        "plan": plan,
        "to_see": noted,
        "stopped": stopped,
        "without_number": without_number,
    }
    return render(request, "family_desk/calls.html", context)
