"""Workbooks (.xlsx) by python-calamine, inside the bounded process: sheets, and their rows as texts.

A date is written as a day, a whole number without a point, a formula as what it gave. What would unfold to far more
than it is, or is locked, is refused before anything in it is unfolded.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

import python_calamine
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

if TYPE_CHECKING:
    from collections.abc import Iterator

    from python_calamine import CalamineSheet

LOCKED: Final = "the workbook is locked, or of an older kind (.xls); save it as .xlsx without a password."
UNFOLDS: Final = "the workbook would unfold to far more than it is; it is not opened."
BROKEN: Final = "the workbook is damaged, or is none."
NO_SHEET: Final = "there is no such sheet."
EMPTY: Final = "the workbook holds no table."
SENTENCES: Final = (LOCKED, UNFOLDS, BROKEN, NO_SHEET, EMPTY)
ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How workbooks begin: as a zip archive; locked and older ones as a compound file."""
MOST_PARTS: Final = 5_000
MOST_UNPACKED: Final = 400_000_000
MOST_TIMES: Final = 200
LARGE: Final = 5_000_000
"""No honest part unfolds to so many times its packed size, once it is so large."""
_ENCRYPTED: Final = 1


class Unopened(Exception):  # noqa: N818 - the file fails, not the program
    """A workbook that is not opened; its words are the sentence to show."""


def opened(data: bytes) -> CalamineWorkbook:
    """Open a workbook; Unopened with a sentence for what is none, locked or hostile."""
    if data.startswith(OLE):
        raise Unopened(LOCKED)
    _refuse_bombs(data)
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except python_calamine.PasswordError:
        raise Unopened(LOCKED) from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise Unopened(BROKEN) from None


def sheets_of(book: CalamineWorkbook) -> tuple[str, ...]:
    """Name the sheets of cells that can be seen, in their order."""
    return tuple(
        one.name
        for one in book.sheets_metadata
        if one.typ == SheetTypeEnum.WorkSheet and one.visible == SheetVisibleEnum.Visible
    )


def sheet_in(book: CalamineWorkbook, wished: str) -> CalamineSheet:
    """Give the sheet that is wished for, else the first that can be seen and holds anything."""
    names = sheets_of(book)
    if wished and wished not in names:
        raise Unopened(NO_SHEET)
    try:
        for name in (wished,) if wished else names:
            sheet = book.get_sheet_by_name(name)
            if sheet.start is not None or wished:
                return sheet
    except (python_calamine.CalamineError, ValueError):
        raise Unopened(BROKEN) from None
    raise Unopened(EMPTY)


def rows_of(sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    """Give the rows that hold anything, each with its number as the workbook shows it."""
    if sheet.start is None:
        return
    for number, row in enumerate(sheet.iter_rows(), start=sheet.start[0] + 1):
        cells = [_written(value) for value in row]
        if any(cell.strip() for cell in cells):
            yield number, cells


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        raise Unopened(BROKEN) from None
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise Unopened(LOCKED)
    bloated = any(part.file_size > max(LARGE, MOST_TIMES * part.compress_size) for part in parts)
    if bloated or len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unopened(UNFOLDS)


def _written(value: object) -> str:
    """Write one cell as a person would: a day without its midnight, a whole number without a point."""
    if isinstance(value, datetime):
        midnight = value.time() == time.min
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return value.isoformat() if isinstance(value, date | time) else str(value)
