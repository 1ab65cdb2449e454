"""The Working Group on Enforced or Involuntary Disappearances: its urgent and its standard procedure.

It takes cases from every State and asks for six things without which a case cannot be processed. Urgent is what began
within three months, or within twelve and bound up with a case that did.
"""

from datetime import date
from typing import Final

from khabar.domain.calendars import months_later
from khabar.domain.procedures import authorities as by
from khabar.domain.procedures import elements, filing, matters, own_word, remedies
from khabar.domain.procedures.facts import Case
from khabar.domain.procedures.ids import ProcedureId
from khabar.domain.procedures.inquiry import Inquiry
from khabar.domain.procedures.lines import Line, Lines, bars, doubt, holds, missing, not_known, note
from khabar.domain.procedures.values import Days, Tri

URGENT_MONTHS: Final = 3
LINKED_MONTHS: Final = 12
LONGEST_DATE_DAYS: Final = 31
"""Month and year at least: a longer stretch of days is no date of the case."""


def urgent(inquiry: Inquiry) -> Lines:
    """Examine the urgent procedure."""
    return (*_any(inquiry, ProcedureId.WGEID_URGENT), *_in_time(inquiry))


def standard(inquiry: Inquiry) -> Lines:
    """Examine the standard procedure."""
    began = inquiry.case.disappearance.began
    fresh = began is not None and began.later(URGENT_MONTHS).earliest >= inquiry.on
    use_urgent = (note("use-urgent", by.WGEID_TIME),) if fresh else ()
    return (*_any(inquiry, ProcedureId.WGEID_STANDARD), *use_urgent)


def _any(inquiry: Inquiry, procedure: ProcedureId) -> Lines:
    case = inquiry.case
    return (
        *own_word.on_enforced_disappearance(case),
        *elements.in_practice(case.elements),
        *_still_missing(case),
        *_six_items(case),
        *filing.named(case, by.WGEID_ITEMS),
        *filing.by_family(case.submitter, by.WGEID_WHO),
        *matters.for_wgeid(case, procedure),
        *filing.consents(case, procedure),
        note("every-state", by.WGEID_EVERY_STATE),
    )


def _still_missing(case: Case) -> Lines:
    if case.disappearance.still_missing is None:
        return (missing("still-missing", by.WGEID_ELEMENTS),)
    return () if case.disappearance.still_missing else (doubt("clarified", by.WGEID_ELEMENTS),)


def _six_items(case: Case) -> Lines:
    """Ask for the six required items; the submitter, the sixth, is asked with the name."""
    happened = case.disappearance
    place = happened.place or happened.last_seen.place
    lines = [
        *filing.person_named(case, by.WGEID_ITEMS),
        _date(happened.began),
        holds("place-told", by.WGEID_ITEMS) if place else missing("place", by.WGEID_ITEMS),
        holds("forces-told", by.WGEID_FORCES) if happened.forces else missing("forces", by.WGEID_FORCES),
        holds("state-named", by.WGEID_FORCES) if happened.held_in else missing("held-in", by.WGEID_FORCES),
        *remedies.tried(case, by.WGEID_ITEMS),
    ]
    return tuple(lines)


def _date(began: Days | None) -> Line:
    if began is None:
        return missing("began", by.WGEID_ITEMS)
    if (began.latest - began.earliest).days >= LONGEST_DATE_DAYS:
        return missing("began-month", by.WGEID_ITEMS)
    return holds("date-told", by.WGEID_ITEMS)


def _in_time(inquiry: Inquiry) -> Lines:
    """Say whether it reaches the Working Group in time for the urgent procedure."""
    happened = inquiry.case.disappearance
    if happened.began is None:
        return (not_known("began", by.WGEID_TIME),)
    within = _within(happened.began, URGENT_MONTHS, inquiry.on)
    within_year = _within(happened.began, LINKED_MONTHS, inquiry.on)
    linked = _linked(inquiry)
    last = months_later(happened.began.latest, URGENT_MONTHS)
    if within:
        return (holds("in-three-months", by.WGEID_TIME, day=months_later(happened.began.earliest, URGENT_MONTHS)),)
    if linked and within_year:
        return (holds("linked-in-time", by.WGEID_TIME),)
    if within is False and False in (within_year, linked):
        return (bars("too-old-for-urgent", by.WGEID_TIME, day=last),)
    return (
        not_known("linked-case", by.WGEID_TIME) if linked is None else doubt("perhaps-late", by.WGEID_TIME, day=last),
    )


def _linked(inquiry: Inquiry) -> Tri:
    """Say whether it is bound up with a case that itself began within three months."""
    linked = inquiry.case.disappearance.linked_case
    if linked.exists is False:
        return False
    if linked.began is None:
        return None
    within = _within(linked.began, URGENT_MONTHS, inquiry.on)
    return False if within is False else within if linked.exists else None


def _within(began: Days, months: int, on: date) -> Tri:
    """Say whether so many calendar months have not yet run out since it began."""
    end = began.later(months)
    if on <= end.earliest:
        return True
    return False if on > end.latest else None
