"""The family desk's pages. Each reading is in the ledger before anything is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khabar.apps.accounts.queries import display_name_of
from khabar.apps.registry.actions import establish, note_reading
from khabar.apps.registry.readings import request_for, requests_for
from khabar.domain.duties import Duty
from khabar.domain.ids import AccountId, RequestId
from khabar.domain.standing import ELSEWHERE
from khabar.web.components.days import shown_day
from khabar.web.family_desk.forms import EstablishedForm, FindForm
from khabar.web.family_desk.lines import lines_of, listed
from khabar.web.family_desk.need import require_to_know
from khabar.web.family_desk.typing_forms import MessageFormForm, TakeBackForm
from khabar.web.front import sheets
from khabar.web.front.access import for_duties
from khabar.web.front.list_origin import origin_lines
from khabar.web.front.mending import mending
from khabar.web.front.paging import page_of

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.apps.registry.queries import RequestFile
    from khabar.web.front.access import StaffRequest


@require_safe
@for_duties(Duty.FAMILY_DESK)
def open_requests(request: StaffRequest) -> HttpResponseBase:
    """List the open requests, oldest first, and what to tell every family."""
    page = page_of(request, requests_for(request.actor, parts=request.parts))
    context = {"page": page, "lines": listed(request, list(page.object_list)), "form": FindForm()}
    return render(request, "family_desk/list.html", context)


@require_safe
@for_duties(Duty.FAMILY_DESK)
def request_page(request: StaffRequest, request_id: str) -> HttpResponseBase:
    """Show one request: what to tell the family, all that the form says, what is established."""
    return _shown(request, request_for(RequestId(request_id), request.actor, parts=request.parts))


@require_POST
@for_duties(Duty.FAMILY_DESK)
def established(request: StaffRequest, request_id: str) -> HttpResponseBase:
    """Keep what the desk has established about the enquirer and the purpose."""
    parts, form = request.parts, EstablishedForm(request.POST)
    opened = request_for(RequestId(request_id), request.actor, parts=parts)
    if form.is_valid():
        with mending(form):
            establish(
                actor=request.actor, now=parts.clock.now(), parts=parts, request_id=opened.id, **form.cleaned_data
            )
    if form.errors:
        return _shown(request, opened, form)
    messages.success(request, _("What you established is kept."))
    return redirect("family_desk:request", request_id)


def _shown(request: StaffRequest, opened: RequestFile, form: EstablishedForm | None = None) -> HttpResponseBase:
    now = request.parts.clock.now()
    require_to_know(request, opened)
    note_reading(actor=request.actor, now=now, parts=request.parts, subject=opened.id, act="request read")
    line = lines_of(request, [opened])[0]
    context = {
        "line": line,
        "standing": _(ELSEWHERE) % {"date": shown_day(line.hear_by)},
        "person": sheets.person_lines(opened.form),
        "news": sheets.news_lines(opened.form),
        "enquirer": sheets.enquirer_lines(opened.form),
        "contact": sheets.contact_lines(opened.form),
        "things": opened.form.two_things,
        "form": form or EstablishedForm.of(opened),
        "heirs": sheets.heirs_lines(opened.form),
        "opened": opened,
        "origin": origin_lines(opened.from_list, parts=request.parts),
        "typed_by": _typed_by(opened),
        "message_form": MessageFormForm(auto_id="message_%s"),
        "take_back": TakeBackForm(auto_id="take_back_%s"),
    }
    return render(request, "family_desk/request.html", context)


def _typed_by(opened: RequestFile) -> str:
    """Name the colleague who typed a request up; nothing for one that came by itself."""
    return display_name_of(AccountId(opened.filed_from.by)) if opened.filed_from.by else ""
