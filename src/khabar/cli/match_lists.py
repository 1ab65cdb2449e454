"""Reads a list of persons from a CSV file: RFC 4180, UTF-8, the person columns of the handbook.

The first thing wrong stops it, with one line that names file, line and column. Cells are text: a formula is a text too.
It must never guess an encoding or a column, and never print a name or another cell.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import Final

import click

from khabar.domain.dates import parse_partial_date
from khabar.domain.errors import Invalid
from khabar.linkage import Person
from khabar.text import has_bidi_controls, without_bidi_controls

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
OTHER_NAMES_SEPARATORS: Final = ";|؛"
"""What stands between several other names in one cell."""


class ListFault(click.ClickException):
    """A list that cannot be read; one line, exit code 1."""


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
        return ListFault(f"{self.path}: line {line}: {column}: {message}")


def read_persons(path: Path, *, today: date) -> PersonList:
    """Read all people of a file. Raises `ListFault` for the first thing wrong."""
    reading = _Reading(path, today)
    rows = _rows(path, _text(path))
    header = next(rows, None)
    if header is None:
        raise ListFault(f"{path}: the file is empty; it needs at least the columns id and name.")
    columns = _columns(path, header[1])
    persons = tuple(_person(reading, line, columns, cells) for line, cells in rows)
    return PersonList(persons, tuple(_warnings(reading)))


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise ListFault(f"{path}: cannot be read: {fault.strerror}.") from fault
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise ListFault(f"{path}: line {line}: not UTF-8; save the list as CSV with encoding UTF-8.") from fault


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Give each record that is not empty with the line on which it begins."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as fault:
        raise ListFault(f"{path}: line {line}: not readable as CSV: {fault}.") from fault


def _columns(path: Path, header: Sequence[str]) -> list[str]:
    """Read the header; every column must be known, once, and the needed ones there."""
    columns = [without_bidi_controls(cell).strip().casefold() for cell in header]
    for column in columns:
        if column not in LONGEST:
            raise ListFault(f"{path}: line 1: there is no column {_quoted(column)}{_nearest(column)}.")
    if repeated := next((column for column in columns if columns.count(column) > 1), None):
        raise ListFault(f"{path}: line 1: the column {repeated} stands there twice.")
    if absent := [column for column in NEEDED if column not in columns]:
        raise ListFault(f"{path}: line 1: the column {absent[0]} is missing.")
    return columns


def _quoted(column: str) -> str:
    """Quote a wrong column name for one line of a terminal."""
    shown = "".join(char if char.isprintable() else "?" for char in column[:40])
    return f"“{shown}”"


def _nearest(column: str) -> str:
    if ";" in column or "\t" in column:
        return "; columns are separated by commas"
    near = get_close_matches(column.replace(" ", "_"), LONGEST, n=1, cutoff=0.5)
    return f"; did you mean {near[0]}?" if near else f"; there are {', '.join(LONGEST)}"


def _person(reading: _Reading, line: int, columns: Sequence[str], cells: Sequence[str]) -> Person:
    if len(cells) != len(columns):
        raise ListFault(f"{reading.path}: line {line}: {len(cells)} cells, but the header has {len(columns)} columns.")
    row = {column: _cell(reading, line, column, cell) for column, cell in zip(columns, cells, strict=True)}
    for column in NEEDED:
        if not row[column]:
            raise reading.fault(line, column, "is empty.")
    if before := reading.lines.get(row["id"]):
        raise reading.fault(line, "id", f"the same id stands in line {before}.")
    reading.lines[row["id"]] = line
    return _made(reading, line, row)


def _cell(reading: _Reading, line: int, column: str, cell: str) -> str:
    if len(cell) > LONGEST[column]:
        raise reading.fault(line, column, f"has {len(cell):,} characters; at most {LONGEST[column]:,} are read.")
    if has_bidi_controls(cell):
        reading.marked.append(f"line {line}, {column}")
    return without_bidi_controls(cell).strip()


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
