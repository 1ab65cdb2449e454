"""A clock as it stands on one day: when it is due, how much of it has run, and every line of how that was computed.

The day is handed in; what was told or written after it is not known yet. A later day never finds fewer days run, and
a pause or an extension never brings a date nearer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khabar.domain.clocks.reckoning import Reckoned, lines_of_rule, lines_to_due, reckon, unit_counted
from khabar.domain.clocks.rules import Course, Unit
from khabar.domain.clocks.steps import Count, Step, StepKind, Value, step

PERCENT = 100
_K = StepKind


class State(StrEnum):
    """Where a clock stands."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    PAUSED = "paused"
    OVERDUE = "overdue"
    ANSWERED = "answered"


@dataclass(frozen=True)
class Clock:
    """A clock read on the day `on`.

    `due` is the last day (None before it began); while it is paused, the earliest it can be. `run`, `total` and `left`
    are counted in days of the rule (working days where those count), `percent` is of `total` and goes beyond 100;
    `overdue` and `unanswered` are calendar days since the due day and since it was sent. `steps`: how it was computed.
    """

    on: date
    state: State
    due: date | None
    run: int
    total: int
    left: int
    percent: int
    overdue: int
    unanswered: int
    steps: tuple[Step, ...]


def clock_on(course: Course, on: date) -> Clock:
    """Read a clock on a day. Raises Invalid (field `to`) where an extension would bring the last day nearer."""
    answered = course.answered is not None and course.answered <= on
    now = course.answered if answered and course.answered else on
    seen = _Seen(course, on, now, answered, 0 if course.sent is None else max(0, (now - course.sent).days))
    if course.began is None:
        return _not_started(seen)
    return _started(seen, reckon(course, course.began, now))


@dataclass(frozen=True)
class _Seen:
    """One course looked at on a day: until when it runs, whether it was answered by then, for how long not."""

    course: Course
    on: date
    now: date
    answered: bool
    unanswered: int


def _not_started(seen: _Seen) -> Clock:
    rule = seen.course.rule
    lines = (step(_K(f"not_started_{rule.start}")), *lines_of_rule(rule), *_lines_at_end(seen))
    state = State.ANSWERED if seen.answered else State.NOT_STARTED
    return Clock(seen.on, state, None, 0, rule.amount, rule.amount, 0, 0, seen.unanswered, lines)


def _started(seen: _Seen, found: Reckoned) -> Clock:
    run, total = found.run, max(1, found.total)
    left = found.counting.between(max(seen.now, found.began), found.due)
    overdue = max(0, (seen.now - found.due).days)
    lines = (*lines_to_due(seen.course, found), *_lines_now(seen, found, left, overdue), *_lines_at_end(seen))
    percent = PERCENT * run // total
    state = _state(seen, overdue, paused=found.paused)
    return Clock(seen.on, state, found.due, run, total, left, percent, overdue, seen.unanswered, lines)


def _state(seen: _Seen, overdue: int, *, paused: bool) -> State:
    if seen.answered:
        return State.ANSWERED
    if overdue:
        return State.OVERDUE
    return State.PAUSED if paused else State.RUNNING


def _lines_now(seen: _Seen, found: Reckoned, left: int, overdue: int) -> Iterator[Step]:
    """Say what has run by the day it is read, or until the answer."""
    unit = unit_counted(seen.course.rule)
    total = Count(found.total, unit)
    if seen.now < found.began:
        yield step(_K.BEGINS_LATER, on=seen.now)
        return
    values: dict[str, Value] = {"on": seen.now}
    late: dict[str, Value] = {"late": Count(overdue, Unit.DAYS), "due": found.due}
    ran: dict[str, Value] = {"run": found.run, "total": total}
    if seen.answered:
        yield step(_K.ANSWERED_LATE, **values, **late) if overdue else step(_K.ANSWERED_IN_TIME, **values, **ran)
    elif overdue:
        yield step(_K.OVERDUE, **values, **late)
    elif seen.now == found.due:
        yield step(_K.LAST_DAY, **values, **ran)
    else:
        percent = PERCENT * found.run // max(1, found.total)
        yield step(_K.RUNNING, **values, **ran, percent=percent, left=Count(left, unit))


def _lines_at_end(seen: _Seen) -> Iterator[Step]:
    """Say since when nobody has answered, or that somebody has where no clock ran."""
    if seen.answered and seen.course.began is None:
        yield step(_K.ANSWERED, on=seen.now)
    if seen.course.sent is not None and not seen.answered and seen.on >= seen.course.sent:
        yield step(_K.UNANSWERED, days=Count(seen.unanswered, Unit.DAYS), sent=seen.course.sent, on=seen.on)
