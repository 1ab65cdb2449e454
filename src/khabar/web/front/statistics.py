"""The page of numbers: what this house has told of its work, quarter by quarter, the same for every colleague.

There is nothing to choose on it. It must never count anything itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from khabar.apps.statistics.queries import told_quarters
from khabar.domain.kinds import Kind
from khabar.web.front.access import for_all_staff

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.web.front.access import StaffRequest


@require_safe
@for_all_staff
def statistics(request: StaffRequest) -> HttpResponseBase:
    """Show every quarter that was told."""
    of_messages = request.parts.options.kind is Kind.INTERMEDIARY
    return render(request, "front/statistics.html", {"quarters": told_quarters(), "of_messages": of_messages})
