"""A demonstration as its first start makes it, made once in a run of the tests and copied wherever one is needed.

That first start is cut off and done again, so that every copy comes of a start which found what another had left.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import migrated
from demo.running import begin

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS_TO_STOP = 30.0
"""On a quiet machine three are enough; here nothing but the end is waited for, however busy the machine."""


def give_demonstration(folder: Path) -> None:
    """Put a finished demonstration into a folder; its next start writes the settings for that place."""
    kept = Path(os.environ[migrated.PLACE]) / "a demonstration"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            _make(kept.with_suffix(".half"))
            kept.with_suffix(".half").rename(kept)
    shutil.copytree(kept, folder)


def left_behind(folder: Path) -> list[str]:
    """Name the processes that have this folder's settings in their surroundings."""
    return list(_with_settings_in(folder))


def wait_until_nothing_is_left(folder: Path) -> None:
    """Wait for the end of all processes of a demonstration; too long is a failure."""
    until = time.monotonic() + SECONDS_TO_STOP
    while left := left_behind(folder):
        assert time.monotonic() < until, left
        time.sleep(0.05)


def _make(folder: Path) -> None:
    cut_off = begin(folder)
    while not (folder / "making" / "house" / "keyring.cbor").exists():
        assert cut_off.process.poll() is None
        time.sleep(0.05)
    cut_off.end(signal.SIGKILL)
    wait_until_nothing_is_left(folder)
    again = begin(folder)
    again.wait_until_open()
    assert "cut off" in again.said
    again.end(signal.SIGINT)


def _with_settings_in(folder: Path) -> Iterator[str]:
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if str(folder).encode() in (entry / "environ").read_bytes():
                yield (entry / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
