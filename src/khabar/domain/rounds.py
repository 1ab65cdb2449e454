"""When the rounds run, what they do in which order, and which keys each step needs.

The timetable is fixed in UTC and does not depend on what there is to do: whoever watches the clock learns nothing.
A step whose keys are locked waits for another round; the others go on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from khabar.domain.kinds import Kind

EVERY_HOURS = 6
CONTACT_EVERY_DAYS = 30
WARN_DAYS_BEFORE = 7
_DAY_HOURS = 24
LEAP = timedelta(days=100)
"""No round for so long, and then one: the machine was off, or its clock has leapt."""
TRUSTED_AFTER = timedelta(days=1)
"""So long a clock goes on after a leap before anything is done that cannot be taken back."""


class Step(StrEnum):
    """The steps of a round, of either kind of installation.

    TAKE_IN opens what came in and seals it again for the house; FILE makes cases, messages or answers of it. EXCHANGE
    makes one bundle for every partner of the bridge, always. WITNESS writes outside the house where the ledgers stand
    and what was withdrawn, always.
    """

    TAKE_IN = "take_in"
    FILE = "file"
    MATCH = "match"
    RELEASE = "release"
    CONTACT = "contact"
    CLOCKS = "clocks"
    COUNT = "count"
    SNAPSHOT = "snapshot"
    RENEW = "renew"
    EXCHANGE = "exchange"
    MAIL = "mail"
    WITNESS = "witness"


@dataclass(frozen=True)
class Timetable:
    """What a round of one kind of installation does: each step in its order, with the key class it needs by name.

    Never more than one class for a step, because one process holds one class; "" where none is needed: a locked house
    does that step too.
    """

    keys: tuple[tuple[Step, str], ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps in their order."""
        return tuple(step for step, _ in self.keys)

    def key_for(self, step: Step) -> str:
        """Name the key class a step needs; "" for none."""
        return dict(self.keys)[step]


IN_QUARANTINE = frozenset({Step.TAKE_IN, Step.FILE, Step.RENEW})
"""What is done while an installation may remember less than people have said: taking in, and the standing text."""

INTERMEDIARY_ROUND = Timetable(
    (
        (Step.TAKE_IN, "intake"),
        (Step.FILE, "register"),
        (Step.MATCH, "register"),
        (Step.RELEASE, "register"),
        (Step.CONTACT, "register"),
        (Step.RENEW, ""),
        (Step.EXCHANGE, "register"),
        (Step.MAIL, "mail"),
        (Step.WITNESS, ""),
    )
)
"""Pigeonholes are renewed in a locked house too."""

ASSOCIATION_ROUND = Timetable(
    (
        (Step.TAKE_IN, "intake"),
        (Step.CLOCKS, "files"),
        (Step.RELEASE, "files"),
        (Step.COUNT, ""),
        (Step.SNAPSHOT, "signatures"),
        (Step.EXCHANGE, "files"),
        (Step.MAIL, "mail"),
        (Step.WITNESS, ""),
    )
)
"""Signatures are counted in a locked house too."""


def timetable(kind: Kind) -> Timetable:
    """Give what a round of this kind of installation does."""
    return ASSOCIATION_ROUND if kind is Kind.ASSOCIATION else INTERMEDIARY_ROUND


def round_number(moment: datetime, every_hours: int = EVERY_HOURS) -> int:
    """Count the timetable's rounds up to this moment since 1970; the same at every installation."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    if every_hours < 1 or _DAY_HOURS % every_hours:
        raise ValueError("rounds run every 1, 2, 3, 4, 6, 8, 12 or 24 hours")
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(hours=every_hours)


def goes_steadily(done: Iterable[int], current: int, every_hours: int = EVERY_HOURS) -> bool:
    """Say whether a clock may be believed for what cannot be taken back: no leap lies within the day behind it.

    `done` are the rounds that were finished, in the order of doing, the last first. A wrong clock is set right within
    hours, and setting it right is a leap too; a machine that was off for months does everything a day later.
    """
    later = current
    for number in done:
        if abs(round_at(later, every_hours) - round_at(number, every_hours)) > LEAP:
            return round_at(current, every_hours) - round_at(later, every_hours) >= TRUSTED_AFTER
        later = number
    return True


def round_at(number: int, every_hours: int = EVERY_HOURS) -> datetime:
    """Give the moment at which the round of this number starts."""
    return datetime(1970, 1, 1, tzinfo=UTC) + number * timedelta(hours=every_hours)


def next_round_at(now: datetime, every_hours: int = EVERY_HOURS) -> datetime:
    """Give the first moment of the timetable after now."""
    return round_at(round_number(now, every_hours) + 1, every_hours)


def rounds_due(last: datetime | None, now: datetime, every_hours: int = EVERY_HOURS) -> int:
    """Count the rounds that should have started since the last one did; 1 where there was none.

    Missed rounds are made up by one round: the count is for the record. A clock that went backwards makes none due.
    """
    if last is None:
        return 1
    return max(0, round_number(now, every_hours) - round_number(last, every_hours))


def next_contact_on(filed_on: date, today: date, every_days: int = CONTACT_EVERY_DAYS) -> date:
    """Give the day by which a family hears from us: counted from filing, always after today, the same for all."""
    if every_days < 1:
        raise ValueError("contact is made every so many days, at least one")
    passed = max(0, (today - filed_on).days // every_days)
    return date.fromordinal(min(filed_on.toordinal() + (passed + 1) * every_days, date.max.toordinal()))


def kept_contact_on(day: date, today: date, every_days: int = CONTACT_EVERY_DAYS) -> date:
    """Give the day to keep from today on: the same while it lies ahead, the next of its row when it has come.

    One that lies more than one period ahead was set by a clock that ran ahead, and is brought back.
    """
    if day <= today:
        return next_contact_on(day, today, every_days)
    return day - timedelta(days=((day - today).days - 1) // every_days * every_days)


def warn_on(by: date) -> date:
    """Give the day on which unlockers are warned that this date would pass on a locked house."""
    return by - timedelta(days=WARN_DAYS_BEFORE)


def is_late(by: date, today: date) -> bool:
    """Say whether a promised day has gone by."""
    return today > by
