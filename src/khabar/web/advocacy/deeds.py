"""Opening a file for its page or for a deed: each reading is in the ledger before anything is shown.

An unknown file, an erased one and one of the advocate's own family are the same page that was not found.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from django.urls import reverse

from khabar.apps.casework.actions import note_reading
from khabar.apps.casework.queries import file_for
from khabar.web.advocacy.file_forms import FileForm
from khabar.web.front.deed_pages import Deed, Way, deed_page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from django.http.response import HttpResponseBase

    from khabar.apps.casework.files import OpenedFile
    from khabar.domain.actors import Actor
    from khabar.ports import Parts
    from khabar.web.front.access import StaffRequest

Form = TypeVar("Form", bound=FileForm)


class Acting(TypedDict):
    """What every action on a file is given: who acts, when, with what, on the file as its reader had it before him."""

    actor: Actor
    now: datetime
    parts: Parts
    seen: OpenedFile


def today(request: StaffRequest) -> date:
    """Give the day of the request."""
    return request.parts.clock.now().date()


def opened(request: StaffRequest, file_id: str) -> OpenedFile:
    """Open a file for whoever is signed in; that it was read is in the ledger."""
    found = file_for(file_id, request.actor, parts=request.parts)
    note_reading(actor=request.actor, now=request.parts.clock.now(), parts=request.parts, file_id=found.id)
    return found


def page_of_file(file: OpenedFile) -> str:
    """Give the address of a file's page."""
    return reverse("advocacy:file", args=[file.id])


def filled(
    request: StaffRequest,
    file: OpenedFile,
    form: type[Form],
    *,
    initial: Mapping[str, object] | None = None,
    **more: Any,  # noqa: ANN401 - what this form offers
) -> Form:
    """Give a form as it was sent, or as it begins; it carries the version of the file that its reader sees."""
    is_sent = request.method == "POST"
    return form(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        initial={"seen": file.version, **(initial or {})},
        today=today(request),
        **more,
    )


def acting(request: StaffRequest, file: OpenedFile, form: FileForm) -> Acting:
    """Give what an action needs, with the file as its reader saw it when the form was shown."""
    seen = replace(file, version=form.cleaned_data["seen"])
    return {"actor": request.actor, "now": request.parts.clock.now(), "parts": request.parts, "seen": seen}


def on_file(  # noqa: PLR0913 - the request, the words, the file, the form, the act, what stands beside
    request: StaffRequest,
    deed: Deed,
    file: OpenedFile,
    form: FileForm,
    do: Callable[[Acting], object],
    *,
    beside: Mapping[str, object] | None = None,
    on: str = "",
) -> HttpResponseBase:
    """Show a form about a file, or do its deed and lead to the file's page, or to `on`."""
    page = page_of_file(file)
    way = Way(back=page, on=on or page, about=file.body.label, version=file.version)
    return deed_page(
        request, deed, form, way, lambda: do(acting(request, file, form)), {"file": file, **(beside or {})}
    )
