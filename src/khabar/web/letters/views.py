"""The list of messages, one letter, and its opening for a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from khabar.apps.post.actions import open_letter
from khabar.apps.post.queries import messages_for
from khabar.domain.duties import Duty
from khabar.web.front.access import for_duties
from khabar.web.front.deed_forms import OpenLetterForm
from khabar.web.front.mending import mending
from khabar.web.front.paging import page_of
from khabar.web.letters.pages import message_of, next_round, shown, state_words

if TYPE_CHECKING:
    from datetime import date

    from django.http.response import HttpResponseBase

    from khabar.web.front.access import StaffRequest


@dataclass(frozen=True)
class Row:
    """One message in the list; `number` counts all of them, oldest first."""

    id: str
    number: int
    written_on: date
    state: str
    is_typed: bool


@require_safe
@for_duties(Duty.LETTERS)
def all_messages(request: StaffRequest) -> HttpResponseBase:
    """List the messages, oldest first: no name and no word of them."""
    parts = request.parts
    found = messages_for(request.actor, on=parts.clock.now().date(), parts=parts)
    rows = [
        Row(one.id, number, one.written_on, state_words(one), one.is_typed) for number, one in enumerate(found, start=1)
    ]
    page = page_of(request, rows)
    return render(request, "letters/list.html", {"page": page, "rows": page, "next_round": next_round(request)})


@require_safe
@for_duties(Duty.LETTERS)
def letter(request: StaffRequest, message_id: str) -> HttpResponseBase:
    """Show one message: its letter while it is open to this person, else the form that asks why."""
    return shown(request, message_of(request, message_id))


@require_POST
@for_duties(Duty.LETTERS)
def open_for_reason(request: StaffRequest, message_id: str) -> HttpResponseBase:
    """Open one letter for a few minutes; the reason is in the ledger before anything is shown."""
    parts, form = request.parts, OpenLetterForm(request.POST)
    message = message_of(request, message_id)
    if form.is_valid():
        with mending(form):
            open_letter(
                actor=request.actor,
                now=parts.clock.now(),
                parts=parts,
                message_id=message.id,
                reason=form.cleaned_data["reason"],
            )
    return shown(request, message, form) if form.errors else redirect("letters:letter", message_id)
