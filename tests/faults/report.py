"""Puts the table of the fault checks into docs/reliability.md, between its two marks, with dates and the machine."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import apsw

from silence.core import rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
MARKS = ("<!-- written by ./run check --faults --write: begin -->", "<!-- end -->")


def write_table(found: Sequence[rows.Row], *, on: date) -> None:
    """Write the rows of these jobs in place of those before, and leave those of other jobs."""
    versions = f"SQLite {sqlite3.sqlite_version} in the processes, {apsw.sqlite_lib_version()} under power cuts, "
    rows.write_table(PAGE, MARKS, found, on=on, by=versions)
