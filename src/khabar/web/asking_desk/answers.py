"""Writing down what the person answered, confirming it as a second reader, taking it back on the person's word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from khabar.apps.matches import actions
from khabar.apps.trips import carried
from khabar.domain.asking import Step
from khabar.domain.duties import Duty
from khabar.web.asking_desk import words
from khabar.web.asking_desk.answer_form import AnswerForm
from khabar.web.asking_desk.forms import ConfirmAnswerForm, WithdrawForm
from khabar.web.asking_desk.pages import opened, shown
from khabar.web.front import sheets
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.apps.matches.queries import PairView
    from khabar.web.front.access import StaffRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ASKING_DESK)
def answer(request: StaffRequest, pair_id: str) -> HttpResponseBase:
    """Show the words that were to be said, and take the answer as it was given."""
    view, today = opened(request, pair_id), request.parts.clock.now().date()
    if view.is_left_in_peace:
        return shown(request, view)
    initial = {"seen": view.file.version, "given_on": today.isoformat()}
    filed_on, typed = view.request.filed_at.date(), request.POST if request.method == "POST" else None
    form = AnswerForm(typed, initial=initial, filed_on=filed_on, today=today)
    if form.is_valid() and _recorded(request, view, form):
        messages.success(request, _("It is written down. It opens nothing until somebody else has confirmed it."))
        return redirect("asking_desk:pair", view.file.id)
    if not form.is_bound and Step.RECORD_ANSWER not in view.steps:
        return redirect("asking_desk:pair", view.file.id)
    form.show_beside(view.file.version)
    said = words.said_of_enquirer(view.request.form)
    context = {
        "pair": view.file.id,
        "form": form,
        "present": sheets.called(view.presence.form),
        "said": said,
        "who": words.who_it_is(said),
    }
    return render(request, "asking_desk/answer.html", context)


@require_POST
@for_duties(Duty.ASKING_DESK)
def confirm(request: StaffRequest, pair_id: str) -> HttpResponseBase:
    """Confirm, as the second of two, that this is what was answered."""
    view, form, parts = opened(request, pair_id), ConfirmAnswerForm(request.POST), request.parts
    if form.is_valid():
        with mending(form):
            now = parts.clock.now()
            carried.confirm_answer(actor=request.actor, now=now, parts=parts, pair_id=view.file.id, **form.cleaned_data)
    if form.errors:
        return shown(request, view, form)
    messages.success(request, _("The answer is kept. What may be told leaves with the next round."))
    return redirect("asking_desk:pair", view.file.id)


@require_POST
@for_duties(Duty.ASKING_DESK)
def withdraw(request: StaffRequest, pair_id: str) -> HttpResponseBase:
    """Take back, for the person, what was allowed towards this enquirer."""
    view, form = opened(request, pair_id), WithdrawForm(request.POST)
    if form.is_valid():
        with mending(form):
            actions.withdraw(
                actor=request.actor, now=request.parts.clock.now(), parts=request.parts, pair_id=view.file.id
            )
    if form.errors:
        return shown(request, view, form)
    messages.success(request, _("It is taken back. What has not left will not leave."))
    return redirect("asking_desk:pair", view.file.id)


def _recorded(request: StaffRequest, view: PairView, form: AnswerForm) -> bool:
    parts = request.parts
    with mending(form):
        carried.record_answer(
            actor=request.actor,
            now=parts.clock.now(),
            parts=parts,
            pair_id=view.file.id,
            answer=form.answer(),
            seen=form.cleaned_data["seen"],
        )
    return not form.errors
