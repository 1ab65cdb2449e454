"""When a sitting is: a time as its people read it off their own clock, in their own zone, and the same moment in UTC.

A time that does not exist there (clocks go forward) is refused; one that comes twice (clocks go back) must be said. It
keeps the time on the wall and the zone: where a zone changes its rules, people go by their clocks.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from khabar.domain.errors import Invalid

SHORTEST, LONGEST = 10, 480
"""Minutes."""
NO_ZONE = "We do not know this time zone. Choose one of the list, such as Europe/Berlin or Asia/Tehran."
NO_TIME = "Write the time as hours and minutes, such as 18:30."
NO_SUCH_TIME = "On this day clocks there are put forward over this time: it does not exist. Choose another time."
TWICE = (
    "On this day clocks there are put back, and this time comes twice. Say whether you mean the first or the second."
)
TOO_SHORT_OR_LONG = "A sitting lasts from 10 minutes to 8 hours."


class Which(StrEnum):
    """Which of two is meant where a time comes twice; ONLY where nothing was said."""

    ONLY = "only"
    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True)
class When:
    """The time of a sitting: on the wall of its zone, which of two where it comes twice, and how many minutes.

    Raises Invalid (field `zone`, `time`, `which` or `minutes`). `wall` carries no zone of its own.
    """

    wall: datetime
    zone: str
    minutes: int
    which: Which = Which.ONLY

    def __post_init__(self) -> None:
        """Refuse a time that nobody could keep."""
        if self.zone not in zones():
            raise Invalid("zone", NO_ZONE)
        if self.wall.tzinfo is not None or self.wall.second or self.wall.microsecond:
            raise Invalid("time", NO_TIME)
        if not SHORTEST <= self.minutes <= LONGEST:
            raise Invalid("minutes", TOO_SHORT_OR_LONG)
        moments = readings(self.wall, self.zone)
        if not moments:
            raise Invalid("time", NO_SUCH_TIME)
        if len(moments) > 1 and self.which is Which.ONLY:
            raise Invalid("which", TWICE)

    @property
    def begins(self) -> datetime:
        """The first moment, aware, in the zone of the sitting."""
        return readings(self.wall, self.zone)[-1 if self.which is Which.SECOND else 0]

    @property
    def ends(self) -> datetime:
        """The last moment, in the zone of the sitting; minutes are counted as they pass, also while clocks change."""
        return (self.begins.astimezone(UTC) + timedelta(minutes=self.minutes)).astimezone(ZoneInfo(self.zone))

    @property
    def begins_utc(self) -> datetime:
        """The first moment in UTC."""
        return self.begins.astimezone(UTC)

    @property
    def ends_utc(self) -> datetime:
        """The last moment in UTC."""
        return self.ends.astimezone(UTC)

    @property
    def comes_twice(self) -> bool:
        """Say whether the time comes twice on this day, so that the page must say which is meant."""
        return len(readings(self.wall, self.zone)) > 1


def readings(wall: datetime, zone: str) -> tuple[datetime, ...]:
    """Give the moments at which clocks of a zone show this time: one; none where they skip it; two where they repeat.

    The earlier one stands first.
    """
    place = ZoneInfo(zone)
    both = tuple(wall.replace(tzinfo=place, fold=fold) for fold in (0, 1))
    if both[0].utcoffset() == both[1].utcoffset():
        return both[:1]
    there_and_back = both[0].astimezone(UTC).astimezone(place).replace(tzinfo=None, fold=0)
    return both if there_and_back == wall.replace(fold=0) else ()


@cache
def zones() -> tuple[str, ...]:
    """List the zones people may choose: those of the IANA table that are named after a place, and UTC."""
    return tuple(sorted({name for name in available_timezones() if "/" in name} | {"UTC"}))


def offset_in_words(moment: datetime) -> str:
    """Write how far a clock is from UTC: "UTC+03:30", "UTC−05:00", "UTC"."""
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    if not minutes:
        return "UTC"
    sign = "+" if minutes > 0 else "\N{MINUS SIGN}"
    return f"UTC{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
