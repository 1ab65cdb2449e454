"""The bounded process: where files of strangers are opened, in a child that holds nothing and can reach nothing.

One home for both sides. The trusted side starts it without environment, folder or open files, waits for a place, takes
whole frames and sets it an end; the child gives up memory, time, files and the network before it reads the file.
"""

from __future__ import annotations

import os
import resource
import selectors
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import khabar
from khabar.adapters.bounded import wire
from khabar.adapters.bounded.calls import only_these_calls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from threading import BoundedSemaphore

OPEN_FILES: Final = 3
"""The three pipes a child was started with: no further file can be opened."""
_CHUNK: Final = 1 << 16


# The trusted side


@dataclass
class End:
    """When the process is stopped: a moment that each shown page moves on."""

    at: float
    passing: Callable[[], float]

    def left(self) -> float:
        """Give the seconds that are left."""
        return self.at - self.passing()


@contextmanager
def turn(places: BoundedSemaphore, seconds: float, busy: Callable[[], Exception]) -> Iterator[None]:
    """Wait for one of the few places; what `busy` gives is raised where none gets free in time."""
    if not places.acquire(timeout=seconds):
        raise busy()
    try:
        yield
    finally:
        places.release()


def source_folders() -> str:
    """Say where the process finds our code; nothing else comes into its environment."""
    return str(Path(khabar.__file__).parents[1])


def started(module: str, folders: str, **environment: str) -> subprocess.Popen[bytes]:
    """Start the process with nothing of ours: no environment but where our code lies, no folder, no open files."""
    return subprocess.Popen(  # noqa: S603 - fixed words of our own, no shell
        [sys.executable, "-P", "-s", "-B", "-m", module],
        env={"PYTHONPATH": folders, "LC_ALL": "C.UTF-8", **environment},
        cwd="/",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )


def pipe_of(pipe: IO[bytes] | None) -> IO[bytes]:
    """Give one end of a pipe, which is there because the process was started with it."""
    if pipe is None:
        raise RuntimeError("the process was started without a pipe")
    return pipe


def frames(pipe: IO[bytes], end: End, too_hard: Callable[[], Exception]) -> Iterator[bytes]:
    """Give whole frames as they come. A process that ends early, or takes too long, was given too hard a file."""
    held = bytearray()
    with selectors.DefaultSelector() as ready:
        ready.register(pipe, selectors.EVENT_READ)
        while True:
            try:
                while (frame := wire.taken(held)) is not None:
                    yield frame
            except wire.TooLongError:
                raise too_hard() from None
            left = end.left()
            chunk = os.read(pipe.fileno(), _CHUNK) if left > 0 and ready.select(left) else b""
            if not chunk:
                raise too_hard()
            held += chunk


# The child


def give_up(memory: int) -> None:
    """Give up what reading a file does not need, for good: more memory than so many bytes, files, calls of the kernel.

    Raises OSError where the kernel does not take the last; the process must then end without having read anything.
    """
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_AS, memory),
    ):
        resource.setrlimit(what, (most, most))
    only_these_calls()
