"""Working out the last day: the rule first, then each extension in the order in which it was told, with every line.

What was not known on the day it is read (an extension told later, a pause that began later) is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from khabar.domain.clocks.counting import ONE_DAY, Counting, counting, days_in, ended, working_holidays
from khabar.domain.clocks.rules import EXTENSION_SHORTENS, Course, Ending, Extension, Pause, Rule, Unit
from khabar.domain.clocks.steps import Count, Step, StepKind, Weekdays, Years, step
from khabar.domain.errors import Invalid

_K = StepKind


@dataclass(frozen=True)
class Reckoned:
    """What was worked out: the first day, the day it is read, the last day as counted and as it holds."""

    began: date
    now: date
    counted_due: date
    due: date
    counting: Counting
    pauses: tuple[Pause, ...]
    extensions: tuple[Extension, ...]

    @property
    def total(self) -> int:
        """How many counted days there are in all."""
        return self.counting.between(self.began, self.due)

    @property
    def run(self) -> int:
        """How many counted days have passed."""
        return self.counting.between(self.began, self.now)

    @property
    def paused(self) -> bool:
        """Whether the clock stands still on the day it is read, and nobody knows yet until when."""
        return any(pause.until is None for pause in self.pauses)


def reckon(course: Course, began: date, now: date) -> Reckoned:
    """Work out the last day as known on a day; Invalid (field `to`) where an extension would bring it nearer."""
    rule = course.rule
    known = tuple(sorted((one for one in course.extensions if one.told_on <= now), key=lambda one: one.told_on))
    for place, extension in enumerate(known):
        if extension.to and extension.to < _folded(course, began, extension.told_on, known[:place]):
            raise Invalid("to", EXTENSION_SHORTENS)
    last = _folded(course, began, now, known)
    pauses = tuple(pause for pause in course.pauses if pause.since <= now or pause.until is not None)
    return Reckoned(began, now, last, ended(rule, last), counting(rule, course.pauses, now), pauses, known)


def _folded(course: Course, began: date, now: date, extensions: tuple[Extension, ...]) -> date:
    """Count from the first day to the last, with these extensions, and pauses as far as they are known now."""
    days = counting(course.rule, course.pauses, now)
    due = days.advance(began, days_in(course.rule, began))
    for one in extensions:
        if one.to is None:
            due = days.advance(due, one.days or 0)
        else:
            due = max(due, one.to, _moved_by_later_pauses(course, one.told_on, one.to, now))
    return due


def _moved_by_later_pauses(course: Course, told_on: date, to: date, now: date) -> date:
    """Give a new last day as it is after pauses that began when it had been told already."""
    earlier = tuple(pause for pause in course.pauses if pause.since <= told_on)
    days = counting(course.rule, earlier, now).between(told_on, to)
    return counting(course.rule, course.pauses, now).advance(told_on, days)


def unit_counted(rule: Rule) -> Unit:
    """Give what the days of a rule are called: a rule in months is counted in calendar days."""
    return Unit.WORKING_DAYS if rule.unit is Unit.WORKING_DAYS else Unit.DAYS


def lines_of_rule(rule: Rule) -> Iterator[Step]:
    """Say the rule, where it stands, and which days of the week are free there where that matters."""
    yield step(_K.RULE, amount=Count(rule.amount, rule.unit))
    if rule.source:
        yield step(_K.RULE_SOURCE, source=rule.source)
    if rule.unit is Unit.WORKING_DAYS or rule.ending is Ending.NEXT_WORKING_DAY:
        weekend = Weekdays(tuple(sorted(rule.free_days.weekend)))
        yield step(_K.WEEKEND, days=weekend) if weekend.days else step(_K.NO_WEEKEND)


def lines_to_due(course: Course, found: Reckoned) -> Iterator[Step]:
    """Say every line from the first day to the last."""
    yield step(_K(f"began_{course.rule.start}"), on=found.began)
    yield from lines_of_rule(course.rule)
    holidays = tuple(_holidays(course.rule, found))
    yield from holidays
    if holidays and course.rule.free_days.source:
        yield step(_K.HOLIDAY_SOURCE, source=course.rule.free_days.source)
    yield from _years_not_known(course.rule, found)
    yield from map(_pause_line, found.pauses)
    yield from (_extension_line(one, unit_counted(course.rule)) for one in found.extensions)
    if found.due != found.counted_due:
        yield step(_K.MOVED, counted=found.counted_due, due=found.due)
    yield step(_K.DUE_AT_EARLIEST if found.paused else _K.DUE, due=found.due)


def _holidays(rule: Rule, found: Reckoned) -> Iterator[Step]:
    """Name each holiday that was not counted though it falls on a day on which people work there otherwise."""
    after = found.began if rule.unit is Unit.WORKING_DAYS else found.counted_due - ONE_DAY
    for day in working_holidays(rule.free_days):
        still = any(one.first <= day <= one.last for one in found.counting.still)
        if after < day <= found.due and not still:
            yield step(_K.HOLIDAY, on=day, name=rule.free_days.names[day])


def _years_not_known(rule: Rule, found: Reckoned) -> Iterator[Step]:
    """Say for which years no holidays are listed, where working days are counted or the last day may move."""
    if rule.unit is Unit.WORKING_DAYS or rule.ending is Ending.NEXT_WORKING_DAY:
        first = found.began if rule.unit is Unit.WORKING_DAYS else found.due
        missing = tuple(year for year in range(first.year, found.due.year + 1) if year not in rule.free_days.years)
        if missing:
            yield step(_K.HOLIDAYS_UNKNOWN, years=Years(missing))


def _pause_line(pause: Pause) -> Step:
    if pause.until is None:
        return step(_K.PAUSE_OPEN, since=pause.since, reason=pause.reason)
    return step(_K.PAUSE, since=pause.since, until=pause.until, reason=pause.reason)


def _extension_line(one: Extension, unit: Unit) -> Step:
    if one.to is not None:
        return step(_K.EXTENDED_TO, told=one.told_on, to=one.to, source=one.source)
    return step(_K.EXTENDED_BY, told=one.told_on, days=Count(one.days or 0, unit), source=one.source)
