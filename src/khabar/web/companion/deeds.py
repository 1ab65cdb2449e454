"""Opening a file of help for its page or for a deed: each reading is in the ledger before anything is shown.

An unknown file, an erased one, another companion's and one of the own family are the same page that was not found.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from django.urls import reverse

from khabar.apps.casework.help_actions import note_help_reading
from khabar.apps.casework.help_queries import help_for
from khabar.web.companion.forms import HelpForm
from khabar.web.front.deed_pages import Deed, Way, deed_page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from django.http.response import HttpResponseBase

    from khabar.apps.casework.help_files import OpenedHelp
    from khabar.domain.actors import Actor
    from khabar.ports import Parts
    from khabar.web.front.access import StaffRequest

Form = TypeVar("Form", bound=HelpForm)


class Acting(TypedDict):
    """What every action on a file of help is given: who acts, when, with what, on the file as its reader had it."""

    actor: Actor
    now: datetime
    parts: Parts
    seen: OpenedHelp


def today(request: StaffRequest) -> date:
    """Give the day of the request."""
    return request.parts.clock.now().date()


def opened(request: StaffRequest, file_id: str) -> OpenedHelp:
    """Open a file of help for whoever is signed in; that it was read is in the ledger."""
    found = help_for(file_id, request.actor, parts=request.parts)
    note_help_reading(actor=request.actor, now=request.parts.clock.now(), parts=request.parts, file_id=found.id)
    return found


def filled(
    request: StaffRequest,
    file: OpenedHelp,
    form: type[Form],
    *,
    initial: Mapping[str, object] | None = None,
    **more: Any,  # noqa: ANN401 - what this form offers
) -> Form:
    """Give a form as it was sent, or as it begins; it carries the version of the file that its reader sees."""
    data = request.POST if request.method == "POST" else None
    return form(data, initial={"seen": file.version, **(initial or {})}, today=today(request), **more)


def on_help(
    request: StaffRequest,
    deed: Deed,
    file: OpenedHelp,
    form: HelpForm,
    do: Callable[[Acting], object],
    *,
    on: str = "",
) -> HttpResponseBase:
    """Show a form about a file of help, or do its deed and lead to the file's page, or to `on`."""
    page = reverse("companion:file", args=[file.id])
    way = Way(back=page, on=on or page, about=file.body.called, version=file.version)

    def act() -> None:
        seen = replace(file, version=form.cleaned_data["seen"])
        do({"actor": request.actor, "now": request.parts.clock.now(), "parts": request.parts, "seen": seen})

    return deed_page(request, deed, form, way, act, {"file": file})
