"""What is done with a letter: accept, ask for a change, let go, type the reply. Each only while its letter is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from khabar.apps.post.actions import accept, ask_change, let_go, record_reply
from khabar.apps.post.queries import open_until
from khabar.domain.duties import Duty
from khabar.domain.messages import MessageState
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending
from khabar.web.letters.forms import AcceptForm, ChangeForm, LetGoForm, ReplyForm
from khabar.web.letters.pages import message_of, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase

    from khabar.apps.post.queries import MessageLine
    from khabar.web.front.access import StaffRequest
    from khabar.web.front.deed_forms import DeedForm


@require_POST
@for_duties(Duty.LETTERS)
def accept_letter(request: StaffRequest, message_id: str) -> HttpResponseBase:
    """Accept a message as one that may be carried."""
    message, parts = message_of(request, message_id), request.parts

    def deed() -> None:
        accept(actor=request.actor, now=parts.clock.now(), parts=parts, message_id=message.id)

    return _done(request, message, AcceptForm(request.POST), deed)


@require_POST
@for_duties(Duty.LETTERS)
def ask_for_change(request: StaffRequest, message_id: str) -> HttpResponseBase:
    """Ask the writer to change a message, in words that stand on the writer's page."""
    message, parts, form = message_of(request, message_id), request.parts, ChangeForm(request.POST)

    def deed() -> None:
        words = form.cleaned_data["words"]
        ask_change(actor=request.actor, now=parts.clock.now(), parts=parts, message_id=message.id, words=words)

    return _done(request, message, form, deed)


@require_POST
@for_duties(Duty.LETTERS)
def let_letter_go(request: StaffRequest, message_id: str) -> HttpResponseBase:
    """Let an accepted message leave with the next round."""
    message, parts = message_of(request, message_id), request.parts

    def deed() -> None:
        let_go(actor=request.actor, now=parts.clock.now(), parts=parts, message_id=message.id)

    return _done(request, message, LetGoForm(request.POST), deed)


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.LETTERS)
def type_reply(request: StaffRequest, message_id: str) -> HttpResponseBase:
    """Take the reply to a letter that was handed over, as it stands on the paper."""
    message, parts = message_of(request, message_id), request.parts
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with mending(form):
            text = form.cleaned_data["text"]
            record_reply(actor=request.actor, now=parts.clock.now(), parts=parts, message_id=message.id, text=text)
        if not form.errors:
            messages.success(request, _("The reply is kept. Somebody else compares and accepts it."))
            return redirect("letters:home")
    if not form.is_bound and not (message.to_hand_over and message.state is MessageState.LEFT):
        return redirect("letters:letter", message_id)
    return render(request, "letters/reply.html", {"message": message, "form": form})


def _done(request: StaffRequest, message: MessageLine, form: DeedForm, deed: Callable[[], None]) -> HttpResponseBase:
    """Do a deed with an open letter; where it has closed meanwhile, nothing is done and the page says so."""
    if form.is_valid() and _is_open(request, message):
        with mending(form):
            deed()
        if not form.errors:
            messages.success(request, _("It is kept."))
            return redirect("letters:letter", message.id)
    return shown(request, message, form)


def _is_open(request: StaffRequest, message: MessageLine) -> bool:
    return open_until(message.id, request.actor, now=request.parts.clock.now()) is not None
