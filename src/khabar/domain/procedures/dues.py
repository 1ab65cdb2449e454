"""Clocks on our side: when to look, when to write, until when not to be silent; each day with how it came about.

Ours fall at half of a body's period and rise at 60 and 80 percent. The Working Group on disappearances may treat a case
as clarified when the source is silent for six months (to be confirmed): that day is guarded. Whoever asks on a later
day gets the same days, and the next “any news?”.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from khabar.domain.calendars import months_later
from khabar.domain.procedures.doors.wgeid import LINKED_MONTHS, URGENT_MONTHS
from khabar.domain.procedures.facts import Case, OtherProcedure
from khabar.domain.procedures.ids import WGEID, ProcedureId
from khabar.domain.procedures.lines import Mark, Term, Value
from khabar.domain.procedures.matters import LATE_AFTER_REMEDIES_MONTHS
from khabar.domain.procedures.own_word import ends_the_search

_P = ProcedureId
SHARES: Final = (50, 60, 80)
"""Percent of a period at which ours rings, and rises."""
GUARD_MONTHS: Final = 6
NEWS_MONTHS: Final = 3


@dataclass(frozen=True)
class Due:
    """A day, what falls on it, and what fills the gaps of the sentence that explains it."""

    on: date
    code: str
    values: tuple[tuple[str, Value], ...]
    mark: Mark = Mark.OURS


@dataclass(frozen=True)
class Period:
    """How long a State has to answer there."""

    days: int = 0
    months: int = 0
    mark: Mark = Mark.VERIFIED

    def end(self, start: date) -> date:
        """Give its last day."""
        return months_later(start, self.months) + timedelta(days=self.days)


PERIODS: Final = {
    _P.CED_30: Period(days=14),
    _P.WGAD_REGULAR: Period(days=60, mark=Mark.RECOLLECTION),
    _P.SPECIAL_PROCEDURES: Period(days=60, mark=Mark.RECOLLECTION),
    _P.ICCPR_OP1: Period(months=6),
    _P.CAT_22: Period(months=6, mark=Mark.RECOLLECTION),
}


def dues(case: Case, procedure: ProcedureId, on: date) -> tuple[Due, ...]:
    """List what falls due for one procedure, in the order of days."""
    here = [one for one in case.other_procedures or () if one.procedure is procedure and one.is_over is not True]
    running = [(one, one.filed.earliest) for one in here if one.filed is not None]
    found = [due for one, filed in running for due in _running(case, procedure, one, filed, on)]
    if not running:
        found.extend(_before_filing(case, procedure, on))
    return tuple(sorted(found, key=lambda due: (due.on, due.code)))


def _running(case: Case, procedure: ProcedureId, one: OtherProcedure, filed: date, on: date) -> Iterator[Due]:
    if ends_the_search(case.own_word):
        yield Due(on, "tell-the-body", (("day", on),))
        return
    period = PERIODS.get(procedure)
    if period is not None:
        yield from shares_of(filed, period.end(filed), "reply", period.mark)
    if procedure in WGEID:
        yield from _guard(one, filed)
    yield _next_news(filed, on)


def shares_of(start: date, end: date, what: str, mark: Mark) -> Iterator[Due]:
    """Give half, 60 and 80 percent of a period and its last day, each saying from what it was counted."""
    length = (end - start).days
    for percent in SHARES:
        day = start + timedelta(days=-(-length * percent // 100))
        yield Due(day, f"{what}-share", (("percent", percent), ("start", start), ("end", end), ("days", length)), mark)
    yield Due(end, f"{what}-end", (("start", start), ("end", end), ("days", length)), mark)


def _guard(one: OtherProcedure, filed: date) -> Iterator[Due]:
    """Guard the six months after which silence of the source may be read as clarified."""
    if one.answered_it and one.last_letter_to_us is not None:
        return
    start = one.last_letter_to_us.earliest if one.last_letter_to_us else filed
    yield from shares_of(start, months_later(start, GUARD_MONTHS), "guard", Mark.RECOLLECTION)


def _next_news(filed: date, on: date) -> Due:
    """Ask “any news?” every three months from filing; the next time after the day of asking."""
    passed = max(0, (on.year - filed.year) * 12 + on.month - filed.month) // NEWS_MONTHS
    times = passed if months_later(filed, passed * NEWS_MONTHS) > on else passed + 1
    times = max(1, times)
    return Due(months_later(filed, times * NEWS_MONTHS), "any-news", (("start", filed), ("times", times)))


def _before_filing(case: Case, procedure: ProcedureId, on: date) -> Iterator[Due]:
    """Give the last days before which to file, as long as they have not passed."""
    began = case.disappearance.began
    if procedure is _P.WGEID_URGENT and began is not None and not ends_the_search(case.own_word):
        linked = case.disappearance.linked_case.exists
        yield from _ahead(began.earliest, LINKED_MONTHS if linked else URGENT_MONTHS, on)
    decided = case.domestic.final_decision
    if procedure is _P.ICCPR_OP1 and decided is not None:
        yield from _ahead(decided.earliest, LATE_AFTER_REMEDIES_MONTHS, on)
    if procedure is _P.DOMESTIC:
        yield from _national(case)


def _ahead(start: date, months: int, on: date) -> Iterator[Due]:
    end = months_later(start, months)
    if end >= on:
        yield from shares_of(start, end, "file", Mark.VERIFIED)


def _national(case: Case) -> Iterator[Due]:
    doors = {
        "prosecutor": case.domestic.prosecutor,
        "habeas-corpus": case.domestic.habeas_corpus,
        "ombudsman": case.domestic.ombudsman,
        "refugee-authority": case.domestic.refugee_authority,
    }
    for name, door in doors.items():
        if door.last_day is not None:
            yield Due(door.last_day.earliest, "door-last", (("door", Term(f"door-{name}")),))
