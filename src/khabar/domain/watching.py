"""What is said of an installation that nobody looks at, and when: as a thing turns bad, each day, and when it is well.

Only what keeps it running is watched, never what is in it: nothing here may depend on who is registered, or on how
many. What could not be said yet waits and is put together with what comes later; the last word about a thing holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Matter(StrEnum):
    """A thing that is watched; its word stands in the mail."""

    ROUNDS = "rounds"
    LOCK = "lock"
    DISK = "disk"
    DATABASE = "database"
    BACKUP = "backup"
    DRILL = "drill"
    JOURNAL = "journal"
    QUARANTINE = "quarantine"


PATIENCE: Mapping[Matter, timedelta] = {
    Matter.LOCK: timedelta(days=1),
    Matter.DATABASE: timedelta(minutes=10),
    Matter.JOURNAL: timedelta(hours=1),
}
"""How long a thing may be as it is before it is bad.

Locked is a normal state; a database may be held for minutes by one large writing; sticks are exchanged.
"""
EVERY = timedelta(days=1)
"""How often it is said again."""


@dataclass(frozen=True)
class Trouble:
    """A thing that is not well: since when, and when it was last said."""

    since: datetime
    told_at: datetime | None = None


@dataclass(frozen=True)
class Notice:
    """What one mail says: what to look at, what is well again, and whether it is the day's sign of life."""

    look: frozenset[Matter] = frozenset()
    well: frozenset[Matter] = frozenset()
    sign: bool = False

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.look or self.well or self.sign)


@dataclass(frozen=True)
class Watched:
    """What is remembered from one look to the next."""

    troubles: Mapping[Matter, Trouble] = field(default_factory=dict)
    signed_on: date | None = None


@dataclass(frozen=True)
class Look:
    """What came of one look: what to remember, and what to say."""

    watched: Watched
    notice: Notice


def look_at(before: Watched, seen: Mapping[Matter, bool], now: datetime) -> Look:
    """Compare what is seen (True: not well; what could not be seen is left out) with what was seen before.

    The day's sign says that the rounds are done; it is given once a day (UTC) and only while they are.
    """
    troubles = {matter: _known(trouble, now) for matter, trouble in before.troubles.items()}
    well = {one for one, is_bad in seen.items() if not is_bad and one in troubles and troubles[one].told_at}
    for matter, is_bad in seen.items():
        if is_bad:
            troubles.setdefault(matter, Trouble(now))
        else:
            troubles.pop(matter, None)
    look = {one for one in troubles if seen.get(one) and _is_due(one, troubles[one], now)}
    troubles |= {one: replace(troubles[one], told_at=now) for one in look}
    sign = seen.get(Matter.ROUNDS) is False and before.signed_on != now.date()
    watched = Watched(troubles, now.date() if sign else before.signed_on)
    return Look(watched, Notice(frozenset(look), frozenset(well), sign))


def _known(trouble: Trouble, now: datetime) -> Trouble:
    """Take a trouble as it was noted; one of a clock that ran ahead begins now and was not told."""
    if trouble.since > now:
        return Trouble(now)
    if trouble.told_at and trouble.told_at > now:
        return replace(trouble, told_at=None)
    return trouble


def _is_due(matter: Matter, trouble: Trouble, now: datetime) -> bool:
    if trouble.told_at is not None:
        return now - trouble.told_at >= EVERY
    return now - trouble.since >= PATIENCE.get(matter, timedelta(0))


def together(waiting: Notice, fresh: Notice) -> Notice:
    """Put what has not left yet and what is to be said now into one mail; of each thing the last word holds."""
    look = (waiting.look - fresh.well) | fresh.look
    well = (waiting.well - fresh.look) | fresh.well
    return Notice(look, well, sign=(waiting.sign or fresh.sign) and Matter.ROUNDS not in look)
