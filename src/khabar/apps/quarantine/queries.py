"""Whether this installation keeps still, since when, and what is missing until it may go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.apps.quarantine.models import Confirmation, Quarantine

if TYPE_CHECKING:
    from datetime import date, datetime

HOUSE = "default"


@dataclass(frozen=True)
class Standing:
    """A quarantine as it stands: since when, what moment is remembered, how far the journal was replayed, who agreed.

    `confirmed`: the day that each unlocker named.
    """

    number: int
    reason: str
    began_at: datetime
    as_of: datetime
    replayed_until: datetime | None
    confirmed: dict[str, date]


def is_quarantined(using: str = HOUSE) -> bool:
    """Say whether this installation keeps still."""
    return Quarantine.objects.using(using).filter(ended_at=None).exists()


def standing() -> Standing | None:
    """Give the quarantine that is going on; None where there is none."""
    row = Quarantine.objects.filter(ended_at=None).order_by("id").first()
    if row is None:
        return None
    said = Confirmation.objects.filter(quarantine=row).order_by("name")
    confirmed = {one.name: one.until for one in said}
    return Standing(row.pk, row.reason, row.began_at, row.as_of, row.replayed_until, confirmed)


def ended_count() -> int:
    """Count the quarantines that have ended: with each the ledger took another way than it had taken before."""
    return Quarantine.objects.exclude(ended_at=None).count()
