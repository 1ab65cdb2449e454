"""The side that is trusted: starts the bounded process, gives it one file, checks what comes back, sets it an end.

It opens no picture itself. The process gets no environment, no key and no open file; whatever it answers is only
numbers, codes that must pass the check digits again, and pictures that must begin as a JPEG does.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from threading import BoundedSemaphore, Timer
from typing import TYPE_CHECKING

from khabar.adapters.bounded import End, frames, pipe_of, source_folders, started, turn, wire
from khabar.domain.scans import (
    LONGEST_SIDE,
    MOST_BYTES,
    MOST_FOUND,
    MOST_KEPT,
    MOST_PAGES,
    Found,
    ScannedPage,
    Tick,
    Unreadable,
    unreadable,
)
from khabar.domain.sheets import GEOMETRY, half_of, is_sheet_code

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator

SECONDS_FOR_A_FILE = 60.0
SECONDS_FOR_A_PAGE = 6.0
"""A file may last so long, and so much longer for each page it has shown: three times the processor time that the
process allows itself, because a machine may have other work.
"""
AT_ONCE = 2
"""Processes that read at the same time; each may take 600 MiB. Who waits longer than a file lasts is told so."""
_TURNS = BoundedSemaphore(AT_ONCE)
_CORNERS = 4
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
_PROCESS = "khabar.adapters.scan.process"


class ScanReader:
    """Reads files, each in a bounded process of its own."""

    def __init__(
        self,
        *,
        seconds_for_a_file: float = SECONDS_FOR_A_FILE,
        passing: Callable[[], float] = time.monotonic,
        module: str = _PROCESS,
    ) -> None:
        self._seconds, self._passing, self._module = seconds_for_a_file, passing, module

    def read(self, name: str, data: bytes) -> tuple[ScannedPage, ...]:
        """Return every page of one file with the codes on it; Invalid for what is no picture and no PDF.

        The name is not looked at: what a file is, its first bytes say.
        """
        del name
        if not data:
            raise unreadable(Unreadable.EMPTY)
        if len(data) > MOST_BYTES:
            raise unreadable(Unreadable.TOO_MANY_BYTES)
        with turn(_TURNS, self._seconds, lambda: unreadable(Unreadable.BUSY)):
            return self._read(data)

    def _read(self, data: bytes) -> tuple[ScannedPage, ...]:
        process = started(self._module, source_folders(), **_ONE_THREAD)
        try:
            _give(process, data, self._seconds)
            ends_at = End(self._passing() + self._seconds, self._passing)
            return tuple(_pages(frames(pipe_of(process.stdout), ends_at, _too_hard), ends_at))
        finally:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    with suppress(BrokenPipeError):
                        pipe.close()


def _give(process: subprocess.Popen[bytes], data: bytes, seconds: float) -> None:
    """Hand the file over; a process that does not take it in time is ended, and then answers nothing."""
    ending = Timer(seconds, process.kill)
    ending.start()
    try:
        with suppress(BrokenPipeError):
            pipe_of(process.stdin).write(wire.framed(data))
            pipe_of(process.stdin).close()
    finally:
        ending.cancel()


def _pages(frames: Iterator[bytes], end: End) -> Iterator[ScannedPage]:
    """Read the answer: how many pages, then a header and a picture for each. Nothing is taken half."""
    said = _header(next(frames))
    if "unreadable" in said:
        raise _why(said)
    count, kept = _whole(said.get("pages"), MOST_PAGES), 0
    for number in range(1, count + 1):
        said = _header(next(frames))
        if "unreadable" in said:
            raise _why(said)
        image = next(frames)
        kept += len(image)
        if not image.startswith(b"\xff\xd8\xff") or kept > MOST_KEPT:
            raise unreadable(Unreadable.TOO_HARD)
        end.at += SECONDS_FOR_A_PAGE
        yield ScannedPage(number, "image/jpeg", image, tuple(_found(one) for one in _list(said.get("found"))))


def _too_hard() -> Exception:
    return unreadable(Unreadable.TOO_HARD)


def _why(said: dict[str, object]) -> Exception:
    try:
        return unreadable(Unreadable(str(said["unreadable"])))
    except ValueError:
        return unreadable(Unreadable.TOO_HARD)


def _header(frame: bytes) -> dict[str, object]:
    try:
        said = json.loads(frame)
    except ValueError:
        raise unreadable(Unreadable.TOO_HARD) from None
    if not isinstance(said, dict):
        raise unreadable(Unreadable.TOO_HARD)
    return said


def _list(said: object, most: int = MOST_FOUND) -> list[object]:
    if not isinstance(said, list) or len(said) > most:
        raise unreadable(Unreadable.TOO_HARD)
    return said


def _whole(said: object, most: int, least: int = 0) -> int:
    if not isinstance(said, int) or isinstance(said, bool) or not least <= said <= most:
        raise unreadable(Unreadable.TOO_HARD)
    return said


def _found(said: object) -> Found:
    """Read one code; one that is no sheet's ends the whole file, because the process would never send it."""
    if not isinstance(said, dict) or not isinstance(said.get("code"), str) or not is_sheet_code(said["code"]):
        raise unreadable(Unreadable.TOO_HARD)
    corners = tuple(_corner(one) for one in _list(said.get("box"), _CORNERS))
    ticks = tuple(_tick(one) for one in _list(said.get("ticks"), GEOMETRY.most_boxes))
    if len(corners) != _CORNERS:
        raise unreadable(Unreadable.TOO_HARD)
    return Found(said["code"], half_of(said["code"]), _whole(said.get("rotation"), 359), corners, ticks)


def _corner(said: object) -> tuple[int, int]:
    x, y = (_whole(one, LONGEST_SIDE * 2, -LONGEST_SIDE) for one in _list(said, 2))
    return x, y


def _tick(said: object) -> Tick:
    if not isinstance(said, dict) or not isinstance(said.get("ticked"), bool):
        raise unreadable(Unreadable.TOO_HARD)
    hundredths = _whole(said.get("ink"), 100)
    return Tick(_whole(said.get("box"), GEOMETRY.most_boxes, 1), said["ticked"], hundredths / 100)
