"""Numbers that a house tells about its work: messages and signatures of one quarter, in groups that name nobody.

Of the register there is no number at all. What is told is told once, on a fixed day, and never anew: whoever could ask
for the same table twice, with one person more, could subtract.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from khabar.domain.petitions.cells import LEAST, shown_cells

if TYPE_CHECKING:
    from collections.abc import Mapping

_SERIES: Final = (10, 50)
"""What a number is rounded down to, times powers of ten: always a multiple of five, never below ten.

Plain rounding to five would let one person in five move a number. Steps that grow with it let far fewer, and a reader
loses little: nobody plans by the last digit. With a step at 20 as well, one person moved a table in nine of a hundred
small houses.
"""


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months: from `first` on, until the day before `after`."""

    first: date
    after: date

    @property
    def name(self) -> str:
        """The quarter as people write it, 2026-Q1."""
        return f"{self.first.year}-Q{(self.first.month + 2) // 3}"


@dataclass(frozen=True, slots=True)
class Table:
    """What is told of one quarter: rounded groups by name, and what they come to; None where all are below ten.

    `is_whole`: whether every group that was not empty is told.
    """

    cells: tuple[tuple[str, int], ...]
    total: int | None
    is_whole: bool


def last_quarter(today: date) -> Quarter:
    """Give the last quarter that has ended."""
    after = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    before = after - timedelta(days=1)
    return Quarter(date(before.year, before.month - 2, 1), after)


def rounded(number: int) -> int:
    """Round a number from ten up down to the series; ValueError below."""
    if number < LEAST:
        raise ValueError("a number below ten is not told")
    power = 1
    while number >= _SERIES[0] * power * 10:
        power *= 10
    return max(one * power for one in _SERIES if one * power <= number)


def told_table(counts: Mapping[str, int]) -> Table:
    """Give what may be told of these groups, in the order of their names.

    1. Groups below ten are left out, and as many more as it takes so that none of them can be computed.
    2. What is left is rounded down.
    3. The total is that of the rounded groups, so that it moves with none but them; where no group is told, it is the
       whole, rounded down.
    """
    shown = shown_cells(counts, least=LEAST)
    whole = sum(counts.values())
    cells = tuple(sorted((name, rounded(number)) for name, number in shown.cells))
    total = sum(number for _, number in cells) or (rounded(whole) if whole >= LEAST else None)
    return Table(cells, total, is_whole=not shown.elsewhere)
