"""Reminders: when a draft of one is laid before people, and why; never on or after the day an answer came.

A reminder is drafted, never sent by itself. The last one may leave only when the last day is over.
"""

from dataclasses import dataclass
from datetime import date

from khabar.domain.clocks.counting import ONE_DAY
from khabar.domain.clocks.reading import PERCENT
from khabar.domain.clocks.reckoning import reckon, unit_counted
from khabar.domain.clocks.rules import Course
from khabar.domain.clocks.steps import Count, Step, StepKind, step

SHARES = (50, 80, 100)
"""Percent of the counted days after which a reminder is drafted."""


@dataclass(frozen=True)
class Reminder:
    """One reminder: drafted on a day because that share of the time has run; it may leave from another day on."""

    share: int
    draft_on: date
    send_from: date
    reason: Step


def reminders(course: Course, on: date, shares: tuple[int, ...] = SHARES) -> tuple[Reminder, ...]:
    """List the reminders of a clock as known on a day, past and to come, in their order; one a day, the highest share.

    None before the clock began to run, and none on or after the day an answer came. While the clock is paused, what is
    to come moves with the pause. Raises Invalid as `clock_on` does.
    """
    answered = course.answered if course.answered is not None and course.answered <= on else None
    if course.began is None:
        return ()
    found = reckon(course, course.began, answered or on)
    by_day: dict[date, Reminder] = {}
    for share in sorted(shares):
        needed = -(-found.total * share // PERCENT)
        day = found.due if share == PERCENT else found.counting.advance(found.began, needed)
        reason = step(
            StepKind.REMINDER_LAST if share == PERCENT else StepKind.REMINDER,
            run=needed,
            total=Count(found.total, unit_counted(course.rule)),
            percent=share,
            due=found.due,
        )
        by_day[day] = Reminder(share, day, day + ONE_DAY if share == PERCENT else day, reason)
    return tuple(one for one in by_day.values() if answered is None or one.draft_on < answered)


def to_draft(course: Course, on: date, drafted: frozenset[int] = frozenset()) -> Reminder | None:
    """Give the reminder to lay before people on a day: the highest share reached and not drafted yet.

    Shares below one that was drafted are over, so a round that comes late drafts one reminder, not three.
    """
    reached = [one for one in reminders(course, on) if one.draft_on <= on and one.share > max(drafted, default=0)]
    answered = course.answered is not None and course.answered <= on
    return reached[-1] if reached and not answered else None
