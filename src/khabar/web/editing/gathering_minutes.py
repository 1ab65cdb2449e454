"""Minutes of a sitting: line by line, each with its speaker as that person has agreed to be spoken of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST

from khabar.apps.gatherings import minutes as deeds
from khabar.apps.gatherings.queries import THEIR_DUTIES, minutes_in_words
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict
from khabar.domain.gatherings.told import time_told
from khabar.web.editing.gathering_forms import LineForm
from khabar.web.editing.gathering_words import KINDS
from khabar.web.editing.gatherings import acting, with_sitting
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.web.front.access import StaffRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(*THEIR_DUTIES)
def minutes(request: StaffRequest, gathering_id: str, sitting_id: str) -> HttpResponseBase:
    """Show the minutes, and add a line."""
    seen, sitting = with_sitting(request, gathering_id, sitting_id)
    data = request.POST if request.method == "POST" else None
    form = LineForm(data, initial={"seen": sitting.minutes_version}, guests=seen.guests_of(sitting.id))
    if form.is_valid():
        with mending(form):
            known = replace(sitting, minutes_version=form.cleaned_data["seen"])
            deeds.write_line(**acting(request), gathering=seen, sitting=known, line=form.built)
            return redirect("editing:minutes", seen.id, sitting.id)
    form.show_beside(sitting.minutes_version)
    language, today = get_language() or "en", request.parts.clock.now().date()
    told = minutes_in_words(seen, sitting, language, today=today, parts=request.parts)
    lines = [
        {"id": one.id, "kind": KINDS[one.kind], "told": words}
        for one, words in zip(sitting.minutes.lines, told, strict=True)
    ]
    context = {
        "gathering": seen,
        "sitting": sitting,
        "form": form,
        "lines": lines,
        "time": time_told(sitting.plan.when, language).lines,
        "may_write_letters": Duty.ADVOCATE in request.actor.duties,
    }
    return render(request, "editing/gathering_minutes.html", context)


@require_POST
@for_duties(*THEIR_DUTIES)
def drop(request: StaffRequest, gathering_id: str, sitting_id: str, line_id: str) -> HttpResponseBase:
    """Take a line out."""
    seen, sitting = with_sitting(request, gathering_id, sitting_id)
    version = request.POST.get("seen", "")
    known = replace(sitting, minutes_version=int(version) if version.isdecimal() else -1)
    try:
        deeds.drop_line(**acting(request), sitting=known, line=line_id)
    except Conflict as earlier:
        messages.error(request, gettext(str(earlier)))
    return redirect("editing:minutes", seen.id, sitting.id)
