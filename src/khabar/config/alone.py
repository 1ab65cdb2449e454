"""One process at a time: a second one is refused at once. The lock goes with the process, however that ends."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from typing import TYPE_CHECKING

from khabar.domain.errors import Conflict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def alone(lock: Path, told: str) -> Iterator[None]:
    """Hold the file `lock` while something is done; Conflict, with what it is told, for whoever comes second."""
    with lock.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            raise Conflict(told) from problem
        yield
