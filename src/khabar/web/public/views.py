"""Pages that are the same for everybody, always: the two doors, and who runs this.

They read settings and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khabar.web.components.doors import parts_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show the two doors of the porch."""
    return render(request, "public/start.html")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say who runs this, what we never do, and our limits with their numbers."""
    options = parts_of(request).options
    limits = [
        {"text": _("forms accepted from one network in a day"), "number": options.filings_per_day},
        {"text": _("tries at a code and PIN from one network in an hour"), "number": options.sign_ins_per_hour},
        {"text": _("minutes a visit to a page lasts"), "number": options.visit_minutes},
        {"text": _("hours between two rounds in which all pages are renewed"), "number": options.round_hours},
        {"text": _("days after which every family hears from us again"), "number": options.contact_days},
    ]
    return render(request, "public/about.html", {"limits": limits})
