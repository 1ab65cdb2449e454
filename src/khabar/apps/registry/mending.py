"""Putting right what describes a person in a request or presence: the old value stays, with who, when and why.

Two people have agreed on it before it comes here. The card is made anew, so that it is matched again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.ledger.actions import record
from khabar.apps.registry.cases import person_of, record_of
from khabar.apps.registry.models import Presence, Request
from khabar.domain.bodies import text_of
from khabar.domain.errors import Refused
from khabar.domain.form_fields import listed
from khabar.domain.forms import PresenceForm, RequestForm
from khabar.linkage import card_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.ids import AccountId
    from khabar.ports import Parts

MENDED = "mended"
"""Where the body of a row keeps what was put right."""


@dataclass(frozen=True, kw_only=True)
class Mending:
    """One value put right: which field, what stood there, what stands there now, on whose word, why, when (ISO day)."""

    name: str
    was: str = field(repr=False)
    value: str = field(repr=False)
    agreed_by: tuple[AccountId, ...]
    reason: str = field(repr=False)
    on: str

    def to_body(self) -> dict[str, object]:
        """Write it for sealing."""
        return {
            "name": self.name,
            "was": self.was,
            "value": self.value,
            "agreed_by": list(self.agreed_by),
            "reason": self.reason,
            "on": self.on,
        }


def mend(*, actor: Actor, now: datetime, parts: Parts, holder: str, mending: Mending) -> None:
    """Put one value right. Several names are written one on each line, or between semicolons.

    Raises what the form objects to (Invalid), and Refused where there is no such request or presence.
    """
    with transaction.atomic():
        row = _row(holder)
        sealed = record_of(row, parts=parts)
        body = sealed.open("body", bytes(row.body))
        form = _form(row, body)
        was = getattr(form, mending.name)
        value = listed(mending.value) if isinstance(was, tuple) else mending.value
        better = replace(form, **{mending.name: value})  # type: ignore[arg-type]  # of the kind that stood there
        for problem in better.validate():
            raise problem
        kept = replace(mending, was="\n".join(was) if isinstance(was, tuple) else was)
        body |= {"form": better.to_body(), MENDED: [*_list(body), kept.to_body()]}
        random = parts.entropy.bytes
        row.card = sealed.seal("card", card_of(person_of(better, row.id, today=now.date())), random=random)
        row.body = sealed.seal("body", body, random=random)
        row.matched_by = ""
        row.save(update_fields=["card", "body", "matched_by"])
        record(actor=actor, now=now, parts=parts, act="case mended", subject=holder)


def mendings_of(holder: str, *, parts: Parts) -> list[Mending]:
    """Give what was put right in a request or presence, oldest first."""
    row = _row(holder)
    found = []
    for one in _list(record_of(row, parts=parts).open("body", bytes(row.body))):
        names = {name: text_of(one, name) for name in ("name", "was", "value", "reason", "on")}
        by = one["agreed_by"]
        found.append(Mending(**names, agreed_by=tuple(by) if isinstance(by, list) else ()))
    return found


def _row(holder: str) -> Request | Presence:
    row = Request.objects.filter(id=holder).first() or Presence.objects.filter(id=holder).first()
    if row is None:
        raise Refused("no such case")
    return row


def _form(row: Request | Presence, body: Mapping[str, object]) -> RequestForm | PresenceForm:
    inside = body["form"]
    if not isinstance(inside, dict):
        raise TypeError("a form is kept as a map")
    return RequestForm.from_body(inside) if isinstance(row, Request) else PresenceForm.from_body(inside)


def _list(body: Mapping[str, object]) -> list[dict[str, object]]:
    kept = body.get(MENDED, [])
    return [one for one in kept if isinstance(one, dict)] if isinstance(kept, list) else []
