"""Forgetting, after two years, the third persons whom families named in their requests.

Which requests are written anew follows from the days on which they were filed, and from nothing else: one that names
nobody is sealed anew like the others, at its own size, so that no row tells who named somebody. What was forgotten is
a number in the ledger. It must never touch what a request says of the person sought.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from khabar.apps.ledger.actions import record
from khabar.apps.registry.cases import STRETCH, for_a_stretch, record_of
from khabar.apps.registry.models import Request, Sweep
from khabar.domain.forms import RequestForm
from khabar.domain.third_persons import named_in, windows_due, without_third_persons
from khabar.vault.records import SIZES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts
    from khabar.vault.records import Record

ONCE = "0" * 32
"""The one row of the table of sweeps."""


def forget_third_persons(*, actor: Actor, now: datetime, parts: Parts) -> int:
    """Empty the fields that name third persons in each request whose day has come; return how many names went.

    Once a day; what breaks off is done again. The caller has made sure that the clock may be believed.
    """
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    today, row = now.date(), Sweep.objects.filter(id=ONCE).first()
    ids = _due(row.swept_on if row else None, today)
    gone = 0
    for start in range(0, len(ids), STRETCH):
        with transaction.atomic():
            gone += _swept(ids[start : start + STRETCH], parts)
    with transaction.atomic():
        Sweep.objects.update_or_create(id=ONCE, defaults={"swept_on": max(today, row.swept_on) if row else today})
        if ids:
            details = {"requests": len(ids), "names": gone}
            record(actor=actor, now=now, parts=parts, act="third persons forgotten", details=details)
    return gone


def _due(swept_on: date | None, today: date) -> list[str]:
    due = Q(pk__in=[])
    for window in windows_due(swept_on, today):
        one = Q(filed_at__date__lte=window.up_to)
        due |= one & Q(filed_at__date__gt=window.after) if window.after else one
    return list(Request.objects.filter(due, wrapped_key__isnull=False).order_by("id").values_list("id", flat=True))


def _swept(ids: Sequence[str], parts: Parts) -> int:
    asked, gone = for_a_stretch(parts), 0
    for row in Request.objects.select_for_update().filter(id__in=ids, wrapped_key__isnull=False).order_by("id"):
        sealed = record_of(row, parts=asked)
        body = sealed.open("body", bytes(row.body))
        form = RequestForm.from_body(_map(body["form"]))
        gone += named_in(form)
        body["form"] = without_third_persons(form).to_body()
        row.body = _sealed_as_large(sealed, body, len(bytes(row.body)), parts)
        row.save(update_fields=["body"])
    return gone


def _sealed_as_large(record_: Record, body: dict[str, object], size: int, parts: Parts) -> bytes:
    """Seal it at the size it had: what is shorter now must not fall into a smaller one."""
    made = (record_.seal("body", body, random=parts.entropy.bytes, sizes=SIZES[start:]) for start in range(len(SIZES)))
    return next(blob for blob in made if len(blob) >= size)


def _map(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError("a form is kept as a map")
    return value
