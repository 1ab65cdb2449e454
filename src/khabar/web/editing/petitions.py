"""Petitions at the editors' desk: the list, one with its numbers, writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from khabar.apps.campaigns.actions import rewrite
from khabar.apps.campaigns.actions import write as write_anew
from khabar.apps.campaigns.queries import campaigns, opened_campaign
from khabar.apps.petitions.queries import rush_of
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid
from khabar.web.editing.petition_forms import (
    ApprovalForm,
    AsideForm,
    CountForm,
    PlanForm,
    PrintForm,
    ReasonForm,
    VersionForm,
    as_written,
)
from khabar.web.front.access import for_duties

if TYPE_CHECKING:
    from django import forms
    from django.http.response import HttpResponseBase

    from khabar.apps.campaigns.queries import Opened
    from khabar.web.front.access import StaffRequest

SOMEBODY_WROTE = _("Somebody else has written a version meanwhile. Please look at it and begin again.")


@require_safe
@for_duties(Duty.EDITOR)
def every(request: StaffRequest) -> HttpResponseBase:
    """List the petitions of this house."""
    return render(request, "editing/petitions.html", {"petitions": campaigns()})


@require_http_methods(["GET", "POST"])
@for_duties(Duty.EDITOR)
def new(request: StaffRequest) -> HttpResponseBase:
    """Write a petition."""
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            campaign_id = write_anew(
                actor=request.actor, now=request.parts.clock.now(), parts=request.parts, plan=form.plan()
            )
        except Invalid as problem:
            mend(form, problem)
        else:
            return redirect("editing:petition", campaign_id)
    return render(request, "editing/petition_write.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@for_duties(Duty.EDITOR)
def one(request: StaffRequest, campaign_id: str) -> HttpResponseBase:
    """Show one petition: its text, its numbers, what waits for a second person."""
    return page(request, opened(request, campaign_id))


@require_http_methods(["GET", "POST"])
@for_duties(Duty.EDITOR)
def write(request: StaffRequest, campaign_id: str) -> HttpResponseBase:
    """Write another version; approval starts anew."""
    petition = opened(request, campaign_id)
    if request.method == "GET":
        form, version = PlanForm(initial=as_written(petition.plan)), VersionForm(initial={"version": petition.version})
        return _writing(request, petition, form, version)
    form, version = PlanForm(request.POST), VersionForm(request.POST)
    if form.is_valid() and version.is_valid() and _rewritten(request, petition, form, version):
        return redirect("editing:petition", campaign_id)
    return _writing(request, petition, form, version)


def opened(request: StaffRequest, campaign_id: str) -> Opened:
    """Open a petition for the one who asks; a page that was not found for an id nobody has."""
    found = opened_campaign(campaign_id, account=request.actor.name, parts=request.parts)
    if found is None:
        raise Http404
    return found


def page(request: StaffRequest, petition: Opened, **forms: forms.Form) -> HttpResponseBase:
    """Show a petition's page, with those forms as they were sent that have something to mend."""
    blank = {
        "approval": ApprovalForm(initial={"version": petition.version}),
        "closing": ReasonForm(),
        "printing": PrintForm(),
        "counting": CountForm(),
        "aside": AsideForm(petition.plan),
        "back": ReasonForm(),
    }
    rush = rush_of(petition.id, request.parts.clock.now())
    context = {"petition": petition, "rush": rush, **blank, **forms, "wrong": next(iter(forms.values()), None)}
    return render(request, "editing/petition.html", context, status=422 if forms else 200)


def mend(form: forms.Form, problem: Invalid) -> None:
    """Put what a rule said beside the field it speaks of."""
    form.add_error(problem.field if problem.field in form.fields else None, gettext(problem.message))


def said(request: StaffRequest, sentence: str) -> None:
    """Say on the next page what was done."""
    messages.success(request, sentence)


def _rewritten(request: StaffRequest, petition: Opened, form: PlanForm, version: VersionForm) -> bool:
    try:
        rewrite(
            actor=request.actor,
            now=request.parts.clock.now(),
            parts=request.parts,
            campaign_id=petition.id,
            plan=form.plan(),
            version=version.cleaned_data["version"],
        )
    except Invalid as problem:
        mend(form, problem)
    except Conflict:
        form.add_error(None, str(SOMEBODY_WROTE))
    return not form.errors


def _writing(request: StaffRequest, petition: Opened, form: PlanForm, version: VersionForm) -> HttpResponseBase:
    context = {"form": form, "version": version, "petition": petition}
    return render(request, "editing/petition_write.html", context, status=422 if form.errors else 200)
