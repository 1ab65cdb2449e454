"""A table as a reader gives it: what the file turned out to be, and its lines one after the other.

Readers of CSV, workbooks and other lists give this one shape. It must never hold more of a file than a line at a time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES: Final = 50_000_000
"""Bytes of a list: some 300,000 rows as CSV."""
MOST_ROWS: Final = 1_000_000
MOST_COLUMNS: Final = 150
LONGEST_CELL: Final = 100_000
"""Characters of one cell that are read at all; what a field may hold is far less."""


class Form(StrEnum):
    """What kind of file a table was in."""

    CSV = "csv"
    WORKBOOK = "xlsx"
    PFIF = "pfif"


@dataclass(frozen=True)
class Wishes:
    """What the person who brought a file says of it; what is empty is found out. `separator` is one character."""

    encoding: str = ""
    separator: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Told:
    """What was taken for granted about a file, so that it can be looked at and set right.

    `guessed`: the encoding was guessed by its letters. `sheets`: the sheets of a workbook that hold anything.
    """

    form: Form
    encoding: str = ""
    guessed: bool = False
    separator: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One record of a table: the line (of a workbook: the row) in which it begins, from 1, and its cells as text."""

    number: int
    cells: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class Table:
    """A file being read: what it is, and its lines that hold anything, in order, once."""

    told: Told
    lines: Iterator[Line] = field(repr=False)
