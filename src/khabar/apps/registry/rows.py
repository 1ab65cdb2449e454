"""How a form becomes a row: a data key of its own, a card for matching, a body with the rest; not saved yet.

Shared by the app's actions; nothing outside `registry` makes a row.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.apps.registry.cases import PRESENCES, REQUESTS, new_record, person_of
from khabar.apps.registry.models import Presence, Request
from khabar.apps.registry.queries import ORIGIN, FiledFrom
from khabar.domain.before_asking import Verification
from khabar.domain.forms import RequestForm
from khabar.domain.ids import new_id
from khabar.linkage import card_of

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.forms import PresenceForm
    from khabar.ports import Parts

NOT_TYPED = FiledFrom()
"""It came through the porch, or on a list."""


@dataclass(frozen=True)
class RowOrigin:
    """Where each value of a row came from: which list, which line, and every cell as it stood, by its header.

    `cells`: meaning, header and cell of each value that was taken. Who brought the list, and when, the list says.
    """

    list_id: str
    line: int
    cells: tuple[tuple[str, str, str], ...] = field(repr=False)

    def to_body(self) -> dict[str, object]:
        """Give it as plain values."""
        return {"list": self.list_id, "line": self.line, "cells": [list(one) for one in self.cells]}


@dataclass(frozen=True)
class Keyed:
    """A form with the key under which it is filed once: its submission's, or a keyed hash of a list's row.

    `filed_from` says of a request that somebody typed up where it comes from; `origin` of a list's row the same.
    """

    key: bytes
    form: RequestForm | PresenceForm
    filed_from: FiledFrom = NOT_TYPED
    origin: RowOrigin | None = None


def new_row(one: Keyed, *, now: datetime, parts: Parts, list_id: str | None = None) -> Request | Presence:
    """Make the row of one form, with a data key of its own; the caller saves it."""
    random, form = parts.entropy.bytes, one.form
    row_id = new_id(random)
    table = REQUESTS if isinstance(form, RequestForm) else PRESENCES
    sealed, wrapped = new_record(table, row_id, parts=parts)
    body: dict[str, object] = {"schema": 1, "form": form.to_body()}
    if isinstance(form, RequestForm):
        body |= {
            "verification": Verification.NONE.value,
            "purpose": form.purpose.value,
            "reported_dead": False,
            "objection": False,
            "scan": one.filed_from.scan,
            "typed_by": one.filed_from.by,
        }
    if one.origin is not None:
        body[ORIGIN] = one.origin.to_body()
    columns = {
        "id": row_id,
        "fingerprint": one.key,
        "wrapped_key": wrapped,
        "card": sealed.seal("card", card_of(person_of(form, row_id, today=now.date())), random=random),
        "body": sealed.seal("body", body, random=random),
        "locator": form.locator.hex(),
        "filed_at": now,
    }
    return Request(**columns) if isinstance(form, RequestForm) else Presence(**columns, list_id=list_id)
