"""Meaning a letter for the public timeline of a petition, or for none; what no rule allows is said beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khabar.apps.correspondence.public import stand_on
from khabar.domain.duties import Duty
from khabar.web.advocacy.letters import as_seen, opened, shown
from khabar.web.advocacy.page_forms import page_form_of
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.web.front.access import StaffRequest


@require_POST
@for_duties(Duty.ADVOCATE)
def mean_for(request: StaffRequest, letter_id: str) -> HttpResponseBase:
    """Note which public page a letter is meant for."""
    seen, form = opened(request, letter_id), page_form_of("", request.POST)
    if form.is_valid():
        with mending(form):
            stand_on(
                actor=request.actor,
                now=request.parts.clock.now(),
                parts=request.parts,
                seen=as_seen(request, seen),
                page=form.cleaned_data["page"],
            )
            messages.success(request, _("It is noted."))
            return redirect("advocacy:letter", letter_id)
    return shown(request, seen, failed=form)
