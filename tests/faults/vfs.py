"""SQLite on a disk that exists only in memory, so that its power can be cut and its operations can be made to fail.

APSW lets Python be the file system of SQLite. There is no shared memory, so connections lock the file for themselves
alone (`locking_mode=EXCLUSIVE`): several processes under a power cut are not tried here.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import apsw

from faults.platter import File, Platter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NAME = "khabar-platter"
CODES = {
    "write": apsw.SQLITE_IOERR_WRITE,
    "sync": apsw.SQLITE_IOERR_FSYNC,
    "open": apsw.SQLITE_CANTOPEN,
    "truncate": apsw.SQLITE_IOERR_TRUNCATE,
    "delete": apsw.SQLITE_IOERR_DELETE,
}
"""What SQLite is told when an operation of this name fails."""


class PowerCut(BaseException):
    """The machine is off: no program hears of this, everything simply ends."""


class Machine(apsw.VFS):
    """A file system over one platter; `before` is asked before every operation that changes the disk."""

    def __init__(self) -> None:
        self.platter = Platter()
        self.before: Callable[[str], None] = _nothing
        self.is_off = False
        super().__init__(NAME, base="")

    def change(self, operation: str) -> None:
        """Ask whether this operation may be done; raises what SQLite is to be told."""
        if self.is_off:
            raise apsw.exception_for(CODES[operation])
        try:
            self.before(operation)
        except PowerCut:
            self.is_off = True
            raise apsw.exception_for(CODES[operation]) from None

    def start(self, platter: Platter, before: Callable[[str], None] | None = None) -> None:
        """Switch on with this disk."""
        self.platter, self.before, self.is_off = platter, before or _nothing, False

    def xOpen(self, name: Any, flags: list[int]) -> Any:  # noqa: ANN401, N802 - SQLite's own; only the methods count
        """Open a file, making it where SQLite wishes so."""
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        path = path or f"unnamed-{len(self.platter.names)}"
        if path not in self.platter.names:
            if not flags[0] & apsw.SQLITE_OPEN_CREATE:
                raise apsw.exception_for(apsw.SQLITE_CANTOPEN)
            self.change("open")
        flags[1] = flags[0]
        return Handle(self, path, bool(flags[0] & apsw.SQLITE_OPEN_DELETEONCLOSE))

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802, FBT001 - SQLite's own
        """Take a name away."""
        if filename not in self.platter.names:
            raise apsw.exception_for(apsw.SQLITE_IOERR_DELETE_NOENT)
        self.change("delete")
        self.platter.take_away(filename)
        if syncdir:
            self.change("sync")
            self.platter.flush_names()

    def xAccess(self, pathname: str, _flags: int) -> bool:  # noqa: N802 - SQLite's own
        """Say whether there is such a file; an empty journal counts as none, as on a real host."""
        return bool(self.platter.names.get(pathname, File()).seen) or pathname in self.platter.names

    def xFullPathname(self, name: str) -> str:  # noqa: N802 - SQLite's own
        """Names are whole already."""
        return name


class Handle:
    """One open file, as SQLite asks of it."""

    def __init__(self, machine: Machine, path: str, goes_on_close: bool) -> None:  # noqa: FBT001 - SQLite's flag
        self._machine, self._path, self._goes = machine, path, goes_on_close
        self._file = machine.platter.make(path)

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802 - SQLite's own
        return bytes(self._file.seen[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - SQLite's own
        self._machine.change("write")
        self._file.write(offset, bytes(data))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802 - SQLite's own
        self._machine.change("truncate")
        self._file.truncate(newsize)

    def xSync(self, _flags: int) -> None:  # noqa: N802 - SQLite's own
        self._machine.change("sync")
        if self._machine.platter.names.get(self._path) is self._file:
            self._machine.platter.flush(self._path)
        else:
            self._file.flush()

    def xFileSize(self) -> int:  # noqa: N802 - SQLite's own
        return len(self._file.seen)

    def xLock(self, _level: int) -> None:  # noqa: N802 - SQLite's own
        return

    def xUnlock(self, _level: int) -> None:  # noqa: N802 - SQLite's own
        return

    def xCheckReservedLock(self) -> bool:  # noqa: N802 - SQLite's own
        return False

    def xFileControl(self, _op: int, _pointer: int) -> bool:  # noqa: N802 - SQLite's own
        return False

    def xSectorSize(self) -> int:  # noqa: N802 - SQLite's own
        return 4096

    def xDeviceCharacteristics(self) -> int:  # noqa: N802 - SQLite's own
        return int(apsw.SQLITE_IOCAP_POWERSAFE_OVERWRITE)

    def xClose(self) -> None:  # noqa: N802 - SQLite's own
        if self._goes:
            self._machine.platter.take_away(self._path)


@contextmanager
def untold() -> Iterator[None]:
    """Let faults that are meant be told to SQLite alone, by their codes, and not to the terminal as well."""
    before = sys.excepthook, sys.unraisablehook
    sys.excepthook = sys.unraisablehook = _silent
    try:
        yield
    finally:
        sys.excepthook, sys.unraisablehook = before


def _silent(*_: object) -> None:
    """Say nothing."""


def _nothing(_operation: str) -> None:
    """Let every operation be done."""
