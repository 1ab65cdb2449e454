"""Each line of how a date was computed, as a kind and its values, so that it can be said in any language.

A line is never text here: `telling` writes days in the reader's calendar and numbers in their digits.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khabar.domain.clocks.rules import Unit


class StepKind(StrEnum):
    """What a line says."""

    NOT_STARTED_SENT = "not_started_sent"
    NOT_STARTED_RECEIVED = "not_started_received"
    NOT_STARTED_ACKNOWLEDGED = "not_started_acknowledged"
    BEGAN_SENT = "began_sent"
    BEGAN_RECEIVED = "began_received"
    BEGAN_ACKNOWLEDGED = "began_acknowledged"
    RULE = "rule"
    RULE_SOURCE = "rule_source"
    WEEKEND = "weekend"
    NO_WEEKEND = "no_weekend"
    HOLIDAY = "holiday"
    HOLIDAY_SOURCE = "holiday_source"
    HOLIDAYS_UNKNOWN = "holidays_unknown"
    PAUSE = "pause"
    PAUSE_OPEN = "pause_open"
    EXTENDED_BY = "extended_by"
    EXTENDED_TO = "extended_to"
    MOVED = "moved"
    DUE = "due"
    DUE_AT_EARLIEST = "due_at_earliest"
    BEGINS_LATER = "begins_later"
    RUNNING = "running"
    LAST_DAY = "last_day"
    OVERDUE = "overdue"
    ANSWERED_IN_TIME = "answered_in_time"
    ANSWERED_LATE = "answered_late"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    REMINDER = "reminder"
    REMINDER_LAST = "reminder_last"


@dataclass(frozen=True)
class Count:
    """So many of something that is counted; its word follows the number in each language."""

    number: int
    unit: Unit


@dataclass(frozen=True)
class Weekdays:
    """Days of the week, Monday is 0."""

    days: tuple[int, ...]


@dataclass(frozen=True)
class Years:
    """Years of the Gregorian calendar."""

    years: tuple[int, ...]


Value = date | int | str | Count | Weekdays | Years


@dataclass(frozen=True)
class Step:
    """One line: its kind, and the values its sentence has gaps for."""

    kind: StepKind
    values: tuple[tuple[str, Value], ...] = ()


def step(kind: StepKind, /, **values: Value) -> Step:
    """Make a line."""
    return Step(kind, tuple(values.items()))
