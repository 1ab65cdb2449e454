"""One line of an answer: what holds, what bars, what is in doubt, what is missing, and by what authority.

A line is a code and its values; what it says in a language stands with the papers. A rule that is only remembered
can never bar: `bars` turns it into a doubt, here and nowhere else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from khabar.domain.procedures.values import StateCode

KNOWN_UP_TO: Final = date(2026, 11, 21)
"""The day up to which the rules encoded here were known to us."""


class Answer(StrEnum):
    """What is said of a door."""

    OPEN = "open"
    BARRED = "barred"
    CONDITIONAL = "conditional"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """What a line does to the answer; a note does nothing to it."""

    BARS = "bars"
    DOUBT = "doubt"
    MISSING = "missing"
    NOTE = "note"
    HOLDS = "holds"


class Mark(StrEnum):
    """How a rule is known: read in the text, in a secondary source, from memory; or it is a rule of our own."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    RECOLLECTION = "recollection"
    OURS = "ours"


@dataclass(frozen=True)
class Authority:
    """Where a rule or a fact stands: article or document symbol, how it is known, and up to which day (None: none)."""

    text: str
    mark: Mark
    as_of: date | None = KNOWN_UP_TO


class Term(str):
    """A word with a translation of its own, by its key."""

    __slots__ = ()


Value = StateCode | Term | date | int | str | tuple[StateCode, ...]


@dataclass(frozen=True)
class Line:
    """A kind, the code of its sentence, what fills its gaps; `item` is what to bring so that it no longer stands."""

    kind: Kind
    code: str
    authority: Authority
    values: tuple[tuple[str, Value], ...] = ()
    item: str = ""


Lines = tuple[Line, ...]


def bars(code: str, authority: Authority, /, **values: Value) -> Line:
    """Make a line that bars; by a rule that is only remembered it makes a doubt."""
    kind = Kind.DOUBT if authority.mark is Mark.RECOLLECTION else Kind.BARS
    return Line(kind, code, authority, tuple(values.items()))


def doubt(code: str, authority: Authority, /, **values: Value) -> Line:
    """Make a line about a datum that is not confirmed and could bar."""
    return Line(Kind.DOUBT, code, authority, tuple(values.items()))


def not_known(item: str, authority: Authority, /, **values: Value) -> Line:
    """Make a doubt about something nobody has said, and name it as missing."""
    return Line(Kind.DOUBT, "not-known", authority, tuple(values.items()), item)


def missing(item: str, authority: Authority, /, **values: Value) -> Line:
    """Make a line about something to bring before the door opens."""
    return Line(Kind.MISSING, "missing", authority, tuple(values.items()), item)


def lacking(code: str, item: str, authority: Authority, /, **values: Value) -> Line:
    """Make a line about something missing that is said in words of its own: refused, or still to come."""
    return Line(Kind.MISSING, code, authority, tuple(values.items()), item)


def note(code: str, authority: Authority, /, **values: Value) -> Line:
    """Make a line that is said beside the answer and does not change it."""
    return Line(Kind.NOTE, code, authority, tuple(values.items()))


def holds(code: str, authority: Authority, /, **values: Value) -> Line:
    """Make a line about a condition that is met."""
    return Line(Kind.HOLDS, code, authority, tuple(values.items()))


def answer_of(lines: Iterable[Line]) -> Answer:
    """Weigh the lines: any bar, else any doubt, else anything missing, else the door is open."""
    kinds = {line.kind for line in lines}
    if Kind.BARS in kinds:
        return Answer.BARRED
    if Kind.DOUBT in kinds:
        return Answer.UNKNOWN
    return Answer.CONDITIONAL if Kind.MISSING in kinds else Answer.OPEN
