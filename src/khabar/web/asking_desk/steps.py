"""The deeds about a pair: one address each. What was typed stays when somebody acted first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khabar.apps.matches import actions
from khabar.apps.matches.old_objections import make_wish_of_objection
from khabar.domain.asking import Step
from khabar.domain.duties import Duty
from khabar.web.asking_desk.forms import (
    AgreeForm,
    FindingsForm,
    NamedForm,
    NotReachedForm,
    ObjectionForm,
    SetAsideForm,
    TakeBackForm,
    TakeUpForm,
)
from khabar.web.asking_desk.pages import opened, shown
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.apps.matches.queries import PairView
    from khabar.web.front.access import StaffRequest
    from khabar.web.front.deed_forms import SeenForm


@require_POST
@for_duties(Duty.ASKING_DESK)
def note_findings(request: StaffRequest, pair_id: str) -> HttpResponseBase:
    """Keep what the desk has found out before asking."""
    view, form = opened(request, pair_id), FindingsForm(request.POST)
    if form.is_valid():
        with mending(form):
            actions.note_findings(
                actor=request.actor,
                now=request.parts.clock.now(),
                parts=request.parts,
                pair_id=view.file.id,
                findings=form.findings(),
                seen=form.cleaned_data["seen"],
            )
    return _answered(request, view, form)


@require_POST
@for_duties(Duty.ASKING_DESK)
def agree_to_ask(request: StaffRequest, pair_id: str) -> HttpResponseBase:
    """Say, as one of two, that this person is to be asked."""
    view = opened(request, pair_id)
    return _stepped(request, view, AgreeForm(request.POST, obstacles=view.obstacles), Step.AGREE_TO_ASK)


@require_POST
@for_duties(Duty.ASKING_DESK)
def agree_is_named(request: StaffRequest, pair_id: str) -> HttpResponseBase:
    """Say, as one of two, that the person named this enquirer as the one to tell."""
    return _stepped(request, opened(request, pair_id), NamedForm(request.POST), Step.AGREE_IS_NAMED)


@require_POST
@for_duties(Duty.ASKING_DESK)
def take_back(request: StaffRequest, pair_id: str) -> HttpResponseBase:
    """Undo what was agreed, until it leaves."""
    return _stepped(request, opened(request, pair_id), TakeBackForm(request.POST), Step.TAKE_BACK)


@require_POST
@for_duties(Duty.ASKING_DESK)
def set_aside(request: StaffRequest, pair_id: str) -> HttpResponseBase:
    """Say that this is not the same person after all."""
    return _stepped(request, opened(request, pair_id), SetAsideForm(request.POST), Step.SET_ASIDE)


@require_POST
@for_duties(Duty.ASKING_DESK)
def take_up(request: StaffRequest, pair_id: str) -> HttpResponseBase:
    """Look again at a pair that was set aside."""
    return _stepped(request, opened(request, pair_id), TakeUpForm(request.POST), Step.TAKE_UP)


@require_POST
@for_duties(Duty.ASKING_DESK)
def objection(request: StaffRequest, pair_id: str) -> HttpResponseBase:
    """Make of a mark that version 0.1.0 had set a wish for silence, which two of the desk can lift."""
    view, form = opened(request, pair_id), ObjectionForm(request.POST)
    if form.is_valid():
        with mending(form):
            make_wish_of_objection(
                actor=request.actor,
                now=request.parts.clock.now(),
                parts=request.parts,
                pair_id=view.file.id,
                seen=form.cleaned_data["seen"],
            )
    return _answered(request, view, form)


@require_POST
@for_duties(Duty.ASKING_DESK)
def not_reached(request: StaffRequest, pair_id: str) -> HttpResponseBase:
    """Record that the person could not be met alone, or not at all."""
    view, form = opened(request, pair_id), NotReachedForm(request.POST)
    if form.is_valid():
        with mending(form):
            actions.record_not_reached(
                actor=request.actor,
                now=request.parts.clock.now(),
                parts=request.parts,
                pair_id=view.file.id,
                seen=form.cleaned_data["seen"],
            )
    return _answered(request, view, form)


def _stepped(request: StaffRequest, view: PairView, form: SeenForm, step: Step) -> HttpResponseBase:
    if form.is_valid():
        with mending(form):
            actions.take_step(
                actor=request.actor,
                now=request.parts.clock.now(),
                parts=request.parts,
                pair_id=view.file.id,
                step=step,
                **form.cleaned_data,
            )
    return _answered(request, view, form)


def _answered(request: StaffRequest, view: PairView, form: SeenForm) -> HttpResponseBase:
    if form.errors:
        return shown(request, view, form)
    messages.success(request, _("It is kept."))
    return redirect("asking_desk:pair", view.file.id)
