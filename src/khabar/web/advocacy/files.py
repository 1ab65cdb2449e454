"""Families' files: the list by next step, closed ones, a new one, one file's page, and whom to call today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khabar.apps.casework.actions import note_list_reading, open_file
from khabar.apps.casework.queries import calling_list, closed_files, open_files, stopped_families
from khabar.apps.correspondence.queries import letters_for
from khabar.domain.casework.events import contradictions
from khabar.domain.casework.people import Part
from khabar.domain.duties import Duty
from khabar.web.advocacy import read_models
from khabar.web.advocacy.deeds import opened, today
from khabar.web.advocacy.file_forms import OpenFileForm
from khabar.web.advocacy.recipients import told_by_name
from khabar.web.advocacy.timelines import rows_of, sent_of, timeline_of
from khabar.web.advocacy.words import state_words
from khabar.web.components.saying import in_readers_words
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending
from khabar.web.front.paging import page_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from django.http.response import HttpResponseBase

    from khabar.apps.casework.files import OpenedFile
    from khabar.apps.casework.queries import CallLine, FileLine
    from khabar.domain.casework.people import FilePerson
    from khabar.web.front.access import StaffRequest


@dataclass(frozen=True)
class Row:
    """One file in a list: what colleagues call it, what is done next by which day, whether that day is over."""

    id: str
    label: str
    step: str
    due_on: date
    is_today: bool
    is_overdue: bool


@dataclass(frozen=True)
class Call:
    """One family to call: how it is reached, when it was last spoken with, what the call is for."""

    id: str
    label: str
    step: str
    due_on: date
    is_overdue: bool
    last_spoken: date | None
    stop_word: str
    family: list[FilePerson]


@require_safe
@for_duties(Duty.ADVOCATE)
def home(request: StaffRequest) -> HttpResponseBase:
    """List the open files, the one whose step is due first on top."""
    page = page_of(request, open_files(request.actor, parts=request.parts))
    rows = [_row(line, today(request)) for line in page.object_list]
    _note(request, [row.id for row in rows], "files listed")
    return render(request, "advocacy/home.html", {"page": page, "rows": rows})


@require_safe
@for_duties(Duty.ADVOCATE)
def closed(request: StaffRequest) -> HttpResponseBase:
    """List the closed files, newest first."""
    page = page_of(request, closed_files(request.actor, parts=request.parts))
    _note(request, [line.id for line in page.object_list], "files listed")
    return render(request, "advocacy/closed.html", {"page": page, "lines": page.object_list})


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def open_new(request: StaffRequest) -> HttpResponseBase:
    """Open a file: whom it is about, where they came from, what is done first."""
    form = OpenFileForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with mending(form):
            now = request.parts.clock.now()
            made = open_file(actor=request.actor, now=now, parts=request.parts, body=form.body())
            messages.success(request, _("The file is open."))
            return redirect("advocacy:file", made)
    return render(request, "advocacy/open.html", {"form": form})


@require_safe
@for_duties(Duty.ADVOCATE)
def file(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Show one file; that it was read is in the ledger."""
    return render(request, "advocacy/file.html", _shown(request, opened(request, file_id)))


@require_safe
@for_duties(Duty.ADVOCATE)
def calls(request: StaffRequest) -> HttpResponseBase:
    """List whom to call today, the longest unheard first, and whose stop word was heard."""
    day, parts = today(request), request.parts
    lines = calling_list(request.actor, today=day, parts=parts)
    stopped = stopped_families(request.actor, parts=parts)
    _note(request, [*(line.file.id for line in lines), *(line.id for line in stopped)], "calls listed")
    context = {"calls": [_call(line, day) for line in lines], "stopped": stopped, "today": day}
    return render(request, "advocacy/calls.html", context)


def _note(request: StaffRequest, subjects: Collection[str], act: str) -> None:
    now = request.parts.clock.now()
    note_list_reading(actor=request.actor, now=now, parts=request.parts, subjects=subjects, act=act)


def _row(line: FileLine, day: date) -> Row:
    due = line.due_on
    return Row(line.id, line.body.label, line.body.step.what, due, is_today=due == day, is_overdue=due < day)


def _call(line: CallLine, day: date) -> Call:
    body = line.file.body
    return Call(
        id=line.file.id,
        label=body.label,
        step=body.step.what,
        due_on=body.step.on,
        is_overdue=body.step.on < day,
        last_spoken=line.last_spoken,
        stop_word=body.stop_word,
        family=[one for one in body.people if one.part is Part.FAMILY],
    )


def _shown(request: StaffRequest, found: OpenedFile) -> dict[str, object]:
    day, body = today(request), found.body
    bodies = told_by_name(request.parts)
    sent = sent_of(letters_for(request.actor, parts=request.parts, file=found.id), bodies, day)
    return {
        "file": found,
        "body": body,
        "is_overdue": not found.is_closed and body.step.on < day,
        "people": read_models.people_of(found),
        "origin": state_words(body.departure.origin) if body.departure.origin else "",
        "had_left": body.departure.had_left,
        "feared": [state_words(one) for one in sorted(body.departure.left_in_fear)],
        "holders": [state_words(one) for one in sorted(body.holding.states)],
        "bars": [read_models.bar_line(one, bodies) for one in body.bars],
        "doors": read_models.votes_of(body.holding),
        "events": read_models.events_of(found, day),
        "timeline": timeline_of(found.events, sent, day),
        "sent": rows_of(sent),
        "contradictions": [in_readers_words(one) for one in contradictions(found.events, day)],
        "documents": read_models.documents_of(found),
        "contacts": read_models.contacts_of(found),
        "consents": read_models.consents_of(found, bodies, day),
        "said": read_models.said_of(found, bodies),
    }
