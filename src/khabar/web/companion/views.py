"""Files of help: the list, a new one on the person's own yes, one file's page, and each deed on a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khabar.apps.accounts.queries import display_name_of
from khabar.apps.casework import help_actions as actions
from khabar.apps.casework.help_queries import help_files, other_companions
from khabar.domain.casework.companions import ASSURANCE, NOBODY_ELSE, require_need
from khabar.domain.duties import Duty
from khabar.domain.ids import AccountId
from khabar.web.companion import forms, sayings
from khabar.web.companion.deeds import filled, on_help, opened, today
from khabar.web.companion.words import AGREED, NEEDS
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending

if TYPE_CHECKING:
    from datetime import date

    from django.http.response import HttpResponseBase

    from khabar.apps.casework.help_files import OpenedHelp
    from khabar.web.companion.deeds import Acting
    from khabar.web.front.access import StaffRequest

GET_AND_POST = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Row:
    """One file in the list; `due_on` is None for a closed one."""

    id: str
    called: str
    step: str
    due_on: date | None
    is_overdue: bool


@dataclass(frozen=True)
class NeedLine:
    """One need in words."""

    id: str
    kind: str
    what: str
    met_on: date | None


@require_safe
@for_duties(Duty.COMPANION)
def home(request: StaffRequest) -> HttpResponseBase:
    """List the companion's own files, the step that is due first on top."""
    found = help_files(request.actor, parts=request.parts)
    now = request.parts.clock.now()
    actions.note_help_list(actor=request.actor, now=now, parts=request.parts, subjects=[one.id for one in found])
    context = {"rows": [_row(one, today(request)) for one in found], "assurance": _(ASSURANCE)}
    return render(request, "companion/home.html", context)


@require_http_methods(GET_AND_POST)
@for_duties(Duty.COMPANION)
def open_new(request: StaffRequest) -> HttpResponseBase:
    """Open a file of help, on the person's own yes."""
    form = forms.OpenHelpForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with mending(form):
            now = request.parts.clock.now()
            made = actions.open_help(
                actor=request.actor, now=now, parts=request.parts, new=form.new_help(), step=form.next_step()
            )
            messages.success(request, _("The file is open. You alone see it."))
            return redirect("companion:file", made)
    context = {"form": form, "assurance": _(ASSURANCE), "nobody_else": _(NOBODY_ELSE)}
    return render(request, "companion/open.html", context)


@require_safe
@for_duties(Duty.COMPANION)
def file(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Show one file of help; that it was read is in the ledger."""
    found, day = opened(request, file_id), today(request)
    body = found.body
    context = {
        "file": found,
        "body": body,
        "assurance": _(ASSURANCE),
        "nobody_else": _(NOBODY_ELSE),
        "agreed_by": AGREED[body.consent.by],
        "holds": body.consent.holds(day),
        "is_overdue": not found.is_closed and body.step.on < day,
        "needs": [NeedLine(one.id, str(NEEDS[one.kind]), one.what, one.met_on) for one in body.needs],
        "done": sorted(body.done, key=lambda one: one.on, reverse=True),
        "companion": display_name_of(AccountId(body.companion)),
    }
    return render(request, "companion/file.html", context)


@require_http_methods(GET_AND_POST)
@for_duties(Duty.COMPANION)
def step(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Set the next step, which also opens a closed file again."""
    found = opened(request, file_id)
    form = filled(request, found, forms.HelpStepForm)
    return on_help(request, sayings.STEP, found, form, lambda act: actions.take_help_step(**act, step=form.next_step()))


@require_http_methods(GET_AND_POST)
@for_duties(Duty.COMPANION)
def need(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Keep something that is needed."""
    found = opened(request, file_id)
    form = filled(request, found, forms.NeedForm)

    def do(act: Acting) -> None:
        actions.add_need(**act, kind=form.cleaned_data["kind"], what=form.cleaned_data["what"])

    return on_help(request, sayings.NEED, found, form, do)


@require_http_methods(GET_AND_POST)
@for_duties(Duty.COMPANION)
def met(request: StaffRequest, file_id: str, need_id: str) -> HttpResponseBase:
    """Keep that something needed was met today."""
    found = opened(request, file_id)
    require_need(found.body.needs, need_id)
    form = filled(request, found, forms.PlainHelpForm)
    return on_help(request, sayings.MET, found, form, lambda act: actions.meet_need(**act, need=need_id))


@require_http_methods(GET_AND_POST)
@for_duties(Duty.COMPANION)
def done(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Keep something that was done."""
    found = opened(request, file_id)
    form = filled(request, found, forms.DoneForm, initial={"done_on": today(request).isoformat()})

    def do(act: Acting) -> None:
        actions.note_done(**act, on=form.cleaned_data["done_on"], what=form.cleaned_data["what"])

    return on_help(request, sayings.DONE, found, form, do)


@require_http_methods(GET_AND_POST)
@for_duties(Duty.COMPANION)
def consent(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Keep that the person has agreed anew."""
    found = opened(request, file_id)
    form = filled(request, found, forms.ConsentForm)
    return on_help(
        request, sayings.CONSENT, found, form, lambda act: actions.renew_consent(**act, consent=form.consent())
    )


@require_http_methods(GET_AND_POST)
@for_duties(Duty.COMPANION)
def hand_over(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Give the file to another companion."""
    found = opened(request, file_id)
    form = filled(request, found, forms.HandOverForm, others=other_companions(AccountId(found.body.companion)))
    return on_help(
        request,
        sayings.HAND_OVER,
        found,
        form,
        lambda act: actions.hand_over(**act, to=form.cleaned_data["to"]),
        on=reverse("companion:home"),
    )


@require_http_methods(GET_AND_POST)
@for_duties(Duty.COMPANION)
def close(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Close the file with a reason."""
    found = opened(request, file_id)
    form = filled(request, found, forms.CloseHelpForm)
    return on_help(
        request, sayings.CLOSE, found, form, lambda act: actions.close_help(**act, reason=form.cleaned_data["reason"])
    )


@require_http_methods(GET_AND_POST)
@for_duties(Duty.COMPANION)
def take_back(request: StaffRequest, file_id: str) -> HttpResponseBase:
    """Take the person's yes back, which erases the file."""
    found = opened(request, file_id)
    form = filled(request, found, forms.TakeBackForm)
    return on_help(
        request,
        sayings.TAKE_BACK,
        found,
        form,
        lambda act: actions.erase_help(**act),
        on=reverse("companion:home"),
    )


def _row(found: OpenedHelp, day: date) -> Row:
    due = None if found.is_closed else found.body.step.on
    return Row(found.id, found.body.called, found.body.step.what, due, is_overdue=due is not None and due < day)
