"""Finding the request of whoever is on the telephone: the question goes to the worker, sealed, with a reason.

This process compares no name: it waits a moment for the answer and shows what it says. Where the worker is in the
middle of a round the page says so, and looks again by itself. It is about requests alone, never about a presence.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from khabar.apps.registry.readings import requests_among
from khabar.apps.searches.actions import ask
from khabar.apps.searches.queries import Asked, asked
from khabar.domain.duties import Duty
from khabar.web.family_desk.forms import FindForm
from khabar.web.family_desk.lines import listed
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.web.front.access import StaffRequest

LOOKS, SECONDS_BETWEEN_LOOKS = 15, 0.1
"""How often a page looks for an answer before it is shown without one: a second and a half in one thread."""
SECONDS_UNTIL_AGAIN = 3


@require_POST
@for_duties(Duty.FAMILY_DESK)
def find(request: StaffRequest) -> HttpResponseBase:
    """Put the question for the worker, with its reason."""
    form = FindForm(request.POST)
    if form.is_valid():
        with mending(form):
            now, parts = request.parts.clock.now(), request.parts
            return redirect("family_desk:found", ask(actor=request.actor, now=now, parts=parts, **form.cleaned_data))
    return render(request, "family_desk/found.html", {"form": form, "lines": []})


@require_safe
@for_duties(Duty.FAMILY_DESK)
def found(request: StaffRequest, search_id: str) -> HttpResponseBase:
    """List the requests in which somebody may be called so; or say that it is being looked up, and look again."""
    answer = _answered_soon(request, search_id)
    form = FindForm(initial={"name": answer.name})
    if answer.found is None:
        response = render(request, "family_desk/looking.html", {"search": search_id, "form": form})
        response.headers["Refresh"] = str(SECONDS_UNTIL_AGAIN)
        return response
    opened = requests_among(answer.found, request.actor, parts=request.parts)
    return render(request, "family_desk/found.html", {"form": form, "lines": listed(request, opened)})


def _answered_soon(request: StaffRequest, search_id: str) -> Asked:
    """Wait a moment for the answer; what there is by then, answered or not."""
    for _ in range(LOOKS):
        answer = _asked(request, search_id)
        if answer.found is not None:
            return answer
        time.sleep(SECONDS_BETWEEN_LOOKS)
    return _asked(request, search_id)


def _asked(request: StaffRequest, search_id: str) -> Asked:
    return asked(search_id, request.actor, now=request.parts.clock.now(), parts=request.parts)
