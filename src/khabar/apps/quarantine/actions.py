"""Beginning a quarantine, noting how far the journal was replayed, confirming, ending.

The house decides; the porch's own table follows, so that each database can answer for itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from khabar.apps.ledger.actions import record
from khabar.apps.quarantine.models import Confirmation, Quarantine, Reason
from khabar.domain.errors import Conflict, Invalid, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts

RESTORED: Final = Reason.RESTORED.value
BEHIND: Final = Reason.BEHIND.value

PEOPLE = 2
"""So many different people must name the same day."""

_NONE = "This installation is not in quarantine."


def begin(*, actor: Actor, now: datetime, parts: Parts, as_of: datetime, reason: str = RESTORED) -> None:
    """Keep still from now on; a quarantine that goes on already stays as it is.

    But for RESTORED: a backup that was made in a quarantine brings its replay and its words with it, and they spoke of
    another restore. It begins anew: nothing is replayed, nobody has confirmed.
    The porch is told first: broken off in between, it keeps still without need, and never goes on without leave.
    """
    going_on = Quarantine.objects.filter(ended_at=None).order_by("id").first()
    if going_on is not None and reason != RESTORED:
        return
    values = {"began_at": now, "as_of": as_of}
    Quarantine.objects.using("porch").get_or_create(reason=reason, ended_at=None, defaults=values)
    if going_on is not None:
        _begin_anew(going_on, actor=actor, now=now, parts=parts, as_of=as_of)
        return
    with transaction.atomic():
        row, is_new = Quarantine.objects.get_or_create(reason=reason, ended_at=None, defaults=values)
        if is_new:
            record(actor=actor, now=now, parts=parts, act="quarantine began", subject=str(row.pk))


def _begin_anew(row: Quarantine, *, actor: Actor, now: datetime, parts: Parts, as_of: datetime) -> None:
    with transaction.atomic():
        Confirmation.objects.filter(quarantine=row).delete()
        row.as_of, row.reason, row.replayed_until = as_of, Reason.RESTORED, None
        row.save(update_fields=["as_of", "reason", "replayed_until"])
        record(actor=actor, now=now, parts=parts, act="quarantine began anew", subject=str(row.pk))


def note_replayed(*, actor: Actor, now: datetime, parts: Parts, until: datetime, done: int) -> None:
    """Note up to which moment a journal was replayed, and how much of it was new here; Refused outside a quarantine."""
    with transaction.atomic():
        row = _going_on()
        if row.replayed_until is None or row.replayed_until < until:
            row.replayed_until = until
            row.save(update_fields=["replayed_until"])
        details = {"until": until.isoformat(), "done": done}
        record(actor=actor, now=now, parts=parts, act="journal replayed", subject=str(row.pk), details=details)


def confirm(*, actor: Actor, now: datetime, parts: Parts, names: Iterable[str], until: date) -> bool:
    """Note that these people say that the journal is complete up to a day; True once that ends the quarantine.

    It ends when two different people have named the same day. Who names another day later has changed their mind.
    Invalid for a day that has not come yet, or that the journal which was replayed does not reach.
    """
    if until > now.date():
        raise Invalid("until", "That day has not come yet.")
    with transaction.atomic():
        row = _going_on()
        if row.replayed_until is not None and until > row.replayed_until.date():
            raise Invalid("until", f"The journal goes until {row.replayed_until:%Y-%m-%d %H:%M} UTC, and no further.")
        for name in names:
            Confirmation.objects.update_or_create(quarantine=row, name=name, defaults={"until": until, "said_at": now})
        details = {"names": sorted(names), "until": until.isoformat()}
        record(actor=actor, now=now, parts=parts, act="quarantine confirmed", subject=str(row.pk), details=details)
        agreed = Confirmation.objects.filter(quarantine=row, until=until).count()
        if agreed < PEOPLE:
            return False
        Quarantine.objects.filter(ended_at=None).update(ended_at=now, complete_until=until)
        record(actor=actor, now=now, parts=parts, act="quarantine ended", subject=str(row.pk))
    _end_on_the_porch(until, now)
    return True


def end_on_the_porch(*, actor: Actor, now: datetime) -> None:
    """Let the porch go on where the house has ended its quarantine and was killed before it could say so.

    Conflict where there is nothing of the kind: a quarantine that began after that end is not ended by it.
    """
    if not actor.name:
        raise ValueError("no actor, no act")
    last = Quarantine.objects.order_by("-id").first()
    if last is None or last.ended_at is None or last.complete_until is None:
        raise Conflict(_NONE)
    if not Quarantine.objects.using("porch").filter(ended_at=None, began_at__lte=last.ended_at).exists():
        raise Conflict(_NONE)
    _end_on_the_porch(last.complete_until, now)


def _end_on_the_porch(until: date, now: datetime) -> None:
    Quarantine.objects.using("porch").filter(ended_at=None).update(ended_at=now, complete_until=until)


def _going_on() -> Quarantine:
    row = Quarantine.objects.select_for_update().filter(ended_at=None).order_by("id").first()
    if row is None:
        raise Refused(_NONE)
    return row
