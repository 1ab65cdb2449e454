"""The side that is trusted: starts the bounded process, gives it one document, checks what comes back, sets it an end.

It opens no document itself. The process gets no environment, no key and no open file; what it answers is words with
places, or paragraphs, and each is looked at before it is used. Pages are laid out as they come, so that a file of two
thousand pages need not lie in memory as words.
"""

from __future__ import annotations

import hashlib
import json
import time
from contextlib import suppress
from dataclasses import replace
from threading import BoundedSemaphore, Thread
from typing import TYPE_CHECKING, Final

from khabar.adapters.bounded import End, frames, pipe_of, source_folders, started, turn, wire
from khabar.adapters.documents.telling import blocks_heard, page_heard
from khabar.domain.archive_files import (
    MOST_BLOCKS,
    MOST_BYTES,
    MOST_PAGES,
    FileKind,
    Origin,
    ReadDocument,
    Untaken,
    untaken,
)
from khabar.domain.repair.repairing import Listed, laid_out, nothing_listed, repaired, repaired_blocks

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator

    from khabar.domain.errors import Invalid
    from khabar.domain.repair.found import Block
    from khabar.domain.repair.repairing import Laid

SECONDS_FOR_A_FILE: Final = 120.0
SECONDS_FOR_A_PAGE: Final = 3.0
"""A file may last so long, and so much longer for each page it has shown: three times the processor time that the
process allows itself, because a machine may have other work. What is done with a page here counts too.
"""
AT_ONCE: Final = 2
"""Processes that read at the same time. Who waits longer than a file lasts is told so."""
_TURNS = BoundedSemaphore(AT_ONCE)
_PROCESS: Final = "khabar.adapters.documents.process"


class DocumentReader:
    """Reads documents, each in a bounded process of its own."""

    def __init__(
        self,
        *,
        listed: Listed = nothing_listed,
        seconds_for_a_file: float = SECONDS_FOR_A_FILE,
        passing: Callable[[], float] = time.monotonic,
        module: str = _PROCESS,
    ) -> None:
        self._listed, self._seconds, self._passing, self._module = listed, seconds_for_a_file, passing, module

    def read(
        self, data: bytes, progress: Callable[[int, int], None] | None = None, *, within: float | None = None
    ) -> ReadDocument:
        """Return the paragraphs of one file; Invalid (field `document`) for what is none, with the sentence to show.

        What a file is, its first bytes say. `progress` is told how many pages of how many were read. `within`: seconds
        after which whoever asked gives up, where that is less than a file may take.
        """
        seconds = self._seconds if within is None else min(within, self._seconds)
        if not data:
            raise untaken(Untaken.EMPTY)
        if len(data) > MOST_BYTES:
            raise untaken(Untaken.TOO_MANY_BYTES)
        with turn(_TURNS, seconds, lambda: untaken(Untaken.BUSY)):
            origin, pages, blocks = self._read(data, progress, seconds)
        if origin.kind is FileKind.PDF:
            return ReadDocument(origin, tuple(repaired(pages, listed=self._listed)))
        return ReadDocument(origin, tuple(repaired_blocks(blocks, guessed=origin.guessed, listed=self._listed)))

    def _read(
        self, data: bytes, progress: Callable[[int, int], None] | None, seconds: float
    ) -> tuple[Origin, list[Laid], list[Block]]:
        process = started(self._module, source_folders())
        giving = Thread(target=_give, args=(process, data), daemon=True)
        giving.start()
        try:
            end = End(self._passing() + seconds, self._passing)
            told = _told(frames(pipe_of(process.stdout), end, _too_hard))
            origin, count = _origin(next(told), data)
            if origin.kind is FileKind.PDF:
                return origin, _pages(told, count, end, progress), []
            return origin, [], _blocks(told)
        finally:
            process.kill()
            process.wait()
            giving.join()
            pipe_of(process.stdout).close()


def _give(process: subprocess.Popen[bytes], data: bytes) -> None:
    """Hand the file over, beside the reading; a process that is ended meanwhile takes no more."""
    if process.stdin is not None:
        with suppress(BrokenPipeError):
            process.stdin.write(wire.framed(data))
        with suppress(BrokenPipeError):
            process.stdin.close()


def _told(answers: Iterator[bytes]) -> Iterator[dict[str, object]]:
    for frame in answers:
        yield _answer(frame)


def _answer(frame: bytes) -> dict[str, object]:
    try:
        said = json.loads(frame)
    except (ValueError, RecursionError):
        raise untaken(Untaken.TOO_HARD) from None
    if not isinstance(said, dict):
        raise untaken(Untaken.TOO_HARD)
    if "untaken" in said:
        raise _why(said["untaken"])
    return said


def _too_hard() -> Invalid:
    return untaken(Untaken.TOO_HARD)


def _why(said: object) -> Invalid:
    try:
        return untaken(Untaken(str(said)))
    except ValueError:
        return untaken(Untaken.TOO_HARD)


def _origin(said: dict[str, object], data: bytes) -> tuple[Origin, int]:
    """Read what the file is, and how many pages it has (0 for kinds without)."""
    kind, pages = said.get("kind"), said.get("pages", 0)
    charset, guessed = said.get("charset", ""), said.get("guessed", False)
    if (
        kind not in {one.value for one in FileKind}
        or not isinstance(pages, int)
        or not 0 <= pages <= MOST_PAGES
        or not (isinstance(charset, str) and charset.isprintable() and isinstance(guessed, bool))
    ):
        raise untaken(Untaken.TOO_HARD)
    found = Origin(hashlib.sha256(data).hexdigest(), len(data), FileKind(str(kind)))
    return replace(found, charset=charset, guessed=guessed), pages


def _pages(
    told: Iterator[dict[str, object]], count: int, end: End, progress: Callable[[int, int], None] | None
) -> list[Laid]:
    """Lay out each page as it comes. Nothing is taken half."""
    found: list[Laid] = []
    for number in range(1, count + 1):
        page = page_heard(next(told), number)
        end.at += SECONDS_FOR_A_PAGE
        found.append(laid_out(page))
        if end.left() <= 0:
            raise untaken(Untaken.TOO_HARD)
        if progress is not None:
            progress(number, count)
    _done(next(told))
    return found


def _blocks(told: Iterator[dict[str, object]]) -> list[Block]:
    found: list[Block] = []
    while "done" not in (said := next(told)):
        found += blocks_heard(said, MOST_BLOCKS - len(found))
    _done(said)
    return found


def _done(said: dict[str, object]) -> None:
    if said != {"done": True}:
        raise untaken(Untaken.TOO_HARD)
