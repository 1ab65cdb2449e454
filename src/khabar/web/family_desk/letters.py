"""Letters by post that say the same to everyone: which are due, all of them on paper, and that they are in the post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from khabar.apps.post.postal import letters_for, note_posted, print_letters
from khabar.apps.registry.readings import note_list_reading
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid
from khabar.web.front.access import for_duties

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.web.front.access import StaffRequest


@require_safe
@for_duties(Duty.FAMILY_DESK)
def letters(request: StaffRequest) -> HttpResponseBase:
    """List the letters that are due."""
    parts = request.parts
    due = letters_for(request.actor, parts=parts)
    subjects = [one.request for one in due]
    note_list_reading(actor=request.actor, now=parts.clock.now(), parts=parts, subjects=subjects, act="letters listed")
    context = {"due": due, "printed": any(one.says for one in due)}
    return render(request, "family_desk/letters.html", context)


@require_POST
@for_duties(Duty.FAMILY_DESK)
def printed(request: StaffRequest) -> HttpResponseBase:
    """Give all letters that are due as one document."""
    parts = request.parts
    try:
        paper = print_letters(actor=request.actor, now=parts.clock.now(), parts=parts)
    except (Conflict, Invalid) as problem:
        messages.error(request, gettext(problem.message if isinstance(problem, Invalid) else str(problem)))
        return redirect("family_desk:letters")
    attachment = {"Content-Disposition": 'attachment; filename="letters.pdf"'}
    return HttpResponse(paper, content_type="application/pdf", headers=attachment)


@require_POST
@for_duties(Duty.FAMILY_DESK)
def posted(request: StaffRequest) -> HttpResponseBase:
    """Note that the printed letters are in the post."""
    parts = request.parts
    number = note_posted(actor=request.actor, now=parts.clock.now(), parts=parts)
    done = ngettext("%(number)d letter is noted as posted.", "%(number)d letters are noted as posted.", number)
    messages.success(request, done % {"number": number})
    return redirect("family_desk:letters")
