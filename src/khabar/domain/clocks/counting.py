"""Counting days: which ones count for a rule, where so many of them end, how many lie between two days.

A day of a pause never counts; a free day does not where working days are counted. The day it begins on is day nought.
It is worked out by weeks and intervals, not day by day, so that a page with hundreds of clocks stays quick.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from khabar.domain.calendars import months_later
from khabar.domain.clocks.rules import Ending, FreeDays, Pause, Rule, Unit

ONE_DAY = timedelta(days=1)
_WEEK = 7


@dataclass(frozen=True, order=True)
class Stretch:
    """Days that do not count because the clock stood still, both ends included."""

    first: date
    last: date


def stretches(pauses: Iterable[Pause], now: date) -> tuple[Stretch, ...]:
    """Give pauses as days, those that touch as one; without an end it lasts until now, and not before it began."""
    found: list[Stretch] = []
    for one in sorted(
        Stretch(pause.since, now if pause.until is None else pause.until)
        for pause in pauses
        if pause.until is not None or pause.since <= now
    ):
        if found and one.first <= found[-1].last:
            found[-1] = Stretch(found[-1].first, max(found[-1].last, one.last))
        else:
            found.append(one)
    return tuple(found)


@dataclass(frozen=True)
class Counting:
    """Which days count: all but those on which the clock stood still, and but free days where these do not count."""

    still: tuple[Stretch, ...]
    weekend: frozenset[int] = frozenset()
    holidays: tuple[date, ...] = ()

    def between(self, after: date, until: date) -> int:
        """Count the counted days after one day up to and with another; none where that lies before it."""
        lost = sum(self._open(max(after, _before(one.first)), min(until, one.last)) for one in self.still)
        return self._open(after, until) - lost

    def advance(self, after: date, days: int) -> date:
        """Give the day on which so many counted days have passed after this one; the very last date if it runs over."""
        ahead = range((date.max - after).days + 1)
        place = bisect_left(ahead, days, key=lambda one: self.between(after, after + ONE_DAY * one))
        return after + ONE_DAY * min(place, ahead[-1])

    def _open(self, after: date, until: date) -> int:
        """Count what is neither weekend nor holiday, whatever stood still."""
        length = (until - after).days
        if length <= 0:
            return 0
        weeks, rest = divmod(length, _WEEK)
        beyond = sum((until.weekday() - back) % _WEEK not in self.weekend for back in range(rest))
        holidays = bisect_right(self.holidays, until) - bisect_right(self.holidays, after)
        return weeks * (_WEEK - len(self.weekend)) + beyond - holidays


def counting(rule: Rule, pauses: Iterable[Pause], now: date) -> Counting:
    """Give what counts for a rule, with the pauses as they are known now."""
    still = stretches(pauses, now)
    if rule.unit is not Unit.WORKING_DAYS:
        return Counting(still)
    return Counting(still, rule.free_days.weekend, tuple(working_holidays(rule.free_days)))


def working_holidays(free: FreeDays) -> list[date]:
    """List the holidays that fall on a day on which people work there otherwise."""
    return sorted(day for day in free.names if day.weekday() not in free.weekend)


def days_in(rule: Rule, began: date) -> int:
    """Say how many counted days the rule gives; months are turned into the calendar days they have from this day on."""
    if rule.unit is Unit.MONTHS:
        return (months_later(began, rule.amount) - began).days
    return rule.amount


def ended(rule: Rule, day: date) -> date:
    """Move the last day to the next working day where the rule says so."""
    while rule.ending is Ending.NEXT_WORKING_DAY and rule.free_days.is_free(day) and day < date.max:
        day += ONE_DAY
    return day


def _before(day: date) -> date:
    return day - ONE_DAY if day > date.min else day
