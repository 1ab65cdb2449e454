"""Typing a paper up at the family desk, with its pictures beside the form; and blank paper for families.

What a machine believes to see in a box is said as a proposal: it chooses nothing by itself.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khabar.apps.post.blanks import print_message_form, print_request_forms
from khabar.apps.post.filing import file_typed, pictures_beside
from khabar.apps.registry.actions import note_reading
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid
from khabar.domain.forms import RequestForm
from khabar.domain.ids import RequestId
from khabar.domain.sheets import SheetKind
from khabar.vault import canonical
from khabar.web.family_desk.papers import DESK
from khabar.web.family_desk.typing_forms import MessageFormForm, RequestFormsForm, TypedFields
from khabar.web.front import paper_words, sheets
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending
from khabar.web.front.trays import WITH_PICTURES, scan_of

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.apps.paper.files import ScanFile
    from khabar.domain.documents import Look
    from khabar.web.front.access import StaffRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.FAMILY_DESK)
def type_paper(request: StaffRequest, scan_id: str) -> HttpResponseBase:
    """Show a request form's pictures beside the form; file what was typed, and settle the pictures with it."""
    scan = scan_of(request, DESK, scan_id)
    if scan.sheet is None or scan.sheet.kind is not SheetKind.INTAKE or not scan.is_waiting:
        raise Http404
    form = TypedFields(request.POST or None)
    if (filed := _filed(request, form, key=["intake", scan.code_hash], scan_id=scan.id)) is not None:
        return filed
    now = request.parts.clock.now()
    note_reading(actor=request.actor, now=now, parts=request.parts, subject=scan.id, act="paper read")
    pictures = [
        {"address": DESK.address("paper_picture", one.id), "turned": paper_words.turned(one), "number": number}
        for number, one in enumerate(pictures_beside(scan, request.actor, parts=request.parts), start=1)
    ]
    context = {"form": form, "pictures": pictures, "seen": _seen(scan), "address": DESK.address("type_paper", scan.id)}
    response = render(request, "family_desk/type.html", context)
    response.headers["Content-Security-Policy"] = WITH_PICTURES
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.FAMILY_DESK)
def type_new(request: StaffRequest) -> HttpResponseBase:
    """Type a paper up that lies on the table, or what a family says; sending it twice files it once."""
    form = TypedFields(request.POST or None, initial={"token": request.parts.entropy.bytes(16).hex()})
    filed = _filed(request, form, key=["typed", request.POST.get("token", "")])
    return filed or render(request, "family_desk/type.html", {"form": form, "address": ""})


@require_safe
@for_duties(Duty.FAMILY_DESK)
def blank_forms(request: StaffRequest) -> HttpResponseBase:
    """Show which blank forms can be printed."""
    return render(request, "family_desk/forms.html", {"form": RequestFormsForm()})


@require_POST
@for_duties(Duty.FAMILY_DESK)
def print_forms(request: StaffRequest) -> HttpResponseBase:
    """Give blank request forms as one document."""
    form, now, parts = RequestFormsForm(request.POST), request.parts.clock.now(), request.parts
    if form.is_valid():
        with mending(form):
            count, look = form.cleaned_data["count"], form.look
            return _document(print_request_forms(actor=request.actor, now=now, parts=parts, count=count, look=look))
    return render(request, "family_desk/forms.html", {"form": form})


@require_POST
@for_duties(Duty.FAMILY_DESK)
def print_message(request: StaffRequest, request_id: str) -> HttpResponseBase:
    """Give one blank message form for this family."""
    form = MessageFormForm(request.POST)
    try:
        if form.is_valid():
            return _document(_message_form(request, RequestId(request_id), form.look))
    except (Conflict, Invalid) as problem:
        messages.error(request, _(problem.message if isinstance(problem, Invalid) else str(problem)))
    return redirect("family_desk:request", request_id)


def _message_form(request: StaffRequest, request_id: RequestId, look: Look) -> bytes:
    now, parts = request.parts.clock.now(), request.parts
    return print_message_form(actor=request.actor, now=now, parts=parts, request_id=request_id, look=look)


def _filed(request: StaffRequest, form: TypedFields, *, key: list[str], scan_id: str = "") -> HttpResponseBase | None:
    """File what was typed and go to the request; None while there is something to mend, or nothing was sent."""
    now, parts = request.parts.clock.now(), request.parts
    typed = form.looked_over(now) if form.is_valid() else None
    if not isinstance(typed, RequestForm):
        return None
    hashed = hashlib.sha256(canonical.encode(key)).digest()
    made = ""
    with mending(form):
        made = file_typed(actor=request.actor, now=now, parts=parts, form=typed, key=hashed, scan_id=scan_id)
    if not made:
        return None
    messages.success(request, _("It is filed. The slip opens the page after the next of our fixed hours."))
    return redirect("family_desk:request", made)


def _seen(scan: ScanFile) -> str:
    """Say what the machine sees in the boxes for what may be said of the enquirer; it chooses nothing."""
    inked = [tick.box for tick in scan.inside.ticks if tick.ticked]
    words = paper_words.seen_words(scan)
    if len(inked) != 1 or not 1 <= inked[0] <= len(sheets.SAID_IN_ORDER):
        return words
    meaning = sheets.said_of_me(sheets.SAID_IN_ORDER[inked[0] - 1])
    return _("%(seen)s It stands for: may be said of them: %(meaning)s.") % {"seen": words, "meaning": meaning}


def _document(pdf: bytes) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="forms.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
