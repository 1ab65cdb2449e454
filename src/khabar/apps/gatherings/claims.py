"""Taking the version of a gathering that somebody saw: who comes second looks again; nothing is overwritten unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from khabar.apps.gatherings.keeping import gathering_row, record_of
from khabar.apps.gatherings.models import Gathering
from khabar.domain.errors import Conflict

if TYPE_CHECKING:
    from khabar.apps.gatherings.keeping import OpenedGathering
    from khabar.ports import Parts
    from khabar.vault.records import Record

SOMEBODY_CHANGED = "Somebody changed this while you were looking. Please look again."
IS_CLOSED = "This gathering is closed. Nothing about it changes any more."


def claimed(seen: OpenedGathering, parts: Parts) -> tuple[Gathering, Record]:
    """Take the version that was seen; Conflict where there is another by now, or where it is closed."""
    taken = Gathering.objects.filter(id=seen.id, version=seen.version, is_closed=False).update(version=F("version") + 1)
    row = gathering_row(seen.id)
    if taken != 1:
        raise Conflict(IS_CLOSED if row.is_closed else SOMEBODY_CHANGED)
    return row, record_of(row, parts=parts)
