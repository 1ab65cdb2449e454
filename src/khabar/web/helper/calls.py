"""A helper's own calls of today: the list, what came of each, the list on paper. Tomorrow none of it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khabar.apps.calls.actions import note_call, print_list
from khabar.apps.calls.queries import own_list
from khabar.apps.registry.readings import note_list_reading
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict
from khabar.domain.standing import SPOKEN
from khabar.web.components.days import shown_day
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending
from khabar.web.helper.forms import OUTCOMES, NoteForm

if TYPE_CHECKING:
    from datetime import date

    from django.http.response import HttpResponseBase

    from khabar.apps.calls.queries import CallLine
    from khabar.web.front.access import StaffRequest


@dataclass(frozen=True)
class Row:
    """One family of the list: what is needed to call it, what to say, and a form or what is noted already."""

    call: CallLine
    words: str
    form: NoteForm
    noted: str


@require_safe
@for_duties(Duty.HELPER)
def today(request: StaffRequest) -> HttpResponseBase:
    """Show the calls of today; that they were shown is in the ledger first."""
    return _shown(request)


@require_POST
@for_duties(Duty.HELPER)
def noted(request: StaffRequest, call_id: str) -> HttpResponseBase:
    """Keep what came of one call."""
    parts, form = request.parts, NoteForm(request.POST, call=call_id)
    if form.is_valid():
        with mending(form):
            note_call(actor=request.actor, now=parts.clock.now(), parts=parts, call_id=call_id, **form.cleaned_data)
    if form.errors:
        return _shown(request, call_id, form)
    messages.success(request, _("It is noted."))
    return redirect("helper:calls")


@require_POST
@for_duties(Duty.HELPER)
def printed(request: StaffRequest) -> HttpResponseBase:
    """Give the list of today on paper."""
    parts, now = request.parts, request.parts.clock.now()
    helper = require_account(request.actor, Duty.HELPER)
    try:
        paper = print_list(actor=request.actor, now=now, parts=parts, helper=helper, day=now.date())
    except Conflict:
        return redirect("helper:calls")
    attachment = {"Content-Disposition": 'attachment; filename="list.pdf"'}
    return HttpResponse(paper, content_type="application/pdf", headers=attachment)


def _shown(request: StaffRequest, failed_call: str = "", failed: NoteForm | None = None) -> HttpResponseBase:
    parts, now = request.parts, request.parts.clock.now()
    calls = own_list(request.actor, now=now, parts=parts)
    subjects = [call.request for call in calls]
    note_list_reading(actor=request.actor, now=now, parts=parts, subjects=subjects, act="calling list read")
    rows = [_row(call, failed if failed and call.id == failed_call else None) for call in calls]
    context = {"rows": rows, "day": now.date(), "failed": failed or NoteForm(call="")}
    return render(request, "helper/calls.html", context)


def _row(call: CallLine, failed: NoteForm | None) -> Row:
    noted_as = dict(OUTCOMES).get(call.outcome.value, "") if call.outcome else ""
    return Row(call, _words(call.hear_by), failed or NoteForm(call=call.id), str(noted_as))


def _words(hear_by: date) -> str:
    return _(SPOKEN) % {"date": shown_day(hear_by)}
