"""The page of one letter: closed, with the form that asks why; or open for a few minutes, with what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _

from khabar.apps.post.actions import look_again
from khabar.apps.post.queries import MessageLine, handing_over, message_for, open_until
from khabar.apps.rounds.queries import state
from khabar.domain.ids import MessageId
from khabar.domain.messages import MessageState, hints
from khabar.web.front.deed_forms import DeedForm, OpenLetterForm
from khabar.web.letters.forms import AcceptForm, ChangeForm, LetGoForm
from khabar.web.letters.trip_choice import trip_form

if TYPE_CHECKING:
    from datetime import datetime

    from django.http.response import HttpResponseBase

    from khabar.web.front.access import StaffRequest

CHANGEABLE = (MessageState.WRITTEN, MessageState.PLEASE_CHANGE, MessageState.ACCEPTED)


def state_words(message: MessageLine) -> str:
    """Say where a message stands and what can become of it."""
    if message.is_leaving:
        return _("Accepted: leaves with the next round")
    if message.may_leave:
        came_back = _("It was let go and has not left. It may leave: please let it go once more")
        return came_back if message.came_back else _("Accepted: may leave")
    if message.came_back:
        return _("It was let go and has not left. It waits for a way again")
    if message.to_hand_over:
        return _("Left: to be handed over")
    words = {
        MessageState.WRITTEN: _("Written: waits to be read"),
        MessageState.PLEASE_CHANGE: _("The writer is asked to change it"),
        MessageState.ACCEPTED: _("Accepted: waits for a way"),
        MessageState.LEFT: _("Left"),
        MessageState.ANSWERED: _("An answer came"),
    }
    return words[message.state]


def message_of(request: StaffRequest, message_id: str) -> MessageLine:
    """Give one message without its text, or the page for what is not there."""
    today = request.parts.clock.now().date()
    return message_for(MessageId(message_id), request.actor, on=today, parts=request.parts)


def next_round(request: StaffRequest) -> datetime:
    """Give the moment at which what may leave leaves."""
    return state(request.parts.clock.now(), every_hours=request.parts.options.round_hours).next_at


def shown(request: StaffRequest, message: MessageLine, failed: DeedForm | None = None) -> HttpResponseBase:
    """Show a message: open to who opened it a few minutes ago, closed to everybody else."""
    if open_until(message.id, request.actor, now=request.parts.clock.now()) is None:
        return _closed(request, message, failed)
    return _open(request, message, failed)


def _closed(request: StaffRequest, message: MessageLine, failed: DeedForm | None) -> HttpResponseBase:
    form = failed if isinstance(failed, OpenLetterForm) else OpenLetterForm()
    context = {
        "message": message,
        "state_words": state_words(message),
        "next_round": next_round(request),
        "form": form,
        "minutes": request.parts.options.reading_minutes,
        "closed_meanwhile": failed is not None and form is not failed,
        "typed": failed.data.get("words", "") if failed is not None else "",
    }
    return render(request, "letters/closed.html", context)


def _open(request: StaffRequest, message: MessageLine, failed: DeedForm | None) -> HttpResponseBase:
    parts, now = request.parts, request.parts.clock.now()
    letter = look_again(actor=request.actor, now=now, parts=parts, message_id=message.id)
    handing = handing_over(message.id, request.actor, now=now, parts=parts)
    forms: dict[str, DeedForm] = {form.deed: form() for form in (AcceptForm, ChangeForm, LetGoForm)}
    if failed is not None:
        forms[failed.deed] = failed
    context = {
        "message": message,
        "state_words": state_words(message),
        "next_round": next_round(request),
        "letter": {"writer": handing.writer if handing else "", "on": message.written_on, "text": letter.text},
        "until": letter.until,
        "hints": hints(letter.text),
        "handing_over": handing,
        "trip_form": trip_form(request) if handing else None,
        "may_change": message.state in CHANGEABLE and not message.is_leaving,
        "may_accept": message.state in CHANGEABLE and message.state is not MessageState.ACCEPTED,
        "forms": forms,
        "failed": failed or DeedForm(),
    }
    return render(request, "letters/open.html", context)
