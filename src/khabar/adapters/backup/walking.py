"""Walking through a backup frame by frame: the one place that knows which frame may follow which.

Counts and digests are checked as they pass, whatever is done with the rows; so looking through a file and restoring it
check the same things.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from khabar.adapters.backup.values import RowDigest
from khabar.adapters.backup.writing import FIRST, FORMAT
from khabar.vault.errors import Malformed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Header:
    """What stands first in a backup: what made it, of which installation, when, and the schema of each database."""

    format: int
    program: str
    kind: str
    made_at: str
    who_runs_this: str
    settings: Mapping[str, Any]
    heads: Mapping[str, tuple[tuple[str, str], ...]]

    @classmethod
    def of(cls, plain: object) -> Header:
        """Read it; Malformed for another shape. A form that is newer than ours keeps only its number and program."""
        match plain:
            case {"format": int(form), "program": str(program), **rest} if form > FORMAT:
                return cls(form, program, str(rest.get("kind", "")), "", "", {}, {})
            case {
                "format": 1,
                "program": str(program),
                "kind": str(kind),
                "made_at": str(made_at),
                "who_runs_this": str(who),
                "settings": dict(settings),
                "heads": dict(heads),
            }:
                return cls(1, program, kind, made_at, who, settings, _heads(heads))
            case _:
                raise Malformed("the first frame is not that of a backup")


class Target(Protocol):
    """What is done with a backup while it is walked through."""

    def begin(self, header: Header) -> None:
        """Look at what it is, and refuse it by raising."""
        ...

    def table(self, database: str, label: str, columns: Sequence[str]) -> None:
        """Get ready for the rows of a table."""
        ...

    def rows(self, rows: Sequence[Sequence[object]]) -> None:
        """Take rows of that table."""
        ...

    def table_end(self, rows: int, digest: bytes) -> None:
        """Know how many there were, and their digest."""
        ...

    def file(self, name: str) -> None:
        """Get ready for a file."""
        ...

    def part(self, data: bytes) -> None:
        """Take the next bytes of that file."""
        ...

    def file_end(self) -> None:
        """Finish that file."""
        ...


class Walk:
    """One way through a backup: give it to `read_archive` as `take`, and ask `finish` at the end."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._digest: RowDigest | None = None
        self._width = 0
        self._hashed: Any = None
        self._size = 0
        self.header: Header | None = None
        self.tables, self.rows, self.files = 0, 0, 0
        self._is_done = False

    def take(self, frame: list[Any]) -> None:
        """Check one frame and pass it on."""
        if self._is_done:
            raise Malformed("something stands behind the end")
        if self.header is None:
            self._begin(frame)
        elif self._digest is not None:
            self._in_table(frame, self._digest)
        elif self._hashed is not None:
            self._in_file(frame)
        else:
            self._between(frame)

    def finish(self) -> Header:
        """Give the header of a backup that was walked through whole; Malformed where its end was missing."""
        if self.header is None or not self._is_done:
            raise Malformed("the backup has no end")
        return self.header

    def _begin(self, frame: list[Any]) -> None:
        match frame:
            case [name, header] if name == FIRST:
                self.header = Header.of(header)
                self._target.begin(self.header)
            case _:
                raise Malformed("this is no backup of Khabar")

    def _between(self, frame: list[Any]) -> None:
        match frame:
            case ["table", str(database), str(label), [*columns]] if all(isinstance(one, str) for one in columns):
                self._digest, self._width = RowDigest(), len(columns)
                self._target.table(database, label, columns)
            case ["file", str(name)]:
                self._hashed, self._size = hashlib.sha256(), 0
                self._target.file(name)
            case ["done", tables, rows, files] if [tables, rows, files] == [self.tables, self.rows, self.files]:
                self._is_done = True
            case _:
                raise Malformed("a frame stands where it may not")

    def _in_table(self, frame: list[Any], digest: RowDigest) -> None:
        match frame:
            case ["rows", [*rows]] if all(isinstance(row, list) and len(row) == self._width for row in rows):
                for row in rows:
                    digest.add(row)
                self._target.rows(rows)
            case ["table end", rows, value] if [rows, value] == [digest.rows, digest.value()]:
                self.tables, self.rows, self._digest = self.tables + 1, self.rows + digest.rows, None
                self._target.table_end(digest.rows, digest.value())
            case _:
                raise Malformed("a table is not as it was counted")

    def _in_file(self, frame: list[Any]) -> None:
        match frame:
            case ["bytes", bytes(data)]:
                self._hashed.update(data)
                self._size += len(data)
                self._target.part(data)
            case ["file end", size, digest] if [size, digest] == [self._size, self._hashed.digest()]:
                self.files, self._hashed = self.files + 1, None
                self._target.file_end()
            case _:
                raise Malformed("a file is not as it was counted")


class LookThrough:
    """Do nothing with what passes: the walk checks it."""

    def begin(self, header: Header) -> None:
        """Take any."""

    def table(self, database: str, label: str, columns: Sequence[str]) -> None:
        """Take any."""

    def rows(self, rows: Sequence[Sequence[object]]) -> None:
        """Let them pass."""

    def table_end(self, rows: int, digest: bytes) -> None:
        """Let it pass."""

    def file(self, name: str) -> None:
        """Take any."""

    def part(self, data: bytes) -> None:
        """Let it pass."""

    def file_end(self) -> None:
        """Let it pass."""


def _heads(plain: Mapping[Any, Any]) -> dict[str, tuple[tuple[str, str], ...]]:
    found = {}
    for database, heads in plain.items():
        if not isinstance(heads, list) or not all(_is_head(one) for one in heads):
            raise Malformed("the schema of a database cannot be read")
        found[str(database)] = tuple((app, name) for app, name in heads)
    return found


def _is_head(one: object) -> bool:
    match one:
        case [str(), str()]:
            return True
        case _:
            return False
