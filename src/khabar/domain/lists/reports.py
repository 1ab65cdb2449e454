"""The report of a list: the rows that were not taken, as they stood, each with what to mend; to be given back.

Only what was refused is in it, so that mending and sending it again takes exactly those rows. No cell in it is run by
a spreadsheet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from khabar.domain.lists.columns import OF_REPORTS
from khabar.domain.lists.mapping import is_of_reports

if TYPE_CHECKING:
    from collections.abc import Sequence

_RUN_BY_SPREADSHEETS: Final = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?", re.IGNORECASE)


def report_header(header: Sequence[str], columns: Sequence[str] = OF_REPORTS) -> list[str]:
    """Give the columns of a report: those of the list, then which line it was, what was done, what to mend.

    `columns` are the last three in the language of whoever asked for it.
    """
    return [*(harmless(one) for one in header if not is_of_reports(one)), *columns]


def report_row(header: Sequence[str], cells: Sequence[str], line: int, done: str, to_mend: str) -> list[str]:
    """Give one row of a report. A report that came back keeps none of its own columns of the time before."""
    width = len(header)
    kept = [*cells, *[""] * (width - len(cells))]
    own = [harmless(cell) for name, cell in zip(header, kept, strict=False) if not is_of_reports(name)]
    return [*own, str(line), done, to_mend]


def harmless(cell: str) -> str:
    """Give a cell that no spreadsheet runs: a leading apostrophe before = + - @, unless it is a number."""
    if _RUN_BY_SPREADSHEETS.match(cell) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell
