"""What a job of the fault checks came to: one row of the table, and whether it is as it must be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Result:
    """One row: what was done how often with which seed, what was counted, whether that is as promised.

    A control is a setting known to be unsafe: there `good` means that the harness has seen the harm.
    """

    job: str
    tried: str
    times: int
    seed: int
    counted: Mapping[str, int | float | str]
    good: bool
    seconds: float
    is_control: bool = False
    remarks: Sequence[str] = field(default=())

    def told(self) -> str:
        """Give what was counted as one line."""
        return ", ".join(f"{_shown(number)} {name}" for name, number in self.counted.items())

    def verdict(self) -> str:
        """Give one word for it."""
        if self.is_control:
            return "seen" if self.good else "NOT SEEN"
        return "kept" if self.good else "BROKEN"

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


HEAD = (
    "| job | what was done | times | | counted | verdict | took | seed | on |",
    "|---|---|---|---|---|---|---|---|---|",
)


def _shown(number: float | str) -> str:
    return number if isinstance(number, str) else f"{number:,}"
