"""The helper's first page, the same on every day and for every helper; the calls of today are a page of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khabar.domain.duties import Duty
from khabar.domain.standing import ELSEWHERE
from khabar.web.front.access import for_duties

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.web.front.access import StaffRequest

FORM_WITH_SLIP = "family/form/slip/"
"""Where the porch has the form that helpers fill in: another process, so its address is not ours to reverse."""


@require_safe
@for_duties(Duty.HELPER)
def home(request: StaffRequest) -> HttpResponseBase:
    """Show how a form is filled in on the porch, and what to say."""
    words = _(ELSEWHERE) % {"date": _("the day that your own page names")}
    porch_form = f"{request.parts.options.porch_address}{FORM_WITH_SLIP}"
    return render(request, "helper/home.html", {"standing": words, "porch_form": porch_form})
