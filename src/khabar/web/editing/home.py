"""The first page of the editors' desk: what there is to edit, and nothing of any family's file.

It leads on and decides nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from khabar.domain.duties import Duty
from khabar.web.front.access import for_duties

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.web.front.access import StaffRequest


@require_safe
@for_duties(Duty.EDITOR)
def home(request: StaffRequest) -> HttpResponseBase:
    """Lead to what can be edited."""
    return render(request, "editing/home.html")
