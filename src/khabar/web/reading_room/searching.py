"""Looking for words: a form, and hits with pieces of their text. What is sought stands in no address and no ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from khabar.apps.archive.actions import note_search
from khabar.apps.archive.queries import MOST_FOUND, READERS, look_for
from khabar.domain.search_queries import wanted
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending
from khabar.web.reading_room.acting import acting
from khabar.web.reading_room.forms import SearchForm
from khabar.web.reading_room.shown import hit_shown

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.apps.archive.queries import Found
    from khabar.web.front.access import StaffRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(*READERS)
def search(request: StaffRequest) -> HttpResponseBase:
    """Look for words; while the index is still being filled, say how far the answer reaches."""
    form, answer = SearchForm(request.POST if request.method == "POST" else None), None
    if form.is_bound and form.is_valid():
        with mending(form):
            answer = _looked(request, form)
    context: dict[str, object] = {
        "form": form,
        "found": answer,
        "hits": [hit_shown(one) for one in answer.hits] if answer else [],
    }
    if answer:
        context["is_whole"] = answer.searched == answer.of
        context["percent"] = 100 * answer.searched // max(answer.of, 1)
        context["has_more"] = len(answer.hits) >= MOST_FOUND
    return render(request, "reading_room/search.html", context, status=422 if form.errors else 200)


def _looked(request: StaffRequest, form: SearchForm) -> Found:
    sought = wanted(form.cleaned_data["words"], by_sound=form.cleaned_data["by_sound"])
    answer = look_for(sought, request.actor, parts=request.parts)
    note_search(**acting(request), number=len(answer.hits))
    return answer
