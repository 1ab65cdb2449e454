"""The trusted side of workbooks: starts the bounded process, gives it one file, looks at every row that comes back."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from threading import BoundedSemaphore, Thread
from typing import TYPE_CHECKING, Final

from khabar.adapters.bounded import End, frames, pipe_of, source_folders, started, turn, wire
from khabar.adapters.tables.workbooks import BROKEN, SENTENCES
from khabar.domain.errors import Invalid
from khabar.domain.lists.tables import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Form, Line, Told

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

SECONDS: Final = 900.0
"""A workbook may take so long in all; whoever reads its rows does other work between them."""
AT_ONCE: Final = 2
_TURNS = BoundedSemaphore(AT_ONCE)
_PROCESS: Final = "khabar.adapters.tables.process"
BUSY: Final = "other workbooks are being read; please try again in a few minutes."
TOO_HARD: Final = "the workbook takes too much time or memory to read."


def read_workbook(data: bytes, wished: str) -> tuple[Told, Iterator[Line]]:
    """Open a workbook and give what it is and its rows; Invalid (field `list`) with the sentence where it is none."""
    rows = _rows(data, wished)
    told = next(rows)
    if not isinstance(told, Told):
        raise _broken()
    return told, (one for one in rows if isinstance(one, Line))


def _rows(data: bytes, wished: str) -> Iterator[Told | Line]:
    with turn(_TURNS, SECONDS, lambda: Invalid("list", BUSY)):
        process = started(_PROCESS, source_folders())
        giving = Thread(target=_give, args=(process, data, wished), daemon=True)
        giving.start()
        try:
            end = End(time.monotonic() + SECONDS, time.monotonic)
            said = (_answer(frame) for frame in frames(pipe_of(process.stdout), end, _too_hard))
            yield _told(next(said))
            count = 0
            while "done" not in (answer := next(said)):
                for line in _lines(answer):
                    count += 1
                    if count > MOST_ROWS:
                        raise Invalid("list", f"more than {MOST_ROWS:,} rows.")
                    yield line
        finally:
            process.kill()
            process.wait()
            giving.join()
            pipe_of(process.stdout).close()


def _give(process: subprocess.Popen[bytes], data: bytes, wished: str) -> None:
    """Hand the file over, beside the reading; a process that is ended meanwhile takes no more."""
    if process.stdin is not None:
        with suppress(BrokenPipeError):
            process.stdin.write(wire.framed(wished.encode("utf-8", errors="replace")))
            process.stdin.write(wire.framed(data))
        with suppress(BrokenPipeError):
            process.stdin.close()


def _answer(frame: bytes) -> dict[str, object]:
    try:
        said = json.loads(frame)
    except (ValueError, RecursionError):
        raise _broken() from None
    if not isinstance(said, dict):
        raise _broken()
    if "unopened" in said:
        raise Invalid("list", said["unopened"] if said["unopened"] in SENTENCES else BROKEN)
    return said


def _told(said: dict[str, object]) -> Told:
    sheet, sheets = said.get("sheet"), said.get("sheets")
    if not isinstance(sheet, str) or not isinstance(sheets, list) or not all(isinstance(one, str) for one in sheets):
        raise _broken()
    return Told(Form.WORKBOOK, sheet=sheet, sheets=tuple(sheets))


def _lines(said: dict[str, object]) -> Iterator[Line]:
    rows = said.get("rows")
    if not isinstance(rows, list):
        raise _broken()
    for row in rows:
        number, cells = row if isinstance(row, list) and len(row) == len(("number", "cells")) else (None, None)
        if not isinstance(number, int) or not isinstance(cells, list) or len(cells) > MOST_COLUMNS:
            raise _broken()
        if not all(isinstance(cell, str) and len(cell) <= LONGEST_CELL for cell in cells):
            raise _broken()
        yield Line(number, tuple(cells))


def _broken() -> Invalid:
    return Invalid("list", BROKEN)


def _too_hard() -> Invalid:
    return Invalid("list", TOO_HARD)
