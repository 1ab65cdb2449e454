"""Doors inside the State: prosecutor, habeas corpus, ombudsman and preventive mechanism, refugee authority.

Each depends on the law of that State, which somebody has to look up: what the case file cites counts, what it does not
is unknown. The best of the four decides; only if the law closes all of them are they barred.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from khabar.domain.calendars import months_later
from khabar.domain.procedures import authorities as by
from khabar.domain.procedures import filing, own_word
from khabar.domain.procedures.facts import Domestic, NationalDoor, Person
from khabar.domain.procedures.ids import ProcedureId
from khabar.domain.procedures.inquiry import Inquiry
from khabar.domain.procedures.lines import (
    Answer,
    Authority,
    Kind,
    Lines,
    Mark,
    Term,
    answer_of,
    bars,
    doubt,
    holds,
    missing,
    not_known,
    note,
)

STALE_MONTHS: Final = 12
_BEST_FIRST: Final = (Answer.OPEN, Answer.CONDITIONAL, Answer.UNKNOWN, Answer.BARRED)


@dataclass(frozen=True)
class Entrance:
    """One of the four, as it stands on the day."""

    name: str
    lines: Lines


def national(inquiry: Inquiry) -> Lines:
    """Examine all four; the lines of those that are worse than the best are notes."""
    general = (
        *own_word.on_any_other_door(inquiry.case),
        *_where(inquiry),
        *filing.consents(inquiry.case, ProcedureId.DOMESTIC, state=False),
    )
    entrances = tuple(_entrances(inquiry))
    best = next(answer for answer in _BEST_FIRST if any(answer_of(one.lines) is answer for one in entrances))
    inside = [
        line if answer_of(one.lines) is best else replace(line, kind=Kind.NOTE)
        for one in entrances
        for line in one.lines
    ]
    return (*general, *inside, note("first-in-order", by.NATIONAL_LAW))


def _where(inquiry: Inquiry) -> Lines:
    return () if inquiry.case.disappearance.held_in else (missing("held-in", by.NATIONAL_LAW),)


def _doors(domestic: Domestic) -> Iterator[tuple[str, NationalDoor]]:
    yield "prosecutor", domestic.prosecutor
    yield "habeas-corpus", domestic.habeas_corpus
    yield "ombudsman", domestic.ombudsman
    yield "refugee-authority", domestic.refugee_authority


def _entrances(inquiry: Inquiry) -> Iterator[Entrance]:
    for name, door in _doors(inquiry.case.domestic):
        yield Entrance(name, _entrance(name, door, inquiry))


def _entrance(name: str, door: NationalDoor, inquiry: Inquiry) -> Lines:
    term = Term(f"door-{name}")
    law = Authority(door.law, Mark.VERIFIED, door.looked_up.earliest if door.looked_up else None)
    if name == "refugee-authority" and not inquiry.case.person.refugee:
        return _not_a_refugee(term, inquiry.case.person)
    if door.possible is None:
        return (not_known("door-law", by.NATIONAL_LAW, door=term),)
    if not door.law:
        return _uncited(term, possible=door.possible)
    if not door.possible:
        return (bars("door-closed", law, door=term),)
    return (*_limit(term, door, law, inquiry.on), *_looked_up(term, door, law, inquiry.on))


def _not_a_refugee(term: Term, person: Person) -> Lines:
    if person.refugee is None:
        return (not_known("refugee", by.NATIONAL_LAW, door=term),)
    return (doubt("door-not-for-him", by.NATIONAL_LAW, door=term),)


def _uncited(term: Term, *, possible: bool) -> Lines:
    """Say of a law that nobody has named that it neither opens nor closes anything."""
    if possible:
        return (missing("door-citation", by.NATIONAL_LAW, door=term),)
    return (doubt("door-said-closed", by.NATIONAL_LAW, door=term),)


def _limit(term: Term, door: NationalDoor, law: Authority, on: date) -> Lines:
    if door.has_limit is False:
        return (holds("door-open", law, door=term),)
    if door.last_day is None:
        return (not_known("door-last-day", law, door=term),)
    if on > door.last_day.latest:
        return (bars("door-too-late", law, door=term, day=door.last_day.latest),)
    if on > door.last_day.earliest:
        return (doubt("door-perhaps-late", law, door=term),)
    return (holds("door-open-until", law, door=term, day=door.last_day.earliest),)


def _looked_up(term: Term, door: NationalDoor, law: Authority, on: date) -> Lines:
    if door.looked_up is None:
        return (missing("door-looked-up", law, door=term),)
    stale = months_later(door.looked_up.earliest, STALE_MONTHS) < on
    return (note("door-confirm", law, door=term),) if stale else ()
