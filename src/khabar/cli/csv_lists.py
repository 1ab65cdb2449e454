"""Reads a CSV list (RFC 4180, UTF-8): its header, its records with their lines, its cells as plain text.

A fault is one line that names file, line and column. It must never guess an encoding or a column, nor print a cell.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO
from typing import TYPE_CHECKING

import click

from khabar.text import without_bidi_controls

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


class ListFault(click.ClickException):
    """A list that cannot be read; one line, exit code 1."""


class CellFault(Exception):  # noqa: N818 - what is wrong with one record, told in its own line of a report
    """One record that cannot be used: the column, and a sentence."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(column, sentence)
        self.column, self.sentence = column, sentence


@dataclass(frozen=True)
class Columns:
    """The columns a kind of list may have: how long a cell may be, and which columns must be there."""

    longest: Mapping[str, int]
    needed: Sequence[str]


@dataclass(frozen=True)
class Record:
    """One record of a list: the line it begins in, and its cells by column."""

    line: int
    cells: Sequence[str]
    columns: Sequence[str]

    def row(self, known: Columns) -> dict[str, str]:
        """Give the cells by column, without marks of direction; raises CellFault for the first thing wrong."""
        if len(self.cells) != len(self.columns):
            raise CellFault("", f"{len(self.cells)} cells, but the header has {len(self.columns)} columns.")
        row = {}
        for column, cell in zip(self.columns, self.cells, strict=True):
            if len(cell) > known.longest[column]:
                raise CellFault(column, f"has {len(cell):,} characters; at most {known.longest[column]:,} are read.")
            row[column] = without_bidi_controls(cell).strip()
        for column in known.needed:
            if not row[column]:
                raise CellFault(column, "is empty.")
        return row


def read_records(path: Path, known: Columns) -> list[Record]:
    """Read all records of a file. Raises `ListFault` where the file as a whole cannot be read."""
    rows = _rows(path, _text(path))
    header = next(rows, None)
    if header is None:
        raise ListFault(f"{path}: the file is empty; it needs at least the columns {' and '.join(known.needed)}.")
    columns = _columns(f"{path}: line {header[0]}", header[1], known)
    return [Record(line, cells, columns) for line, cells in rows]


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


def _columns(where: str, header: Sequence[str], known: Columns) -> list[str]:
    """Read the header; every column must be known, once, and the needed ones there."""
    columns = [without_bidi_controls(cell).strip().casefold() for cell in header]
    for column in columns:
        if column not in known.longest:
            raise ListFault(f"{where}: there is no column {_quoted(column)}{_nearest(column, known)}.")
    if repeated := next((column for column in columns if columns.count(column) > 1), None):
        raise ListFault(f"{where}: the column {repeated} stands there twice.")
    if absent := [column for column in known.needed if column not in columns]:
        raise ListFault(f"{where}: the column {absent[0]} is missing.")
    return columns


def _quoted(column: str) -> str:
    """Quote a wrong column name for one line of a terminal."""
    shown = "".join(char if char.isprintable() else "?" for char in column[:40])
    return f"“{shown}”"


def _nearest(column: str, known: Columns) -> str:
    if ";" in column or "\t" in column:
        return "; columns are separated by commas"
    near = get_close_matches(column.replace(" ", "_"), known.longest, n=1, cutoff=0.5)
    return f"; did you mean {near[0]}?" if near else f"; there are {', '.join(known.longest)}"
