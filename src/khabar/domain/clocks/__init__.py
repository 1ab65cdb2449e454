"""Clocks: how long a body has to answer, read on any day, with every line of how the date was computed.

A clock is read from what happened (`Course`) on a day that is handed in; nothing here looks at the time of day, moves
a date silently, or sends anything. Reminders are drafts for people to look at.
"""

from khabar.domain.clocks.reading import Clock, State, clock_on
from khabar.domain.clocks.reminders import SHARES, Reminder, reminders, to_draft
from khabar.domain.clocks.rules import (
    Course,
    Ending,
    Extension,
    FreeDays,
    Holiday,
    Pause,
    Rule,
    Start,
    Unit,
)
from khabar.domain.clocks.steps import Count, Step, StepKind, Weekdays
from khabar.domain.clocks.telling import told, told_all

__all__ = [
    "SHARES",
    "Clock",
    "Count",
    "Course",
    "Ending",
    "Extension",
    "FreeDays",
    "Holiday",
    "Pause",
    "Reminder",
    "Rule",
    "Start",
    "State",
    "Step",
    "StepKind",
    "Unit",
    "Weekdays",
    "clock_on",
    "reminders",
    "to_draft",
    "told",
    "told_all",
]
