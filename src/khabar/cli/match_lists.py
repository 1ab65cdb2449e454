"""Reads a list of persons from a CSV file: RFC 4180, UTF-8, the person columns of the handbook.

The first thing wrong stops it, with one line that names file, line and column. Cells are text: a formula is a text too.
It must never guess an encoding or a column, and never print a name or another cell.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from khabar.cli.csv_lists import CellFault, Columns, ListFault, Record, read_records
from khabar.domain.dates import parse_partial_date
from khabar.domain.errors import Invalid
from khabar.linkage import Person
from khabar.text import has_bidi_controls

LONGEST: Final = {
    "id": 200,
    "name": 300,
    "other_names": 2000,
    "father": 300,
    "grandfather": 300,
    "mother": 300,
    "sex": 40,
    "birth_date": 80,
    "birth_place": 300,
    "nationality": 200,
    "last_place": 300,
}
"""The columns of a list of persons, and how many characters a cell may hold: far more than any honest one."""
NEEDED: Final = ("id", "name")
PERSONS: Final = Columns(LONGEST, NEEDED)
OTHER_NAMES_SEPARATORS: Final = ";|؛"
"""What stands between several other names in one cell."""


@dataclass(frozen=True)
class PersonList:
    """The people of a file, and warnings for whoever gave it."""

    persons: tuple[Person, ...]
    warnings: tuple[str, ...]


@dataclass
class _Reading:
    """What is known while a file is read: lines of ids seen, cells whose marks were dropped."""

    path: Path
    today: date
    lines: dict[str, int] = field(default_factory=dict)
    marked: list[str] = field(default_factory=list)

    def fault(self, line: int, column: str, message: str) -> ListFault:
        return ListFault(
            f"{self.path}: line {line}: {column}: {message}" if column else f"{self.path}: line {line}: {message}"
        )


def read_persons(path: Path, *, today: date) -> PersonList:
    """Read all people of a file. Raises `ListFault` for the first thing wrong."""
    reading = _Reading(path, today)
    persons = tuple(_person(reading, record) for record in read_records(path, PERSONS))
    return PersonList(persons, tuple(_warnings(reading)))


def _person(reading: _Reading, record: Record) -> Person:
    line = record.line
    for column, cell in zip(record.columns, record.cells, strict=False):
        if has_bidi_controls(cell):
            reading.marked.append(f"line {line}, {column}")
    try:
        row = record.row(PERSONS)
    except CellFault as fault:
        raise reading.fault(line, fault.column, fault.sentence) from fault
    if before := reading.lines.get(row["id"]):
        raise reading.fault(line, "id", f"the same id stands in line {before}.")
    reading.lines[row["id"]] = line
    return _made(reading, line, row)


def _made(reading: _Reading, line: int, row: dict[str, str]) -> Person:
    written = row.pop("birth_date", "")
    others = row.pop("other_names", "")
    for separator in OTHER_NAMES_SEPARATORS:
        others = others.replace(separator, "\n")
    try:
        birth = parse_partial_date(written, today=reading.today).birth() if written else None
    except Invalid as fault:
        raise reading.fault(line, "birth_date", fault.message) from fault
    names = tuple(name.strip() for name in others.split("\n") if name.strip())
    return Person(other_names=names, birth=birth, **row)


def _warnings(reading: _Reading) -> Iterator[str]:
    if reading.marked:
        count = len(reading.marked)
        cells = "one cell" if count == 1 else f"{count:,} cells"
        yield f"{reading.path}: invisible marks of writing direction were left out of {cells} ({reading.marked[0]})."
