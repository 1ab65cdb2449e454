"""The word a bringer brings, and the three things that can come of it. Each opening is in the ledger first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khabar.apps.calls.bringing import note_opened, note_word, to_speak
from khabar.domain.bringing import Brought
from khabar.domain.duties import Duty
from khabar.domain.ids import PermitId
from khabar.web.bringer.forms import WordForm
from khabar.web.front.access import for_duties

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.web.front.access import StaffRequest


@require_safe
@for_duties(Duty.BRINGER)
def home(request: StaffRequest) -> HttpResponseBase:
    """Show what may be spoken now, to whom, and how she is reached; or that there is nothing to bring."""
    parts, now = request.parts, request.parts.clock.now()
    note_opened(actor=request.actor, now=now, parts=parts)
    word = to_speak(request.actor, on=now.date(), parts=parts)
    form = WordForm(initial={"word": word.permit if word else ""})
    return render(request, "bringer/home.html", {"word": word, "form": form})


@require_POST
@for_duties(Duty.BRINGER)
def spoken(request: StaffRequest) -> HttpResponseBase:
    """Note that the word was spoken; from here on it is closed."""
    return _noted(request, Brought.SPOKEN, _("It is noted. What you spoke is closed now, and yours to forget."))


@require_POST
@for_duties(Duty.BRINGER)
def not_reached(request: StaffRequest) -> HttpResponseBase:
    """Note that she was not reached, or not alone; the word stays to be brought."""
    return _noted(request, Brought.NOT_REACHED, _("It is noted. Try again another day."))


@require_POST
@for_duties(Duty.BRINGER)
def stop_word(request: StaffRequest) -> HttpResponseBase:
    """Note that the stop word was said; nothing more is brought until the asking desk has looked."""
    return _noted(request, Brought.STOP_WORD, _("It is noted. Do not go there again. Others will look into it."))


def _noted(request: StaffRequest, brought: Brought, thanks: str) -> HttpResponseBase:
    form, parts = WordForm(request.POST), request.parts
    if not form.is_valid():
        raise Http404
    note_word(
        actor=request.actor,
        now=parts.clock.now(),
        parts=parts,
        permit_id=PermitId(form.cleaned_data["word"]),
        brought=brought,
    )
    messages.success(request, thanks)
    return redirect("bringer:home")
