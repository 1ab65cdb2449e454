"""What lies in the memory of a running process: everything it could write to, as root reads it.

A part that is taken away while it is read is left out; a process that has ended has no memory.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from faults.service import children

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw..")


def family_of(pid: int) -> list[int]:
    """Give a process and all that it has started, and they."""
    return [pid, *(one for child in children(pid) for one in family_of(child))]


def image(pid: int) -> Iterator[bytes]:
    """Give every part of a process's memory that can be written to."""
    with suppress(OSError):
        parts = Path(f"/proc/{pid}/maps").read_text().splitlines()
        with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
            for found in map(_LINE.match, parts):
                if found is None:
                    continue
                first, last = int(found[1], 16), int(found[2], 16)
                with suppress(OSError, OverflowError):
                    memory.seek(first)
                    yield memory.read(last - first)
