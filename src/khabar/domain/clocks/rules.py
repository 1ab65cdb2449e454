"""What a clock is made of: how long a body has, from which day, what stops it, what was given on top.

Nothing here is moved silently: a pause has its reason, an extension its source, a free day its name. What contradicts
itself is refused with both dates named.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from khabar.domain.errors import Invalid

LONGEST = 3660
"""Ten years of days: more than any body is given; a larger number is a slip of the keyboard."""
WEEK = frozenset(range(7))
"""Days of the week, Monday is 0."""

AMOUNT = "Please write how long they have, as a whole number from 1 to 3660."
NO_WORKING_DAY = "A week needs at least one working day."
PAUSE_REASON = "Please write why the clock stood still. A clock is never stopped without a reason."
PAUSE_ENDS = "This pause ends before it begins. Please compare both days."
ONE_PAUSE_AT_A_TIME = "The pause before this one has no end yet. Please write its last day first."
EXTENSION_SOURCE = "Please write who extended the time and where that stands."
EXTENSION_HOW = "Please write either how many days were added or the new last day, not both."
EXTENSION_ADDS = "An extension adds at least one day and at most 3660, from the day on which it was told."
EXTENSION_SHORTENS = "The new last day lies before the one that holds. Please look at both: nothing is shortened here."
EXTENSION_BEFORE_START = "This extension was told before the clock began. Please compare both days."
RECEIVED_BEFORE_SENT = "The day it was received lies before the day it was sent. Please look at both."
ACKNOWLEDGED_BEFORE_SENT = "The day it was acknowledged lies before the day it was sent. Please look at both."
ACKNOWLEDGED_BEFORE_RECEIVED = "The day it was acknowledged lies before the day it was received. Please look at both."
ANSWERED_BEFORE_SENT = "The day of the answer lies before the day it was sent. Please look at both."


class Unit(StrEnum):
    """What is counted. A month ends on the same day of its month, or on that month's last day."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


class Start(StrEnum):
    """The day from which it is counted; the first day counted is the one after."""

    SENT = "sent"
    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"


class Ending(StrEnum):
    """What happens when the last day is a free day."""

    AS_COUNTED = "as_counted"
    NEXT_WORKING_DAY = "next_working_day"


@dataclass(frozen=True)
class Holiday:
    """A public holiday and what it is called, in the reader's language where there is one."""

    on: date
    name: str


@dataclass(frozen=True)
class FreeDays:
    """Which days of the week (Monday is 0) and which holidays are no working days at a body.

    `years` are those whose holidays are listed (Gregorian); of others a clock says that it does not know them. `source`
    says who lists them; it is printed with them. Invalid for a week in which nobody works.
    """

    weekend: frozenset[int] = frozenset()
    holidays: tuple[Holiday, ...] = ()
    years: frozenset[int] = frozenset()
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse a week nobody works in: a clock would never end."""
        if not self.weekend < WEEK:
            raise Invalid("weekend", NO_WORKING_DAY)

    @cached_property
    def names(self) -> dict[date, str]:
        """What each holiday is called; the names of two on one day stand side by side."""
        found: dict[date, str] = {}
        for one in self.holidays:
            found[one.on] = f"{found[one.on]}; {one.name}" if one.on in found else one.name
        return found

    def is_free(self, day: date) -> bool:
        """Say whether nobody works there on this day."""
        return day.weekday() in self.weekend or day in self.names


@dataclass(frozen=True)
class Rule:
    """How long a body has. `source`: the law, the body's own words, or that it is our own custom; printed with it."""

    amount: int
    unit: Unit
    start: Start = Start.SENT
    free_days: FreeDays = FreeDays()
    ending: Ending = Ending.AS_COUNTED
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse a length nobody means."""
        if not 1 <= self.amount <= LONGEST:
            raise Invalid("amount", AMOUNT)


@dataclass(frozen=True)
class Pause:
    """Days that do not count, both ends included; `until` None: it has not ended yet."""

    since: date
    until: date | None
    reason: str

    def __post_init__(self) -> None:
        """Refuse a pause without a reason, and one that ends before it begins."""
        if not self.reason.strip():
            raise Invalid("reason", PAUSE_REASON)
        if self.until is not None and self.until < self.since:
            raise Invalid("until", PAUSE_ENDS)


@dataclass(frozen=True)
class Extension:
    """More time, as somebody told us on a day: so many days more (of the rule's kind), or a new last day.

    On top of a rule in months, days are calendar days.
    """

    told_on: date
    source: str
    days: int | None = None
    to: date | None = None

    def __post_init__(self) -> None:
        """Refuse what has no source, says both or neither, or adds nothing."""
        if not self.source.strip():
            raise Invalid("source", EXTENSION_SOURCE)
        if (self.days is None) == (self.to is None):
            raise Invalid("to", EXTENSION_HOW)
        if self.days is not None and not 1 <= self.days <= LONGEST:
            raise Invalid("days", EXTENSION_ADDS)
        if self.to is not None and not 1 <= (self.to - self.told_on).days <= LONGEST:
            raise Invalid("to", EXTENSION_ADDS)


@dataclass(frozen=True, kw_only=True)
class Course:
    """What happened to one letter or request: the facts a clock is read from. Invalid where they contradict."""

    rule: Rule
    sent: date | None = None
    received: date | None = None
    acknowledged: date | None = None
    answered: date | None = None
    pauses: tuple[Pause, ...] = field(default=())
    extensions: tuple[Extension, ...] = field(default=())

    def __post_init__(self) -> None:
        """Refuse dates that contradict one another, an open pause that is not the last, an extension too early."""
        _in_order("received", self.sent, self.received, RECEIVED_BEFORE_SENT)
        _in_order("acknowledged", self.sent, self.acknowledged, ACKNOWLEDGED_BEFORE_SENT)
        _in_order("acknowledged", self.received, self.acknowledged, ACKNOWLEDGED_BEFORE_RECEIVED)
        _in_order("answered", self.sent, self.answered, ANSWERED_BEFORE_SENT)
        last = max((pause.since for pause in self.pauses), default=None)
        if any(pause.until is None and pause.since != last for pause in self.pauses):
            raise Invalid("until", ONE_PAUSE_AT_A_TIME)
        for extension in self.extensions:
            _in_order("told_on", self.began, extension.told_on, EXTENSION_BEFORE_START)

    @property
    def began(self) -> date | None:
        """The day from which this rule counts; None while it has not come, or nobody has noted it."""
        return {Start.SENT: self.sent, Start.RECEIVED: self.received, Start.ACKNOWLEDGED: self.acknowledged}[
            self.rule.start
        ]


def _in_order(field_name: str, earlier: date | None, later: date | None, message: str) -> None:
    if earlier is not None and later is not None and later < earlier:
        raise Invalid(field_name, message)
