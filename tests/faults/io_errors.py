"""Errors of the disk: a share of writes, flushes, openings, truncations and deletions fails while real actions write.

What a program does then is done here: it takes the transaction back, as far as the disk allows, and tries it again.
Whatever was acknowledged must be there at the end, and whoever does not look at errors (the control) must be found.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import apsw

from faults.replay import LONG, MACHINE, Course, Fate, Setting, begun, found_state, opened, state_of
from faults.vfs import CODES, untold
from silence.core.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHARES = (0.01, 0.02, 0.05, 0.1)
"""Of so many operations, one in a hundred to one in ten fails."""
ERRORS, AHEAD, TRIES = "refused", "stored though refused", 25


def run(courses: Sequence[Course], times: int, seed: int) -> Iterator[Row]:
    """Let the disk fail in so many stretches of the story, in both journals; then the control."""
    for setting in (Setting("DELETE"), Setting("WAL")):
        began, random, counts = time.monotonic(), Random(f"{seed} {setting}"), Counter[str]()
        with untold():
            for number in range(times // 2):
                course = courses[number % len(courses)]
                counts.update(stretch(course, setting, SHARES[number // 2 % len(SHARES)], random))
        bad = counts["missing"] + counts["torn"]
        tried = f"stretches of the story with 1 to 10 % of writes, flushes and openings failing, {setting.journal}"
        told = {name: counts[name] for name in ("acknowledged", ERRORS, AHEAD, "missing", "torn")}
        good = not bad and counts[ERRORS] > 0
        yield Row("io", tried, times // 2, seed, told, good, time.monotonic() - began)
    yield _control(courses, max(times // 10, 10), seed)


def _control(courses: Sequence[Course], times: int, seed: int) -> Row:
    began, random, counts = time.monotonic(), Random(f"{seed} heedless"), Counter[str]()
    with untold():
        for number in range(times):
            counts.update(heedless(courses[number % len(courses)], Setting("DELETE"), random))
    tried, told = "the same by a program that does not look at errors", dict(counts)
    return Row("io", tried, times, seed, told, counts["harmed"] > 0, time.monotonic() - began, is_control=True)


def stretch(course: Course, setting: Setting, share: float, random: Random) -> Counter[str]:
    """Replay a part of the story on a failing disk, trying again what was refused, and look at the end."""
    place, counts = begun(course, random), Counter[str]()
    acknowledged, last = place, min(place + LONG, len(course.statements))
    connection = opened(setting)
    for _ in range(TRIES):
        MACHINE.before = _Failing(share, random)
        reached = _try(connection, course, acknowledged, last)
        MACHINE.before = _sound
        counts["acknowledged"] += reached.boundaries
        acknowledged = reached.acknowledged
        if not reached.was_refused:
            break
        counts[ERRORS] += 1
        found = _taken_back(connection, setting)
        connection, fate = found.connection, course.fate(acknowledged, found.state)
        if fate is Fate.AHEAD:
            counts[AHEAD] += 1
            acknowledged = next(one.after for one in course.boundaries if one.after > acknowledged)
        elif fate is not Fate.KEPT:
            counts["missing" if fate is Fate.LOST else "torn"] += 1
            break
    connection.close()
    left = found_state(setting)
    counts["missing"] += left is None or course.fate(acknowledged, left) not in {Fate.KEPT, Fate.AHEAD}
    return counts


def heedless(course: Course, setting: Setting, random: Random) -> Counter[str]:
    """Replay on a failing disk and go on after every error, as if nothing had been said."""
    place = begun(course, random)
    last = max(one.after for one in course.boundaries if one.after <= place + LONG)
    connection = opened(setting)
    MACHINE.before = _Failing(SHARES[-1], random)
    for statement in course.statements[place:last]:
        try:
            connection.execute(statement).fetchall()
        except apsw.Error:
            continue
    MACHINE.before = _sound
    connection.close()
    found = found_state(setting)
    is_well = found is not None and course.fate(last, found) is Fate.KEPT
    return Counter({"well": int(is_well), "harmed": int(not is_well)})


@dataclass
class Reached:
    """How far a try came: the last acknowledged statement, how many were acknowledged, whether the next was refused."""

    acknowledged: int
    boundaries: int = 0
    was_refused: bool = False


def _try(connection: apsw.Connection, course: Course, place: int, last: int) -> Reached:
    reached = Reached(place)
    for after, statement in enumerate(course.statements[place:], start=place + 1):
        if after > last and not connection.in_transaction:
            return reached
        try:
            connection.execute(statement).fetchall()
        except apsw.Error:
            reached.was_refused = True
            return reached
        if not connection.in_transaction:
            reached.acknowledged = after
            reached.boundaries += 1
    return reached


@dataclass(frozen=True)
class Found:
    """What stands there after an error, seen by a connection that works again."""

    connection: apsw.Connection
    state: str


def _taken_back(connection: apsw.Connection, setting: Setting) -> Found:
    """Take an open transaction back; a connection that cannot is closed and opened anew, as after a restart."""
    try:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        return Found(connection, state_of(connection))
    except apsw.Error:
        connection.close()
        fresh = opened(setting)
        return Found(fresh, state_of(fresh))


class _Failing:
    """Lets a share of the operations fail."""

    def __init__(self, share: float, random: Random) -> None:
        self._share, self._random = share, random

    def __call__(self, operation: str) -> None:
        """Fail, or let it be done."""
        if self._random.random() < self._share:
            raise apsw.exception_for(CODES[operation])


def _sound(_operation: str) -> None:
    """Let every operation be done."""
