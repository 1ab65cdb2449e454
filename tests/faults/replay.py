"""Replays what was recorded against SQLite, knows the state after every commit, and compares what a fault has left.

A boundary is a statement after which no transaction is open: what it changed was acknowledged. After a fault the
database must be as it was after the last acknowledged boundary, or after the one that was on its way, and whole.
"""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

import apsw

from faults.platter import Platter
from faults.vfs import NAME, Machine
from khabar.adapters.sqlite.journals import durable_pragmas

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence
    from random import Random

FILE = "/house.sqlite3"
EVERY = 12
"""So many statements at least lie between two places where a replay may begin."""
LONG = 60
"""So many statements are replayed at most before the power is cut."""
CHECKPOINT = 40
"""Pages after which the write-ahead log is brought over: often, so that cuts fall into that too."""
MACHINE = Machine()


class Fate(StrEnum):
    """What a fault has left."""

    KEPT = "as acknowledged"
    AHEAD = "kept though not yet acknowledged"
    LOST = "lost something acknowledged"
    TORN = "a state that never was"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Setting:
    """How the database is opened: its journal and how it flushes."""

    journal: str
    synchronous: str = ""

    def pragmas(self) -> list[str]:
        """Give what is said at every opening: the house's own settings, but where a control asks for others."""
        ours = list(durable_pragmas(self.journal))
        if self.synchronous:
            ours = [f"synchronous = {self.synchronous}" if one.startswith("synchronous") else one for one in ours]
        alone = [] if self.journal == "DELETE" else ["locking_mode = EXCLUSIVE", f"wal_autocheckpoint = {CHECKPOINT}"]
        return [*alone, *ours, "foreign_keys = ON"]

    def __str__(self) -> str:
        """Name it for the table."""
        own = next(one for one in self.pragmas() if one.startswith("synchronous")).split(" = ")[1]
        return f"{self.journal}, synchronous={own}"


@dataclass(frozen=True)
class Boundary:
    """The state after one statement: the statement's place, and what the database holds, as a hash."""

    after: int
    state: str


@dataclass
class Course:
    """A recorded course of statements with its boundaries, and the database as a file at places to begin from."""

    statements: Sequence[str]
    boundaries: list[Boundary] = field(default_factory=list)
    images: dict[int, bytes] = field(default_factory=dict)
    lengths: dict[tuple[int, Setting], int] = field(default_factory=dict)

    @classmethod
    def of(cls, statements: Sequence[str], image: bytes = b"") -> Course:
        """Replay once without faults and note every state."""
        made = cls(statements)
        with closing(apsw.Connection(":memory:")) as connection:
            if image:
                connection.deserialize("main", image)
            made.boundaries.append(Boundary(0, state_of(connection)))
            made.images[0] = image
            for after, statement in enumerate(statements, start=1):
                connection.execute(statement).fetchall()
                if not connection.in_transaction:
                    made.boundaries.append(Boundary(after, state_of(connection)))
                    if after - max(made.images) >= EVERY:
                        made.images[after] = connection.serialize("main")
        return made

    def end(self) -> bytes:
        """Give the database as a file after all statements."""
        with closing(apsw.Connection(":memory:")) as connection:
            if self.images[max(self.images)]:
                connection.deserialize("main", self.images[max(self.images)])
            for statement in self.statements[max(self.images) :]:
                connection.execute(statement).fetchall()
            return connection.serialize("main")

    def fate(self, acknowledged: int, found: str) -> Fate:
        """Hold a found state against what was acknowledged: the place of the last statement that returned."""
        for this, following in pairwise([*self.boundaries, self.boundaries[-1]]):
            if this.after == acknowledged:
                if found == this.state:
                    return Fate.KEPT
                if found == following.state:
                    return Fate.AHEAD
                earlier = any(one.state == found for one in self.boundaries if one.after < acknowledged)
                return Fate.LOST if earlier else Fate.TORN
        raise AssertionError(f"{acknowledged} is no boundary")


def state_of(connection: apsw.Connection) -> str:
    """Hash all that a database holds, tables and rows."""
    digest = hashlib.sha256()
    schema = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    for kind, name, sql in schema:
        digest.update(repr((kind, name, sql)).encode())
        if kind == "table":
            for row in connection.execute(f'SELECT * FROM "{name}"'):  # noqa: S608 - names out of the schema itself
                digest.update(repr(row).encode())
    return digest.hexdigest()


def opened(setting: Setting) -> apsw.Connection:
    """Open the database on the machine that is on."""
    connection = apsw.Connection(FILE, vfs=NAME)
    for pragma in setting.pragmas():
        connection.execute(f"PRAGMA {pragma}")
    return connection


def found_state(setting: Setting) -> str | None:
    """Open what a fault has left, as a start of the house does; None when it cannot be read or is not whole."""
    try:
        connection = opened(setting)
        try:
            whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            whole = whole and not connection.execute("PRAGMA foreign_key_check").fetchall()
            return state_of(connection) if whole else None
        finally:
            connection.close()
    except apsw.Error:
        return None


def fates(counts: Counter[Fate]) -> dict[str, int]:
    """Give the counts for a table, those that must be nought always shown."""
    shown = {fate.value: counts[fate] for fate in (Fate.KEPT, Fate.AHEAD)}
    return shown | {"lost": counts[Fate.LOST], "torn": counts[Fate.TORN], "unreadable": counts[Fate.UNREADABLE]}


def begun(course: Course, random: Random) -> int:
    """Switch the machine on with the database as it was at some place of the course; give that place."""
    place = random.choice(sorted(course.images)[: -1 or None])
    image = course.images[place]
    MACHINE.start(Platter.of({FILE: image} if image else {}))
    return place
