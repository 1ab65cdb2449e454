"""Every request and presence opened, one after the other: for the list of those to warn after a breach alone.

Keys are asked for once in a stretch, so that ten thousand take seconds and a lock stops the next stretch.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from khabar.apps.registry.cases import STRETCH, for_a_stretch, record_of
from khabar.apps.registry.models import Presence, Request
from khabar.domain.forms import PresenceForm, RequestForm
from khabar.vault.errors import Malformed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.db.models import QuerySet

    from khabar.domain.bodies import Body
    from khabar.ports import Parts

Row = TypeVar("Row", Request, Presence)


@dataclass(frozen=True)
class Held:
    """One case as it was filed: its id and form, the day, and whether a page of it lies on the porch."""

    id: str
    form: RequestForm | PresenceForm
    filed_on: date
    has_page: bool


def every_case(*, parts: Parts) -> Iterator[Held]:
    """Open each presence, and each request that was not passed on, unless erased; Locked while the register is."""
    open_requests = Request.objects.filter(is_closed=False)
    for presence, body in _opened(Presence.objects.all(), parts):
        yield Held(presence.id, PresenceForm.from_body(body), presence.filed_at.date(), bool(presence.locator))
    for request, body in _opened(open_requests, parts):
        yield Held(request.id, RequestForm.from_body(body), request.filed_at.date(), bool(request.locator))


def _opened(rows: QuerySet[Row], parts: Parts) -> Iterator[tuple[Row, Body]]:
    found = rows.filter(wrapped_key__isnull=False).order_by("filed_at", "id").iterator()
    while stretch := list(islice(found, STRETCH)):
        asked = for_a_stretch(parts)
        for row in stretch:
            form = record_of(row, parts=asked).open("body", bytes(row.body))["form"]
            if not isinstance(form, dict):
                raise Malformed("a case holds a form")
            yield row, form
