"""When an hour brought far more signatures than usual: a reason for people to look, and never one to throw any away.

A broadcast brings many people in an hour, and so does a script: nothing here tells one from the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median

HOUR = timedelta(hours=1)
LOOKED_AT = timedelta(hours=48)
"""How far back an hour is told of: setting aside is by hours, and after two days everybody has heard of it."""
KNOWN_FROM = timedelta(days=14)
"""Out of how long before an hour it is known what is usual."""
LEAST_HOURS = 6
"""Hours with signatures that there have to be before an hour, or nothing is usual yet."""
LEAST_SIGNATURES = 30
TIMES = 10
"""So many times what is usual is worth a look."""


@dataclass(frozen=True)
class Rush:
    """One hour (its beginning, UTC) with its signatures, and what an hour with signatures usually has before it."""

    since: datetime
    signatures: int
    usual: int

    @property
    def until(self) -> datetime:
        """The end of the hour."""
        return self.since + HOUR


def look_back(now: datetime) -> datetime:
    """Give the moment from which hours have to be known, to say whether there was a rush."""
    return _hour_of(now) - LOOKED_AT - KNOWN_FROM


def rush(by_hour: Mapping[datetime, int], now: datetime) -> Rush | None:
    """Give the hour of the last two days that lies furthest above what was usual before it; None for none.

    `by_hour`: signatures by the beginning of their hour; hours without any may be left out. What is usual is the median
    of the hours with signatures in the fourteen days before, rounded, at least 1.
    """
    found = [
        Rush(hour, number, usual)
        for hour, number in by_hour.items()
        if _hour_of(now) - LOOKED_AT <= hour <= now
        and number >= LEAST_SIGNATURES
        and (usual := _usual_before(hour, by_hour)) is not None
        and number >= TIMES * usual
    ]
    return max(found, key=lambda one: (one.signatures / one.usual, one.since), default=None)


def _usual_before(hour: datetime, by_hour: Mapping[datetime, int]) -> int | None:
    before = [number for at, number in by_hour.items() if number and hour - KNOWN_FROM <= at < hour]
    return max(1, round(median(before))) if len(before) >= LEAST_HOURS else None


def _hour_of(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
