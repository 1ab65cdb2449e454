"""The public timeline of a petition: letters that left, the silence since, answers. Bodies and days, and nothing else.

It shows what an editor approved, as the house last saw it; the day of that stands on the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from khabar.apps.petitions.queries import shown_timeline
from khabar.domain.timelines import drawn, rows

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


@require_safe
def timeline(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show the timeline, drawn and as a table, and how the last day of each letter was counted."""
    found = shown_timeline(slug)
    if found is None:
        raise Http404
    language = (get_language() or "en").partition("-")[0]
    lines = [one.as_of(found.as_of) for one in found.letters]
    spoken, wording = found.plan.wording(language)
    context = {
        "slug": slug,
        "title": wording.title,
        "language": spoken,
        "direction": "rtl" if spoken == "fa" else "ltr",
        "drawing": mark_safe(drawn(lines, language, name="timeline")),  # noqa: S308 - the drawing escapes
        "rows": rows(lines, language),
        "computed": [
            (one.body, one.sent, one.computed.get(language) or one.computed["en"])
            for one in found.letters
            if one.computed
        ],
        "as_of": found.as_of,
    }
    return render(request, "petition/timeline.html", context)
