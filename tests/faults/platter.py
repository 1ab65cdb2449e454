"""A disk as a power cut leaves it: what was flushed is there, of the rest any part may be, in any order, or torn.

Files and the directory are kept apart: a name that was made or taken away without flushing may come back or be gone.
Only bytes that were being written may suffer; what lay beside them and was flushed before stays (SQLite assumes the
same of its host: power-safe overwrite).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

SECTOR = 512
_TORN = 0.1
"""Of the sectors on their way, this share is cut in the middle; as many hold rubbish."""


@dataclass(frozen=True)
class Write:
    """Bytes that a program wrote and nobody has flushed."""

    at: int
    data: bytes

    def sectors(self) -> list[Write]:
        """The same write, cut where the sectors of the disk end."""
        pieces, at, left = [], self.at, self.data
        while left:
            room = SECTOR - at % SECTOR
            pieces.append(Write(at, left[:room]))
            at, left = at + len(left[:room]), left[room:]
        return pieces


@dataclass(frozen=True)
class Cut:
    """The end of a file was moved to `size`, and nobody has flushed that."""

    size: int


@dataclass
class File:
    """One file: what is surely on the disk, what programs see, and what lies between the two."""

    durable: bytearray = field(default_factory=bytearray)
    seen: bytearray = field(default_factory=bytearray)
    pending: list[Write | Cut] = field(default_factory=list)

    def write(self, at: int, data: bytes) -> None:
        """Write, as a program does: into the machine's memory."""
        _put(self.seen, at, data)
        self.pending.append(Write(at, data))

    def truncate(self, size: int) -> None:
        """Move the end of the file."""
        _resize(self.seen, size)
        self.pending.append(Cut(size))

    def flush(self) -> None:
        """Put everything on the disk."""
        self.durable, self.pending = bytearray(self.seen), []

    def after_cut(self, random: Random, kept: float) -> bytearray:
        """Give what is found once the power is back: of each unflushed sector an old or a new state, or a torn one."""
        found = bytearray(self.durable)
        for step in self.pending:
            if isinstance(step, Cut):
                if random.random() < kept:
                    _resize(found, step.size)
                continue
            for piece in step.sectors():
                _settle(found, piece, random, kept)
        return found


@dataclass
class Platter:
    """All files of one machine by name: `names` as programs see them, `durable` as the disk knows them."""

    names: dict[str, File] = field(default_factory=dict)
    durable: dict[str, File] = field(default_factory=dict)

    @classmethod
    def of(cls, files: dict[str, bytes]) -> Platter:
        """Make a disk that holds these files, flushed."""
        made = {name: File(bytearray(data), bytearray(data)) for name, data in files.items()}
        return cls(dict(made), dict(made))

    def make(self, name: str) -> File:
        """Give the file of this name, an empty new one where there is none; the new name is not flushed yet."""
        return self.names.setdefault(name, File())

    def take_away(self, name: str) -> None:
        """Take a name away; until the directory is flushed a cut may bring it back."""
        self.names.pop(name, None)

    def flush_names(self) -> None:
        """Put the directory on the disk: what is in it, not what is in the files."""
        self.durable = dict(self.names)

    def flush(self, name: str) -> None:
        """Put a file on the disk, and the directory where its name is new, as SQLite does with what it made."""
        self.names[name].flush()
        if self.durable.get(name) is not self.names[name]:
            self.flush_names()

    def after_cut(self, random: Random, kept: float) -> Platter:
        """Give the disk as it is found when the power is back."""
        survivors = dict(self.durable)
        for name in sorted(self.names.keys() | self.durable.keys()):
            now, before = self.names.get(name), self.durable.get(name)
            if now is not before and random.random() < kept:
                survivors.pop(name, None)
                if now is not None:
                    survivors[name] = now
        return Platter.of({name: bytes(file.after_cut(random, kept)) for name, file in survivors.items()})


def _settle(found: bytearray, piece: Write, random: Random, kept: float) -> None:
    if random.random() < kept:
        _put(found, piece.at, piece.data)
    elif random.random() < _TORN:
        _put(found, piece.at, piece.data[: random.randrange(len(piece.data))])
    elif random.random() < _TORN:
        _put(found, piece.at, random.randbytes(len(piece.data)))


def _put(content: bytearray, at: int, data: bytes) -> None:
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at : at + len(data)] = data


def _resize(content: bytearray, size: int) -> None:
    if size < len(content):
        del content[size:]
    else:
        content.extend(bytes(size - len(content)))
