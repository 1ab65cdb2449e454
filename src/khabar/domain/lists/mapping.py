"""Which column of a list means what, and how its dates are to be read: proposed from the header, set right by a person.

A mapping is kept under a name and used again for every list with the same header words, in whatever order they stand.
A column that means nothing to us is left out by name, never by silence.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property
from itertools import count, islice
from typing import TYPE_CHECKING, Final

from khabar.domain.errors import Invalid
from khabar.domain.form_fields import one_line
from khabar.domain.lists.columns import (
    OF_NAMES,
    OF_REPORTS,
    REPORTS_ALSO,
    SEVERAL,
    ListKind,
    Meaning,
    folded,
    meaning_of,
    meanings_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from khabar.domain.calendars import Calendar
    from khabar.domain.lists.tables import Line

MOST_OF_HEADER: Final = 15_000
"""Bytes of all header cells together: they are kept with each row, and thrice with the list."""
LINES_BEFORE: Final = 20
"""A header is looked for in so many lines: titles and empty lines may stand above it."""
_SHOWN: Final = 40
_OF_REPORTS: Final = frozenset(folded(one) for columns in (OF_REPORTS, *REPORTS_ALSO) for one in columns)
_LIKE: Final = 0.5

TWICE: Final = "Two columns are said to mean this. Choose one of them."
NOT_IN_THIS_KIND: Final = "No list of this kind has such a column."
NO_NAME = "No column is said to hold the name. One is needed: the name, the given name or the family name."
NO_HEADER = "None of the first lines names columns that we know."
HEADER_TOO_LONG: Final = f"the headers of its columns hold more than {MOST_OF_HEADER // 1000} kB together."


class DayOrder(StrEnum):
    """Whether 3/4/1986 is the third of April or the fourth of March."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True)
class Column:
    """One column: its header as the list writes it, and what it means; None where it is left out."""

    header: str
    meaning: Meaning | None


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """What the columns of a list mean. `calendar`: of dates that name none; None where each is to be weighed.

    `age_on`: the day or year at which ages hold, as written; "" for the day of taking in. Without a header the columns
    are called 1, 2, 3.
    """

    columns: tuple[Column, ...] = field(repr=False)
    calendar: Calendar | None = None
    day_order: DayOrder = DayOrder.DAY_FIRST
    age_on: str = ""
    has_header: bool = True

    def validate(self, kind: ListKind) -> list[Invalid]:
        """List what is wrong with it: a name is needed, and each meaning stands once unless parts can be joined."""
        meanings = [one.meaning for one in self.columns if one.meaning is not None]
        wrong = [
            Invalid(meaning.value, TWICE)
            for meaning, times in Counter(meanings).items()
            if times > 1 and meaning not in SEVERAL
        ]
        wrong += [
            Invalid(meaning.value, NOT_IN_THIS_KIND)
            for meaning in dict.fromkeys(meanings)
            if meaning not in meanings_of(kind)
        ]
        if OF_NAMES.isdisjoint(meanings):
            wrong.append(Invalid("name", NO_NAME))
        return wrong

    def of(self, header: Sequence[str], kind: ListKind) -> Bound:
        """Bind it to a list with this header; Invalid where a column that it names is missing, or one is new."""
        for problem in self.validate(kind):
            raise problem
        known = {folded(one.header): one.meaning for one in self.columns}
        named = called(header)
        there = {folded(one) for one in named}
        for column in self.columns:
            if column.meaning is not None and folded(column.header) not in there:
                raise Invalid("mapping", f"the list has no column {quoted(column.header)}.")
        for one in named:
            if folded(one) not in known and not is_of_reports(one):
                raise Invalid("mapping", f"it says nothing about the column {quoted(one)}.")
        return Bound(self, tuple(known.get(folded(one)) for one in named), tuple(named))


@dataclass(frozen=True)
class Bound:
    """A mapping bound to one list: what each of its columns means, in the order in which they stand."""

    mapping: Mapping
    meanings: tuple[Meaning | None, ...]
    header: tuple[str, ...] = field(repr=False)

    @cached_property
    def is_report(self) -> bool:
        """Whether this is a report that came back."""
        named = {folded(one) for one in self.header}
        return any(named.issuperset(map(folded, one)) for one in (OF_REPORTS, *REPORTS_ALSO))


@dataclass(frozen=True)
class Heading:
    """Where a list names its columns: the header's cells, the lines to pass over, whether there is a header at all."""

    cells: tuple[str, ...] = field(repr=False)
    lines: int = 1
    has_header: bool = True


def heading_of(lines: Iterable[Line], kind: ListKind) -> Heading:
    """Find the header among the first lines: the one with most words that we know, the first of equals.

    Where no line has any, the columns are called by their places. Invalid for an empty file or a header without end.
    """
    first = list(islice(lines, LINES_BEFORE))
    if not first:
        raise Invalid("list", "the file is empty.")
    known = [sum(meaning_of(cell, kind) is not None for cell in line.cells) for line in first]
    best = known.index(max(known))
    if not known[best]:
        width = max(len(line.cells) for line in first)
        return Heading(tuple(str(place) for place in range(1, width + 1)), 0, has_header=False)
    if sum(len(cell.encode()) for cell in first[best].cells) > MOST_OF_HEADER:
        raise Invalid("list", HEADER_TOO_LONG)
    return Heading(first[best].cells, best + 1)


def proposed(heading: Heading, kind: ListKind) -> Mapping:
    """Propose what the columns mean: what their headers say, each meaning once, and nothing for what nobody knows."""
    taken = set[Meaning]()
    columns = []
    for name in called(heading.cells):
        if is_of_reports(name):
            continue
        meaning = meaning_of(name, kind)
        if meaning in taken and meaning not in SEVERAL:
            meaning = None
        if meaning is not None:
            taken.add(meaning)
        columns.append(Column(name, meaning))
    if len(only := taken & OF_NAMES) == 1:
        columns = [replace(one, meaning=Meaning.NAME) if one.meaning in only else one for one in columns]
    return Mapping(columns=tuple(columns), has_header=heading.has_header)


def called(header: Sequence[str]) -> list[str]:
    """Give each column a name of its own: one that stands there again gets a number, one without a name its place.

    A number is one that gives no name of another column, however both are written.
    """
    written = [one_line(cell) for cell in header]
    theirs, taken, names = {folded(name) for name in written if name}, set[str](), list[str]()
    for place, name in enumerate(written, start=1):
        made = name or str(place)
        if folded(made) in taken or (not name and folded(made) in theirs):
            made = _numbered(made, theirs | taken)
        taken.add(folded(made))
        names.append(made)
    return names


def _numbered(name: str, taken: AbstractSet[str]) -> str:
    """Put the first number behind a name that makes it one of its own."""
    return next(made for times in count(2) if folded(made := f"{name} ({times})") not in taken)


def unknown_columns(heading: Heading, kind: ListKind) -> Invalid | None:
    """Say the first thing that keeps a header from being understood by itself; None where all of it is plain."""
    if not heading.has_header:
        return Invalid("list", NO_HEADER)
    mapping = proposed(heading, kind)
    for column in mapping.columns:
        if column.meaning is None:
            return Invalid("list", _of_unknown(column.header, [one.header for one in mapping.columns], kind))
    return next(iter(mapping.validate(kind)), None)


def quoted(header: str) -> str:
    """Quote a column's name for one line."""
    return f"“{''.join(char if char.isprintable() else '?' for char in header[:_SHOWN])}”"


def is_of_reports(header: str) -> bool:
    """Say whether this is a column that only reports have."""
    return folded(header) in _OF_REPORTS


def _of_unknown(name: str, names: Sequence[str], kind: ListKind) -> str:
    plain = name.rpartition(" (")[0]
    if plain and plain in names:
        return f"the column {plain} stands there twice."
    near = get_close_matches(folded(name).replace(" ", "_"), [one.value for one in meanings_of(kind)], 1, _LIKE)
    return f"there is no column {quoted(name)}" + (f"; did you mean {near[0]}?" if near else ".")
