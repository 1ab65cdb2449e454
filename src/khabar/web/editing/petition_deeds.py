"""What editors do with a petition: approve, close, print sheets, count them, set signatures aside, take that back."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khabar.apps.campaigns import actions
from khabar.apps.campaigns import sheets as on_paper
from khabar.apps.campaigns.asides import wanted
from khabar.domain.documents import Look
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid
from khabar.web.editing.petition_forms import ApprovalForm, AsideForm, CountForm, PrintForm, ReasonForm
from khabar.web.editing.petitions import SOMEBODY_WROTE, mend, opened, page, said
from khabar.web.front.access import for_duties

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django import forms
    from django.http.response import HttpResponseBase

    from khabar.domain.actors import Actor
    from khabar.ports import Parts
    from khabar.web.front.access import StaffRequest


@require_POST
@for_duties(Duty.EDITOR)
def approve(request: StaffRequest, campaign_id: str) -> HttpResponseBase:
    """Approve the version that was read."""
    form = ApprovalForm(request.POST)
    if _done(form, lambda: actions.approve(**_by(request, campaign_id), version=form.cleaned_data["version"])):
        said(request, _("Approved. It lies on the porch within a few seconds."))
        return redirect("editing:petition", campaign_id)
    return page(request, opened(request, campaign_id), approval=form)


@require_POST
@for_duties(Duty.EDITOR)
def close(request: StaffRequest, campaign_id: str) -> HttpResponseBase:
    """Close it before its last day."""
    form = ReasonForm(request.POST)
    if _done(form, lambda: actions.ask_to_close(**_by(request, campaign_id), reason=form.cleaned_data["reason"])):
        said(request, _("Closed. What was signed stays counted."))
        return redirect("editing:petition", campaign_id)
    return page(request, opened(request, campaign_id), closing=form)


@require_POST
@for_duties(Duty.EDITOR)
def sheets(request: StaffRequest, campaign_id: str) -> HttpResponseBase:
    """Print sheets; each has a code of its own."""
    form, made = PrintForm(request.POST), b""
    if form.is_valid():
        try:
            document = on_paper.print_sheets(**_by(request, campaign_id), how_many=form.cleaned_data["how_many"])
            made = request.parts.printer.print(document, Look(tuple(form.cleaned_data["languages"].split(","))))
        except Invalid as problem:
            mend(form, problem)
    if not made:
        return page(request, opened(request, campaign_id), printing=form)
    answer = HttpResponse(made, content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="sheets.pdf"'
    return answer


@require_POST
@for_duties(Duty.EDITOR)
def count(request: StaffRequest, campaign_id: str) -> HttpResponseBase:
    """Note how many valid lines a sheet has."""
    form = CountForm(request.POST)
    counted: list[bool] = []
    if _done(form, lambda: counted.append(_noted(request, campaign_id, form))):
        said(request, _("The sheet counts.") if counted[0] else _("Noted. A colleague counts it too, then it counts."))
        return redirect("editing:petition", campaign_id)
    return page(request, opened(request, campaign_id), counting=form)


@require_POST
@for_duties(Duty.EDITOR)
def set_aside(request: StaffRequest, campaign_id: str) -> HttpResponseBase:
    """Ask that signatures be set aside."""
    petition = opened(request, campaign_id)
    form = AsideForm(petition.plan, request.POST)
    if _done(form, lambda: _asked(request, campaign_id, form)):
        said(request, _("Asked. A colleague has to agree."))
        return redirect("editing:petition", campaign_id)
    return page(request, petition, aside=form)


@require_POST
@for_duties(Duty.EDITOR)
def agree(request: StaffRequest, campaign_id: str, aside_id: str) -> HttpResponseBase:
    """Agree to it as the second person."""
    petition = opened(request, campaign_id)
    if any(one.id == aside_id and one.may_agree for one in petition.asides):
        parts = request.parts
        actions.agree_to_set_aside(actor=request.actor, now=parts.clock.now(), parts=parts, invalidation_id=aside_id)
        said(request, _("They are set aside within a few seconds."))
    return redirect("editing:petition", campaign_id)


@require_POST
@for_duties(Duty.EDITOR)
def take_back(request: StaffRequest, campaign_id: str, aside_id: str) -> HttpResponseBase:
    """Let them count again."""
    petition, form, parts = opened(request, campaign_id), ReasonForm(request.POST), request.parts
    known = any(one.id == aside_id for one in petition.asides)
    if known and _done(
        form,
        lambda: actions.take_back(
            actor=request.actor,
            now=parts.clock.now(),
            parts=parts,
            invalidation_id=aside_id,
            reason=form.cleaned_data["reason"],
        ),
    ):
        said(request, _("They count again within a few seconds."))
        return redirect("editing:petition", campaign_id)
    return page(request, petition, back=form)


class _By(TypedDict):
    """Who acts, when, with what, on which petition: what every action asks for."""

    actor: Actor
    now: datetime
    parts: Parts
    campaign_id: str


def _by(request: StaffRequest, campaign_id: str) -> _By:
    parts = request.parts
    return _By(actor=request.actor, now=parts.clock.now(), parts=parts, campaign_id=campaign_id)


def _done(form: forms.Form, deed: Callable[[], object]) -> bool:
    """Do a deed when the form is whole; what a rule refuses stands in the form."""
    if not form.is_valid():
        return False
    try:
        deed()
    except Invalid as problem:
        mend(form, problem)
    except Conflict:
        form.add_error(None, str(SOMEBODY_WROTE))
    return not form.errors


def _noted(request: StaffRequest, campaign_id: str, form: CountForm) -> bool:
    given = form.cleaned_data
    return on_paper.note_count(**_by(request, campaign_id), code=given["code"], number=given["number"])


def _asked(request: StaffRequest, campaign_id: str, form: AsideForm) -> None:
    given, parts = form.cleaned_data, request.parts
    actions.ask_to_set_aside(
        actor=request.actor,
        now=parts.clock.now(),
        parts=parts,
        wanted=wanted(
            campaign_id, form.moment("since"), form.moment("until"), place=given["place"], language=given["language"]
        ),
        reason=given["reason"],
    )
