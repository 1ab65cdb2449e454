"""How a trip reads: kinds of sheets, what became of them, conditions of visits, and what was noted, in order.

Nothing here holds a name: the carrier and the asking desk read the same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabar.domain.answers import Setting
from khabar.domain.sheets import SheetKind
from khabar.domain.stacks import range_words
from khabar.domain.trip_events import Closed, Condition, Mark, Met, Note, Outcome, Printed, VisitNote
from khabar.web.components.days import shown_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from khabar.apps.trips.files import Happened
    from khabar.domain.trip_events import Sheet
    from khabar.domain.trips import Account


@dataclass(frozen=True)
class Group:
    """Sheets of one kind of which the same became: their numbers, written short."""

    numbers: str
    kind: str
    became: str


@dataclass(frozen=True)
class VisitLine:
    """One visit in words: its day, and each condition with what became of it, or why it was not carried out."""

    number: int
    on: date
    because: str
    conditions: list[tuple[str, str]]


@dataclass(frozen=True)
class Step:
    """One thing that happened to the trip: when, by whom (an account's id), what."""

    at: datetime
    author: str
    words: str


def kind_words(kind: SheetKind) -> str:
    """Name a kind of sheet that travels."""
    words = {SheetKind.OFFER: _("Offer"), SheetKind.ASKING: _("Asking"), SheetKind.MESSAGE: _("Family message")}
    return words[kind]


def outcome_words(outcome: Outcome) -> str:
    """Say what became of a sheet."""
    words = {
        Outcome.ANSWERED: _("Answered"),
        Outcome.SAID_NO: _("The person said no"),
        Outcome.LEFT_BLANK: _("Offered, and left blank"),
        Outcome.HANDED_OVER: _("Handed over"),
        Outcome.NOT_MET: _("The person was not met"),
        Outcome.NOT_ALONE: _("Not alone: nothing was offered or asked"),
        Outcome.NOT_CARRIED: _("Not carried"),
        Outcome.UNUSED: _("Brought back unused"),
    }
    return words[outcome]


def note_words(note: Note | None) -> str:
    """Say what was noted, and how it came about where that matters."""
    if note is None:
        return _("Nothing noted yet")
    said = outcome_words(note.outcome)
    if note.setting is Setting.ALONE:
        return _("%(outcome)s, alone") % {"outcome": said}
    if note.setting is Setting.OBSERVED:
        return _("%(outcome)s, under the eyes or ears of others") % {"outcome": said}
    return said


def condition_words(condition: Condition) -> str:
    """Name a condition of a visit."""
    words = {
        Condition.ALL_PERSONS: _("All persons could be seen"),
        Condition.ALL_PREMISES: _("All premises could be entered"),
        Condition.PRIVATE_TALK: _("It was possible to talk in private"),
        Condition.OWN_INTERPRETER: _("The interpreter was our own"),
        Condition.REPEAT_VISITS: _("The visit may be repeated"),
    }
    return words[condition]


def met_words(met: Met) -> str:
    """Say whether a condition was granted."""
    return {Met.MET: _("Met"), Met.NOT_MET: _("Not met"), Met.NOT_ASKED: _("Not asked for")}[met]


def groups(account: Account) -> list[Group]:
    """Fold the sheets of a trip into groups of one kind and one outcome, in the order of their first numbers."""
    folded: dict[tuple[SheetKind, Note | None], list[int]] = {}
    for one in account.sheets:
        folded.setdefault((one.sheet.kind, one.note), []).append(one.sheet.number)
    return [Group(range_words(numbers), kind_words(kind), note_words(note)) for (kind, note), numbers in folded.items()]


def visit_lines(account: Account) -> list[VisitLine]:
    """Say what is known of each visit."""
    return [
        VisitLine(
            visit.number,
            visit.on,
            visit.because,
            [(condition_words(condition), met_words(met)) for condition, met in visit.conditions],
        )
        for visit in account.visits
    ]


def steps(happened: Iterable[Happened]) -> list[Step]:
    """Say all that was ever noted, oldest first: nothing is overwritten."""
    sheets: dict[bytes, Sheet] = {}
    said = []
    for one in happened:
        if isinstance(one.event, Printed):
            sheets |= {sheet.identity: sheet for sheet in one.event.sheets}
        said.append(Step(one.at, one.author.partition(":")[2], _step_words(one, sheets)))
    return said


def _step_words(one: Happened, sheets: dict[bytes, Sheet]) -> str:
    match one.event:
        case Printed():
            count = len(one.event.sheets)
            return ngettext("One sheet was printed.", "%(count)d sheets were printed.", count) % {"count": count}
        case Mark():
            numbers = range_words(sheets[each].number for each in one.event.sheets if each in sheets)
            return _("Sheets %(numbers)s: %(note)s.") % {"numbers": numbers, "note": note_words(one.event.note)}
        case VisitNote():
            day = shown_day(one.event.on)
            return _("Visit %(number)s on %(day)s was noted.") % {"number": one.event.number, "day": day}
        case Closed():
            return _("The trip was closed.")
        case _:
            return _("A later version of this program noted something.")
