"""What the family desk changes about whose page a request has: a slip's number, and who goes on seeking.

Each is done by one person, with a reason, on the record; nothing here looks at what is known of the person sought.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from khabar.apps.post import filing
from khabar.apps.registry.actions import note_reading
from khabar.apps.registry.readings import request_for
from khabar.domain.duties import Duty
from khabar.domain.forms import RequestForm, Way
from khabar.domain.ids import RequestId
from khabar.domain.inheritance import Passing
from khabar.web.family_desk.need import require_to_know
from khabar.web.family_desk.typing_forms import HeirForm, SlipForm, TakeBackForm
from khabar.web.front import sheets
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.apps.registry.queries import RequestFile
    from khabar.web.front.access import StaffRequest

_OF_THE_HEIR = (
    "enquirer_name",
    "enquirer_given",
    "kinship",
    "slip_number",
    "language",
    "phone",
    "safe_times",
    "stop_word",
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.FAMILY_DESK)
def slip(request: StaffRequest, request_id: str) -> HttpResponseBase:
    """Put the number of the family's slip right, so that the next round opens its page."""
    form, now, parts = SlipForm(request.POST or None), request.parts.clock.now(), request.parts
    opened = _opened(request, request_id)
    if form.is_valid():
        with mending(form):
            typed = form.cleaned_data["slip_number"]
            filing.mend_slip(actor=request.actor, now=now, parts=parts, request_id=opened.id, typed=typed)
            messages.success(request, _("It is kept. The slip opens the page after the next of our fixed hours."))
            return redirect("family_desk:request", request_id)
    return render(request, "family_desk/slip.html", {"form": form, "opened": opened})


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.FAMILY_DESK)
def pass_on(request: StaffRequest, request_id: str) -> HttpResponseBase:
    """Pass a request on whose enquirer has died: the search alone, to one whom she wrote."""
    opened = _opened(request, request_id)
    form = HeirForm(request.POST or None, heirs=opened.form.heirs)
    if form.is_valid():
        with mending(form):
            made = _passed(request, opened, form)
            messages.success(
                request, _("It is passed on. The old page shows nothing any more; the search begins anew.")
            )
            return redirect("family_desk:request", made)
    context = {"form": form, "opened": opened, "heirs": sheets.heirs_lines(opened.form)}
    return render(request, "family_desk/pass_on.html", context)


@require_POST
@for_duties(Duty.FAMILY_DESK)
def take_back(request: StaffRequest, request_id: str) -> HttpResponseBase:
    """Open a request again whose enquirer lives, and close the heir's."""
    form, now, parts = TakeBackForm(request.POST), request.parts.clock.now(), request.parts
    opened = _opened(request, request_id)
    if form.is_valid():
        with mending(form):
            reason = form.cleaned_data["reason"]
            filing.take_back_passing(actor=request.actor, now=now, parts=parts, request_id=opened.id, reason=reason)
            messages.success(request, _("It is open again. Her page says again what it said."))
            return redirect("family_desk:request", request_id)
    return render(request, "family_desk/take_back.html", {"form": form, "opened": opened})


def _opened(request: StaffRequest, request_id: str) -> RequestFile:
    """Open the request for this person; that it was read is in the ledger."""
    parts, now = request.parts, request.parts.clock.now()
    opened = request_for(RequestId(request_id), request.actor, parts=parts)
    require_to_know(request, opened)
    note_reading(actor=request.actor, now=now, parts=parts, subject=opened.id, act="request read")
    return opened


def _passed(request: StaffRequest, opened: RequestFile, form: HeirForm) -> RequestId:
    given, now, parts = form.cleaned_data, request.parts.clock.now(), request.parts
    heir = RequestForm(
        filed_at=now.isoformat(),
        way=Way.TELEPHONE if given["phone"] else Way.PAGE,
        **{name: given[name] for name in _OF_THE_HEIR},
    )
    passing = Passing(chosen=given["chosen"], related=given["related"], heir=heir, reason=given["reason"])
    return filing.pass_on(actor=request.actor, now=now, parts=parts, request_id=opened.id, passing=passing)
