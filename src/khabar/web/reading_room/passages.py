"""One paragraph: its text and the raw one, other readings to choose, a correction, and the way back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from khabar.apps.archive.correcting import as_the_machine_read_it, correct, switch
from khabar.apps.archive.queries import passage
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid
from khabar.web.front.access import for_duties
from khabar.web.front.deed_pages import Deed, Way, deed_page
from khabar.web.reading_room.acting import acting, found, version_seen
from khabar.web.reading_room.forms import CorrectForm
from khabar.web.reading_room.shown import paragraph_shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase

    from khabar.apps.archive.queries import Passage
    from khabar.web.front.access import StaffRequest

CORRECT = Deed(
    title=_("A paragraph"),
    button=_("Let it read so"),
    done=_("It reads so now. The raw text stays beside it."),
    lead=_("Correct what the machine read wrongly, as it stands on the page."),
    template="reading_room/paragraph.html",
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.EDITOR)
def one(request: StaffRequest, leaf_id: str, at: int) -> HttpResponseBase:
    """Show a paragraph with its raw text, and let it be corrected."""
    with found():
        document, seen = passage(leaf_id, at, request.actor, parts=request.parts)
    initial = {"seen": seen.version, "text": seen.text}
    form = CorrectForm(request.POST if request.method == "POST" else None, initial=initial)
    way = Way(
        back=reverse("archive:document", args=[document.id]), about=document.card.filing.title, version=seen.version
    )
    beside = {"paragraph": paragraph_shown(seen)}
    return deed_page(
        request,
        CORRECT,
        form,
        way,
        lambda: correct(**acting(request), seen=_as_seen(seen, form), text=form.cleaned_data["text"]),
        beside,
    )


@require_POST
@for_duties(Duty.EDITOR)
def choose(request: StaffRequest, leaf_id: str, at: int, number: int) -> HttpResponseBase:
    """Take the other reading of one place."""
    return _changed(request, leaf_id, at, lambda seen: switch(**acting(request), seen=seen, number=number))


@require_POST
@for_duties(Duty.EDITOR)
def take_back(request: StaffRequest, leaf_id: str, at: int) -> HttpResponseBase:
    """Let a paragraph read again as the machine read it."""
    return _changed(request, leaf_id, at, lambda seen: as_the_machine_read_it(**acting(request), seen=seen))


def _changed(request: StaffRequest, leaf_id: str, at: int, do: Callable[[Passage], None]) -> HttpResponseBase:
    with found():
        _document, seen = passage(leaf_id, at, request.actor, parts=request.parts)
    try:
        do(replace(seen, version=version_seen(request)))
    except (Conflict, Invalid) as problem:
        messages.error(request, gettext(problem.message if isinstance(problem, Invalid) else str(problem)))
    else:
        messages.success(request, str(CORRECT.done))
    return redirect("archive:paragraph", leaf_id, at)


def _as_seen(seen: Passage, form: CorrectForm) -> Passage:
    return replace(seen, version=form.cleaned_data["seen"])
