"""Puts the table of the fault checks into docs/reliability.md, between its two marks, with its date and machine."""

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


def write_table(rows: Sequence[Result], *, on: date, seconds: float) -> None:
    """Write the rows in place of those before; raises ValueError where the page has no marks."""
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.split(BEGIN)[0], page.split(BEGIN)[1].split(END)[1]
    told = f"On {on.isoformat()}, {seconds / 60:.1f} minutes in all, {machine()}."
    remarks = [f"- {row.job}, {row.tried}: {remark}" for row in rows for remark in row.remarks]
    lines = [BEGIN, "", told, "", HEAD, *(row.row() for row in rows), "", *remarks]
    PAGE.write_text(before + "\n".join(lines).rstrip() + "\n\n" + END + after, encoding="utf-8")


def machine() -> str:
    """Say on what it ran."""
    versions = f"SQLite {sqlite3.sqlite_version} in the processes, {apsw.sqlite_lib_version()} under power cuts"
    return f"Python {platform.python_version()}, {versions}, {os.cpu_count()} cores shared with other work"
