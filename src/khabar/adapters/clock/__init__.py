"""Clocks: the system's, and for the demo one that runs ahead of it by an offset kept in a small file.

The only place that asks the machine for the time. The demo's button and every demo process share the offset file,
so that six hours pass for all of them at once. The offset only grows: time in the story never runs backwards.
"""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MAX_SECONDS = 100 * 366 * 86400


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """Return the present in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class OffsetClock:
    """The machine's time plus the seconds in a JSON file, read anew each time; without the file, no offset."""

    path: Path

    def now(self) -> datetime:
        """Return the story's present in UTC; raises Invalid when the file is not one of ours."""
        return datetime.now(UTC) + timedelta(seconds=_offset(self.path))


def advance(path: Path, seconds: int) -> None:
    """Let that many seconds pass for every process that reads the file; raises Invalid for a step backwards."""
    if seconds < 0:
        raise Invalid("seconds", "Time cannot be turned back.")
    with _only_one(path):
        total = _offset(path) + seconds
        if total > _MAX_SECONDS:
            raise Invalid("seconds", "The story cannot leap by more than a century.")
        fresh = path.with_name(path.name + ".new")
        fresh.write_text(json.dumps({"seconds": total}), encoding="utf-8")
        fresh.replace(path)


def _offset(path: Path) -> int:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return 0
    except ValueError as error:
        raise Invalid("clock", "The offset file of the demo clock is not readable; delete it.") from error
    match content:
        case {"seconds": int(seconds)} if 0 <= seconds <= _MAX_SECONDS:
            return seconds
        case _:
            raise Invalid("clock", "The offset file of the demo clock holds no offset; delete it.")


@contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Hold the lock beside the file: two presses of the button must both count."""
    lock = os.open(path.with_name(path.name + ".lock"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
