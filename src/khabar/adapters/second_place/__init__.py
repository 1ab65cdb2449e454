"""What an installation gives out of the house for safe keeping: daily checkpoints, and the journal of withdrawals.

Both are written into a folder of the house; and into a second place (a stick, another machine's share) where the
settings name one. That place may be away: then what is missing there is made up for when it is back, because each
journal says itself how far it goes. A line is on the disk before `append` returns.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from khabar.domain.errors import Outside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from khabar.adapters.witness import FileWitness

CHECKPOINTS = "checkpoints"
LAST = "journal.last"
"""The fingerprint of the line last written. No backup holds it: a restored house knows of no line it wrote."""
_KEPT = 4096
_PIECE = 1 << 20
_ENDS = 2


@contextmanager
def _telling(what: str) -> Iterator[None]:
    """Say of a stick that was pulled out, is full or may only be read what a round knows: Outside."""
    try:
        yield
    except OSError as problem:
        raise Outside(f"{what}: {problem.strerror}.", retry=True) from problem


class FileSecondPlace:
    """A folder of the house for checkpoints, and the second place for both, where there is one."""

    def __init__(self, house: Path, second: Path | None, witness: FileWitness) -> None:
        self._last = house / LAST
        self._checkpoints, self._second, self._witness = house / CHECKPOINTS, second, witness

    @property
    def verify_key(self) -> bytes:
        """The public half of the key that signs what leaves."""
        return self._witness.verify_key

    def sign(self, data: bytes) -> bytes:
        """Sign what leaves."""
        return self._witness.sign(data)

    def has_journal(self) -> bool:
        """Say whether the settings name a second place."""
        return self._second is not None

    @_telling("A checkpoint cannot be kept")
    def keep_checkpoint(self, name: str, text: str) -> None:
        """Keep a checkpoint under a name, in the house and in the second place; one that is there stays.

        Outside where it cannot be kept.
        """
        self._checkpoints.mkdir(mode=0o700, exist_ok=True)
        _write_once(self._checkpoints / name, text)
        if self._second is not None and self._second.is_dir():
            _write_once(self._second / name, text)

    @_telling("The second place cannot be read")
    def has_checkpoint(self, name: str) -> bool:
        """Say whether this one was kept, in the house and in the second place if that is there."""
        places = [self._checkpoints]
        if self._second is not None and self._second.is_dir():
            places.append(self._second)
        return all((place / name).exists() for place in places)

    def newest_checkpoint(self) -> str | None:
        """Give the text of the newest checkpoint of this house; None where none was made yet."""
        found = sorted(self._checkpoints.glob("checkpoint-*.txt"))
        return found[-1].read_text(encoding="ascii") if found else None

    @_telling("The second place cannot be read")
    def last_line(self, name: str) -> str | None:
        """Give the last whole line of a journal; None for one that has none yet. Outside where the place is away."""
        path = self._place() / name
        if not path.exists():
            return None
        return _last_whole_line(path).decode("ascii", errors="replace") or None

    @_telling("The second place cannot be written to")
    def append(self, name: str, line: str) -> None:
        """Add a line to a journal; Outside where the place is away or full."""
        descriptor = os.open(self._place() / name, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            _cut_torn_end(descriptor)
            _write_all(descriptor, f"{line}\n".encode("ascii"))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        _replace(self._last, _fingerprint(line))

    @_telling("What was written last cannot be read")
    def wrote_last(self, line: str) -> bool:
        """Say whether this line is the last that this house has written: with two sticks in turn, one lacks some."""
        return self._last.exists() and self._last.read_bytes() == _fingerprint(line).encode("ascii")

    def _place(self) -> Path:
        if self._second is None or not self._second.is_dir():
            raise Outside("The second place is not there.", retry=True)
        return self._second


def _fingerprint(line: str) -> str:
    return hashlib.sha256(line.encode("utf-8")).hexdigest()


def _last_whole_line(path: Path) -> bytes:
    """Read backwards until the end of the last line and of the one before are in hand: a line has no largest size."""
    with path.open("rb") as file:
        start, found = file.seek(0, os.SEEK_END), b""
        while start and found.count(b"\n") < _ENDS:
            before, start = start, max(0, start - _PIECE)
            file.seek(start)
            found = file.read(before - start) + found
    return found.rpartition(b"\n")[0].rpartition(b"\n")[2]


def _write_once(path: Path, text: str) -> None:
    """Put a text there whole, or leave the one that is there."""
    if path.exists():
        return
    _replace(path, text)


def _replace(path: Path, text: str) -> None:
    """Put a text there whole, in place of what is there."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)


def _cut_torn_end(descriptor: int) -> None:
    """Take away a last line that a power cut left unfinished: it was never said to be kept."""
    size = os.fstat(descriptor).st_size
    end = size
    while end and os.pread(descriptor, 1, end - 1) != b"\n":
        start = max(0, end - _KEPT)
        part = os.pread(descriptor, end - start, start)
        found = part.rfind(b"\n")
        end = start + found + 1 if found >= 0 else start
    if end < size:
        os.ftruncate(descriptor, end)


def _write_all(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]
