"""What an index needs of a database: a cursor as the standard of Python databases has it.

Django's cursors and those of sqlite3 both are such; they differ in the sign that stands for a value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Cursor(Protocol):
    """Runs statements on one connection."""

    def execute(self, statement: str, values: Sequence[Any] = ..., /) -> object:
        """Run one statement."""
        ...

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]], /) -> object:
        """Run one statement for each row."""
        ...

    def fetchall(self) -> Sequence[Sequence[Any]]:
        """Give what the last statement found."""
        ...
