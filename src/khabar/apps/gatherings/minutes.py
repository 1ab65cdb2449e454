"""Writing minutes, line by line, each with who spoke; under their own version: one writes, another moderates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from khabar.apps.gatherings.claims import SOMEBODY_CHANGED
from khabar.apps.gatherings.keeping import Minutes, as_map, of_sitting, opened_sitting, record_of
from khabar.apps.gatherings.models import Sitting
from khabar.apps.gatherings.queries import THEIR_DUTIES
from khabar.apps.ledger.actions import record
from khabar.domain.actors import require_duty
from khabar.domain.errors import Conflict, Invalid
from khabar.domain.gatherings.minutes import MOST_LINES, TOO_MANY_LINES, Line
from khabar.domain.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from khabar.apps.gatherings.keeping import OpenedGathering, OpenedSitting
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

GONE = "This line is gone already."


def write_line(
    *, actor: Actor, now: datetime, parts: Parts, gathering: OpenedGathering, sitting: OpenedSitting, line: Line
) -> None:
    """Add a line at the end, under an id of its own; Refused for a speaker who was not admitted."""
    if line.speaker:
        gathering.guest(line.speaker)
    kept = replace(line, id=new_id(parts.entropy.bytes))

    def added(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        if len(lines) >= MOST_LINES:
            raise Invalid("text", TOO_MANY_LINES)
        return (*lines, kept)

    _rewrite(added, sitting, actor=actor, now=now, parts=parts)


def drop_line(*, actor: Actor, now: datetime, parts: Parts, sitting: OpenedSitting, line: str) -> None:
    """Take a line out; Conflict where it is gone."""

    def dropped(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        kept = tuple(one for one in lines if one.id != line)
        if len(kept) == len(lines):
            raise Conflict(GONE)
        return kept

    _rewrite(dropped, sitting, actor=actor, now=now, parts=parts)


def _rewrite(
    change: Callable[[tuple[Line, ...]], tuple[Line, ...]],
    sitting: OpenedSitting,
    *,
    actor: Actor,
    now: datetime,
    parts: Parts,
) -> None:
    require_duty(actor, *THEIR_DUTIES)
    with transaction.atomic():
        taken = Sitting.objects.filter(id=sitting.id, minutes_version=sitting.minutes_version).update(
            minutes_version=F("minutes_version") + 1
        )
        if taken != 1:
            raise Conflict(SOMEBODY_CHANGED)
        row = Sitting.objects.select_related("gathering").get(id=sitting.id)
        sealed = record_of(row.gathering, parts=parts)
        kept = Minutes(change(opened_sitting(row, sealed).minutes.lines))
        row.minutes = of_sitting(sealed, row.id).seal("minutes", as_map("minutes", kept), random=parts.entropy.bytes)
        row.save(update_fields=["minutes"])
        record(actor=actor, now=now, parts=parts, act="minutes written", subject=row.gathering_id)
