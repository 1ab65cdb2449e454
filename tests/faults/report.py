"""Puts the table of the fault checks into docs/reliability.md, between its two marks, with dates and the machine."""

from __future__ import annotations

import os
import platform
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import apsw

from faults.results import HEAD

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from faults.results import Result

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
BEGIN, END = "<!-- written by ./run check --faults --write: begin -->", "<!-- end -->"


def write_table(rows: Sequence[Result], *, on: date) -> None:
    """Write the rows of these jobs in place of those before, and leave those of other jobs.

    Raises ValueError where the page has no marks.
    """
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    table, after = rest.split(END)
    jobs = {row.job for row in rows}
    kept = [line for line in table.splitlines() if line.startswith("|") and line.split("|")[1].strip() not in jobs]
    told = [row.row(on.isoformat()) for row in rows]
    lines = [BEGIN, "", *HEAD, *sorted([*kept[len(HEAD) :], *told], key=lambda line: line.split("|")[1]), "", machine()]
    PAGE.write_text(before + "\n".join([*lines, "", END]) + after, encoding="utf-8")


def machine() -> str:
    """Say on what it ran."""
    versions = f"SQLite {sqlite3.sqlite_version} in the processes, {apsw.sqlite_lib_version()} under power cuts"
    return f"Python {platform.python_version()}, {versions}, {os.cpu_count()} cores shared with other work."
