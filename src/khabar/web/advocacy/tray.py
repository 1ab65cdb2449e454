"""The tray: what came back and could not be filed for certain. People look, and say where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khabar.apps.accounts.queries import display_name_of
from khabar.apps.casework.queries import open_files
from khabar.apps.correspondence import incoming
from khabar.apps.correspondence.queries import address_book, letters_for
from khabar.domain.codes import grouped
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
from khabar.domain.ids import AccountId
from khabar.domain.replies.uploads import CameAs
from khabar.web.advocacy.letter_forms import SettleForm
from khabar.web.advocacy.letter_words import CAME_WORDS, KIND_WORDS
from khabar.web.front.access import for_duties
from khabar.web.front.mending import mending

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from khabar.apps.correspondence.incoming import InTray
    from khabar.web.front.access import StaffRequest

_GIVEN_AS = {
    CameAs.MAIL: ("text/plain; charset=utf-8", "mail.txt"),
    CameAs.TEXT: ("text/plain; charset=utf-8", "answer.txt"),
    CameAs.PDF: ("application/octet-stream", "answer.pdf"),
    CameAs.PICTURE: ("application/octet-stream", "answer.picture"),
}
"""How the bytes are given back: never as something that a browser would open by itself."""


@require_safe
@for_duties(Duty.ADVOCATE)
def tray(request: StaffRequest) -> HttpResponseBase:
    """List what waits, oldest first."""
    rows = [
        {
            "id": one.id,
            "kind": CAME_WORDS[one.came.kind],
            "on": one.came.on,
            "sender": one.came.sender,
            "people": one.came.people,
        }
        for one in incoming.tray(request.actor, parts=request.parts)
    ]
    return render(request, "advocacy/tray.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@for_duties(Duty.ADVOCATE)
def settle(request: StaffRequest, incoming_id: str) -> HttpResponseBase:
    """Show one thing with the reasons, and take where it belongs."""
    parts, one = request.parts, _waiting(request, incoming_id)
    proposed = f"{one.came.proposed}:{one.came.place}" if one.came.proposed else ""
    given = request.POST if request.method == "POST" else None
    form = SettleForm(given, initial={"letter": proposed}, choices=_choices(request))
    if form.is_valid():
        letter, place = form.chosen
        with mending(form):
            joined = incoming.settle(
                actor=request.actor,
                now=parts.clock.now(),
                parts=parts,
                incoming_id=incoming_id,
                letter_id=letter,
                place=place,
            )
            messages.success(
                request,
                _("It is filed under that letter.") if joined else _("Noted. A second person has to look at it too."),
            )
            return redirect("advocacy:tray")
    context = {
        "form": form,
        "incoming": incoming_id,
        "kind": CAME_WORDS[one.came.kind],
        "sender": one.came.sender,
        "reasons": [reason.said.told(gettext, str) for reason in one.came.reasons],
        "people": one.came.people,
        "proposed_by": display_name_of(AccountId(one.came.proposed_by)) if one.came.proposed_by else "",
    }
    return render(request, "advocacy/settle.html", context)


@require_safe
@for_duties(Duty.ADVOCATE)
def raw(request: StaffRequest, incoming_id: str) -> HttpResponseBase:
    """Give what came as it came, to be kept and not shown: nothing in it is run or fetched here."""
    try:
        found = incoming.raw_of(incoming_id, request.actor, now=request.parts.clock.now(), parts=request.parts)
    except Refused:
        raise Http404 from None
    kind, name = _GIVEN_AS[found.came_as]
    answer = HttpResponse(found.raw, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _waiting(request: StaffRequest, incoming_id: str) -> InTray:
    for one in incoming.tray(request.actor, parts=request.parts):
        if one.id == incoming_id:
            return one
    raise Http404


def _choices(request: StaffRequest) -> list[tuple[str, str]]:
    """List every recipient of every letter that this colleague may see, with its reference."""
    parts = request.parts
    book = address_book(parts=parts)
    files = ["", *(line.id for line in open_files(request.actor, parts=parts))]
    return [
        (f"{letter.id}:{place}", f"{KIND_WORDS[letter.body.kind]} · {book[body].card.name} · {grouped(code)}")
        for file in files
        for letter in letters_for(request.actor, parts=parts, file=file)
        for place, (body, code) in enumerate(zip(letter.body.bodies, letter.body.codes, strict=True))
    ]
