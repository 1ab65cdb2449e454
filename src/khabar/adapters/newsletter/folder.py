"""The folder an issue lies in: its files by their names, and no path that leads out of it, by no link either."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from khabar.domain.publishing.issues import Place

MOST_BYTES: Final = 64_000_000
OUTSIDE = "This path leads out of the issue's folder. Everything an issue needs lies beside it or below."
TOO_LARGE = "This file is larger than 64 MB."


@dataclass(frozen=True)
class Folder:
    """A folder on disk, read only."""

    root: Path

    def shown(self, name: str) -> str:
        """Give the path of a file as its writer would type it."""
        return (self.root / PurePosixPath(name)).as_posix()

    def data(self, name: str, place: Place) -> bytes:
        """Read a file; Invalid, at the place that names it, where it is missing, too large, or outside."""
        path = (self.root / name).resolve()
        if PurePosixPath(name).is_absolute() or not path.is_relative_to(self.root.resolve()):
            raise Invalid(str(place), OUTSIDE)
        try:
            if path.stat().st_size > MOST_BYTES:
                raise Invalid(str(place), TOO_LARGE)
            return path.read_bytes()
        except OSError as problem:
            raise Invalid(str(place), f"The file “{name}” cannot be read: {problem.strerror}.") from None

    def text(self, name: str, place: Place) -> str:
        """Read a file of text; Invalid with the line where it is not UTF-8."""
        data = self.data(name, place)
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as problem:
            line = data.count(b"\n", 0, problem.start) + 1
            raise Invalid(f"{self.shown(name)}:{line}", "This is not UTF-8 text.") from None
