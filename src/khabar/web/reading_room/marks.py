"""Marking words as a private person's, and taking a mark back. No page lists what is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from khabar.apps.archive.marking import mark_words, take_mark_back, words_alike
from khabar.domain.duties import Duty
from khabar.web.components.days import shown_figures
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending
from khabar.web.reading_room.acting import acting
from khabar.web.reading_room.forms import UnmarkForm, WordsForm

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.web.front.access import StaffRequest

TAKEN_BACK = _("The mark is taken back. The words can be found again once all documents have been gone through.")


@require_safe
@for_duties(Duty.EDITOR)
def marks(request: StaffRequest) -> HttpResponseBase:
    """Show both forms."""
    return _page(request, WordsForm(), UnmarkForm())


@require_POST
@for_duties(Duty.EDITOR)
def mark(request: StaffRequest) -> HttpResponseBase:
    """Mark words, and propose words like them to be marked too."""
    form = WordsForm({"words": "\n".join(request.POST.getlist("words"))})
    near: list[str] = []
    if form.is_valid():
        with mending(form):
            number = mark_words(**acting(request), words=form.lines())
            near = words_alike(form.lines(), request.actor, parts=request.parts)
            said = ngettext("%(number)s mark is new.", "%(number)s marks are new.", number)
            messages.success(request, said % {"number": shown_figures(number)})
            if not near:
                return redirect("archive:marks")
    return _page(request, form if form.errors else WordsForm(), UnmarkForm(), near)


@require_POST
@for_duties(Duty.EDITOR)
def unmark(request: StaffRequest) -> HttpResponseBase:
    """Take a mark back, for a reason."""
    form = UnmarkForm(request.POST)
    if form.is_valid():
        with mending(form):
            given = form.cleaned_data
            take_mark_back(**acting(request), words=given["words"], reason=given["reason"])
            messages.success(request, str(TAKEN_BACK))
            return redirect("archive:marks")
    return _page(request, WordsForm(), form)


def _page(
    request: StaffRequest, marking: WordsForm, unmarking: UnmarkForm, near: list[str] | None = None
) -> HttpResponseBase:
    wrong = next((form for form in (marking, unmarking) if form.errors), None)
    context = {"marking": marking, "unmarking": unmarking, "near": near or [], "wrong": wrong}
    return render(request, "reading_room/marks.html", context, status=422 if wrong else 200)
