"""Documents: the list, adding one, one of them leaf by leaf, its file as it came, taking it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from khabar.apps.archive.actions import open_file, take_out
from khabar.apps.archive.deciding import claims_of
from khabar.apps.archive.queries import READERS, counts, document, document_ids, listed
from khabar.apps.archive.states import State
from khabar.apps.archive.taking_in import add_document
from khabar.domain.archive_files import SENTENCES, Untaken
from khabar.domain.duties import Duty
from khabar.domain.errors import Invalid, Outside
from khabar.web.components.bodies import takes_files
from khabar.web.front.access import for_duties
from khabar.web.front.deed_pages import Deed, Way, deed_page
from khabar.web.front.mending import mending
from khabar.web.front.paging import page_of
from khabar.web.reading_room.acting import acting, found, may_change
from khabar.web.reading_room.forms import AddForm, ReasonForm, SearchForm
from khabar.web.reading_room.shown import document_shown, row_shown

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.web.front.access import StaffRequest

SECONDS_BETWEEN_LOOKS = 5
ADD = Deed(
    title=_("Add a document"),
    button=_("Add it"),
    done=_("It is in the archive."),
    lead=_("It is kept sealed as it comes, with its fingerprint, and read in a process that can reach nothing."),
)
FETCH = Deed(
    title=_("The file as it came"),
    button=_("Give me the file"),
    done=_("Here it is."),
    lead=_("The file is given out byte for byte, with names and all. That you opened it, and why, is in the ledger."),
)
TAKE_OUT = Deed(
    title=_("Take a document out"),
    button=_("Take it out"),
    done=_("It is taken out, with its claims."),
    lead=_(
        "Its file, its paragraphs and its claims are destroyed. Its fingerprint and your reason stay in the ledger."
    ),
)
PUT_ASIDE = _("It is kept and waits to be read. This page says how far that is.")


@require_safe
@for_duties(*READERS)
def every(request: StaffRequest) -> HttpResponseBase:
    """List the documents, with a place to search."""
    page = page_of(request, document_ids(request.actor))
    rows = [row_shown(one) for one in listed(list(page.object_list), request.actor, parts=request.parts)]
    context = {
        "rows": rows,
        "page": page,
        "counts": counts(request.actor),
        "form": SearchForm(),
        "may_change": may_change(request),
    }
    return _looking_again(request, render(request, "reading_room/documents.html", context), [one.state for one in rows])


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.EDITOR)
def add(request: StaffRequest) -> HttpResponseBase:
    """Add a document."""
    form = AddForm(request.POST, request.FILES) if request.method == "POST" else AddForm()
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        form.fields["document"].error_messages["required"] = gettext(SENTENCES[Untaken.TOO_MANY_BYTES])
    if form.is_bound and form.is_valid():
        with mending(form):
            added = _added(request, form)
            opened = document(added, 0, request.actor, parts=request.parts)
            messages.success(request, str(PUT_ASIDE if opened.listed.state is State.WAITING else ADD.done))
            return redirect("archive:document", added)
    context = {"deed": ADD, "form": form, "way": Way(back=reverse("archive:documents"))}
    return render(request, ADD.template, context)


@require_safe
@for_duties(*READERS)
def one(request: StaffRequest, document_id: str, number: int = 0) -> HttpResponseBase:
    """Show one document: what it is, its paragraphs, what is claimed in it."""
    with found():
        opened = document(document_id, number, request.actor, parts=request.parts)
    context = {
        "document": document_shown(opened),
        "claims": claims_of(document_id, request.actor, parts=request.parts) if number == 0 else [],
        "may_change": may_change(request),
    }
    return _looking_again(request, render(request, "reading_room/document.html", context), [opened.listed.state])


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.EDITOR)
def fetch(request: StaffRequest, document_id: str) -> HttpResponseBase:
    """Give the file as it came, for a reason, under a name that tells nothing."""
    form = ReasonForm(request.POST or None)
    with found():
        opened = document(document_id, 0, request.actor, parts=request.parts)
        if form.is_bound and form.is_valid():
            with mending(form):
                reason = form.cleaned_data["reason"]
                return _attachment(open_file(**acting(request), document_id=document_id, reason=reason))
    way = Way(back=reverse("archive:document", args=[document_id]), about=opened.listed.card.filing.title)
    return render(request, FETCH.template, {"deed": FETCH, "form": form, "way": way})


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.EDITOR)
def remove(request: StaffRequest, document_id: str) -> HttpResponseBase:
    """Take a document out of the archive."""
    form = ReasonForm(request.POST or None)
    with found():
        opened = document(document_id, 0, request.actor, parts=request.parts)
        way = Way(
            back=reverse("archive:document", args=[document_id]),
            on=reverse("archive:documents"),
            about=opened.listed.card.filing.title,
        )
        return deed_page(
            request,
            TAKE_OUT,
            form,
            way,
            lambda: take_out(**acting(request), document_id=document_id, reason=form.cleaned_data["reason"]),
        )


def _added(request: StaffRequest, form: AddForm) -> str:
    try:
        return add_document(**acting(request), sent=form.sent())
    except Outside as trouble:
        raise Invalid("document", str(trouble)) from trouble


def _attachment(data: bytes) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="document.bin"'}
    return HttpResponse(data, content_type="application/octet-stream", headers=headers)


def _looking_again(request: StaffRequest, answer: HttpResponse, states: list[State]) -> HttpResponse:
    """Let a page on which something is being read load itself again, unless somebody holds it still."""
    if State.WAITING in states and "still" not in request.GET:
        answer.headers["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    return answer
