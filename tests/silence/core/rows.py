"""What a job came to: one row for a terminal and for a table in Markdown, and the table between two marks of a page."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

HEAD = (
    "| job | what was done | times | | counted | verdict | took | seed | on |",
    "|---|---|---|---|---|---|---|---|---|",
)


@dataclass(frozen=True)
class Row:
    """One row. A control is a leak that was planted: there `good` means that the harness has seen it."""

    job: str
    tried: str
    times: int
    seed: int
    counted: Mapping[str, int | float | str]
    good: bool
    seconds: float
    is_control: bool = False
    remarks: Sequence[str] = field(default=())

    def verdict(self) -> str:
        """Give one word for it."""
        if self.is_control:
            return "seen" if self.good else "NOT SEEN"
        return "kept" if self.good else "BROKEN"

    def told(self) -> str:
        """Give what was counted as one line."""
        return ", ".join(f"{_shown(number)} {name}" for name, number in self.counted.items())

    def line(self) -> str:
        """Give the row for a terminal."""
        kind = "control" if self.is_control else "       "
        head = f"{self.verdict():8} {kind} {self.seconds:6.1f} s  {self.job}: {self.tried} × {self.times:,}"
        return "\n".join([f"{head} (seed {self.seed}): {self.told()}", *(f"{'':26}{one}" for one in self.remarks)])

    def row(self, on: str) -> str:
        """Give the row for a table in Markdown; `on` is the day of the run."""
        kind = "control" if self.is_control else ""
        cells = (self.job, self.tried, f"{self.times:,}", kind, self.told(), self.verdict(), f"{self.seconds:.0f} s")
        return "| " + " | ".join((*cells, str(self.seed), on)) + " |"


def write_table(page: Path, marks: tuple[str, str], rows: Sequence[Row], *, on: date, by: str = "") -> None:
    """Write the rows of these jobs in place of those before, and leave those of other jobs. `by`: more of the machine.

    Raises ValueError where the page has no marks.
    """
    begin, end = marks
    before, rest = page.read_text(encoding="utf-8").split(begin)
    table, after = rest.split(end)
    jobs = {row.job for row in rows}
    kept = [line for line in table.splitlines() if line.startswith("|") and line.split("|")[1].strip() not in jobs]
    told = [row.row(on.isoformat()) for row in rows]
    body = sorted([*kept[len(HEAD) :], *told], key=lambda line: line.split("|")[1])
    machine = f"Python {platform.python_version()}, {by}{os.cpu_count()} cores shared with other work."
    page.write_text(before + "\n".join([begin, "", *HEAD, *body, "", machine, "", end]) + after, encoding="utf-8")


def _shown(number: float | str) -> str:
    if isinstance(number, str):
        return number
    return f"{number:,}" if isinstance(number, int) else f"{number:.3f}"
