"""Naming who speaks the words of an answer to the enquirer: one proposes, another confirms, anybody takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from khabar.apps.accounts.queries import display_name_of
from khabar.apps.matches import bringers as naming
from khabar.domain.bringing import Brought
from khabar.domain.duties import Duty
from khabar.domain.reaching import Way
from khabar.web.asking_desk import words
from khabar.web.asking_desk.bringer_forms import BringerForm, ConfirmForm, DropForm
from khabar.web.asking_desk.pages import opened, shown
from khabar.web.front import sheets
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.apps.matches.queries import PairView
    from khabar.web.front.access import StaffRequest
    from khabar.web.front.deed_forms import SeenForm


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ASKING_DESK)
def bringer(request: StaffRequest, pair_id: str) -> HttpResponseBase:
    """Show who brings the word of this pair, and take whom one of the desk proposes."""
    view, parts = opened(request, pair_id), request.parts
    if request.method != "POST":
        return _shown(request, view)
    form = BringerForm(request.POST, bringers=naming.bringers())
    if form.is_valid():
        with mending(form):
            naming.propose_bringer(
                actor=request.actor,
                now=parts.clock.now(),
                parts=parts,
                pair_id=view.file.id,
                bringer=form.cleaned_data["bringer"],
                seen=form.cleaned_data["seen"],
            )
    return _answered(request, view, form)


@require_POST
@for_duties(Duty.ASKING_DESK)
def confirm(request: StaffRequest, pair_id: str) -> HttpResponseBase:
    """Confirm, as the second person, who was proposed."""
    view, form, now = opened(request, pair_id), ConfirmForm(request.POST), request.parts.clock.now()
    if form.is_valid():
        with mending(form):
            seen = form.cleaned_data["seen"]
            naming.confirm_bringer(actor=request.actor, now=now, parts=request.parts, pair_id=view.file.id, seen=seen)
    return _answered(request, view, form)


@require_POST
@for_duties(Duty.ASKING_DESK)
def drop(request: StaffRequest, pair_id: str) -> HttpResponseBase:
    """Take back who was proposed or named."""
    view, form, now = opened(request, pair_id), DropForm(request.POST), request.parts.clock.now()
    if form.is_valid():
        with mending(form):
            seen = form.cleaned_data["seen"]
            naming.drop_bringer(actor=request.actor, now=now, parts=request.parts, pair_id=view.file.id, seen=seen)
    return _answered(request, view, form)


def _answered(request: StaffRequest, view: PairView, form: SeenForm) -> HttpResponseBase:
    if form.errors:
        return _shown(request, view, form)
    messages.success(request, _("It is kept."))
    return redirect("asking_desk:bringer", view.file.id)


def _shown(request: StaffRequest, view: PairView, failed: SeenForm | None = None) -> HttpResponseBase:
    if view.is_left_in_peace:
        return shown(request, view)
    seen = {"seen": view.file.version}
    forms: dict[str, SeenForm] = {
        BringerForm.deed: BringerForm(initial=seen, bringers=naming.bringers()),
        ConfirmForm.deed: ConfirmForm(initial=seen),
        DropForm.deed: DropForm(initial=seen),
    }
    if failed is not None:
        failed.show_beside(view.file.version)
        forms[failed.deed] = failed
    at = naming.bringer_of(view.file, parts=request.parts)
    context = {
        "pair": view.file.id,
        "present": sheets.called(view.presence.form),
        "told": words.told_words(view.allowed),
        "way": _way(view.request.form.way),
        "forms": forms,
        "failed": failed or ConfirmForm(),
        "proposed": display_name_of(at.proposed) if at.proposed else "",
        "proposed_by": display_name_of(at.proposed_by),
        "proposed_myself": bool(at.proposed) and request.actor.account == at.proposed_by,
        "named": display_name_of(at.named.bringer) if at.named.bringer else "",
        "brought": _brought(at.named.brought),
        "is_spoken": at.named.brought is Brought.SPOKEN,
        "on": at.named.on,
    }
    return render(request, "asking_desk/bringer.html", context)


def _way(way: Way) -> str:
    said = {
        Way.PAGE: _("The family reads its own page. The words stand there, and need nobody to bring them."),
        Way.TELEPHONE: _("The family wants to be telephoned."),
        Way.POST: _("The family wants letters. News does not go into letters: somebody has to bring it."),
        Way.BRINGER: _("The family wants somebody to come."),
    }
    return said[way]


def _brought(brought: Brought) -> str:
    said = {
        Brought.WAITING: _("It has not been spoken yet."),
        Brought.NOT_REACHED: _("They were not reached, or not alone. The bringer tries again."),
        Brought.SPOKEN: _("It has been spoken."),
        Brought.STOP_WORD: _("The stop word was said. Nothing is brought until you name somebody again."),
    }
    return said[brought]
