"""Power cuts: the recorded statements of real actions and migrations, cut at any operation of the disk.

Passes when everything acknowledged is there and nothing is torn; the controls, settings that are known to be unsafe,
must show harm, or the harness could not have seen any.
"""

from __future__ import annotations

import time
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import apsw

from faults.replay import FILE, LONG, MACHINE, Course, Fate, Setting, begun, fates, found_state, opened
from faults.vfs import PowerCut, untold
from silence.core.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from faults.recording import Recorded

OURS = (Setting("DELETE"), Setting("WAL"))
CONTROLS = (
    (Setting("DELETE", "FULL"), Fate.LOST),
    (Setting("WAL", "NORMAL"), Fate.LOST),
    (Setting("DELETE", "OFF"), Fate.UNREADABLE),
    (Setting("WAL", "OFF"), Fate.UNREADABLE),
)
"""Settings that do harm, and the harm that must be seen."""
DATABASES = {"default": "house", "porch": "porch"}


def courses(recorded: Mapping[str, Recorded]) -> dict[str, tuple[Course, Course]]:
    """Give for each database the course of its migrations and that of the story behind them."""
    made = {}
    for alias, said in recorded.items():
        migrations = Course.of(said.migrations)
        made[DATABASES[alias]] = (migrations, Course.of(said.story, migrations.end()))
    return made


def run(recorded: Mapping[str, Recorded], times: int, in_migrations: int, seed: int) -> Iterator[Row]:
    """Cut the power so often in the story and in migrations, spread over databases and journals; then the controls."""
    ready = courses(recorded)
    for setting in OURS:
        stories = [story for _, story in ready.values()]
        yield _row("power", f"cuts in the story, {setting}", stories, setting, times // len(OURS), seed)
        tables = [migrations for migrations, _ in ready.values()]
        yield _row("power", f"cuts in migrations, {setting}", tables, setting, in_migrations // len(OURS), seed)
    for setting, harm in CONTROLS:
        stories = [story for _, story in ready.values()]
        yield _control(stories, setting, harm, max(times // 10, 40), seed)


def _row(job: str, tried: str, of: list[Course], setting: Setting, times: int, seed: int) -> Row:
    began, random = time.monotonic(), Random(f"{seed} {tried}")
    with untold():
        counts = Counter(cut(of[number % len(of)], setting, random) for number in range(times))
    good = not counts[Fate.LOST] + counts[Fate.TORN] + counts[Fate.UNREADABLE] and counts.total() == times
    return Row(job, tried, times, seed, fates(counts), good, time.monotonic() - began)


def _control(of: list[Course], setting: Setting, harm: Fate, times: int, seed: int) -> Row:
    began, random = time.monotonic(), Random(f"{seed} {setting}")
    with untold():
        counts = Counter(cut(of[number % len(of)], setting, random) for number in range(times))
    harmed = counts[harm] + (counts[Fate.TORN] if harm is Fate.UNREADABLE else 0)
    spent = time.monotonic() - began
    return Row("power", f"cuts in the story, {setting}", times, seed, fates(counts), harmed > 0, spent, is_control=True)


def cut(course: Course, setting: Setting, random: Random) -> Fate:
    """Begin somewhere, cut the power at some operation of the disk, switch on again, and look."""
    place = begun(course, random)
    image = {name: bytes(file.seen) for name, file in MACHINE.platter.names.items()}
    acknowledged = _until_the_cut(course, setting, place, random.randrange(_length(course, setting, place)))
    survivors = MACHINE.platter.after_cut(random, random.choice((0.0, 0.2, 0.5, 0.8, 1.0)))
    MACHINE.start(survivors)
    if not survivors.names and image:
        return Fate.UNREADABLE
    found = found_state(setting)
    return Fate.UNREADABLE if found is None else course.fate(acknowledged, found)


def _length(course: Course, setting: Setting, place: int) -> int:
    """Count the operations of the disk from one place on, by doing them once."""
    if (place, setting) not in course.lengths:
        image, counted = course.images[place], Counter[str]()
        MACHINE.start(type(MACHINE.platter).of({FILE: image} if image else {}), lambda name: counted.update([name]))
        _replay(course, setting, place)
        course.lengths[place, setting] = counted.total()
    image = course.images[place]
    MACHINE.start(type(MACHINE.platter).of({FILE: image} if image else {}))
    return course.lengths[place, setting]


def _until_the_cut(course: Course, setting: Setting, place: int, last: int) -> int:
    left = iter(range(last))

    def before(_operation: str) -> None:
        if next(left, None) is None:
            raise PowerCut

    MACHINE.before = before
    return _replay(course, setting, place)


def _replay(course: Course, setting: Setting, place: int) -> int:
    """Do what was recorded until the end or the cut; give the place of the last statement that was acknowledged."""
    acknowledged = place
    try:
        connection = opened(setting)
    except apsw.Error:
        return acknowledged
    try:
        for after, statement in enumerate(course.statements[place : place + LONG], start=place + 1):
            connection.execute(statement).fetchall()
            if not connection.in_transaction:
                acknowledged = after
    except apsw.Error:
        return acknowledged
    finally:
        _let_go(connection)
    return acknowledged


def _let_go(connection: apsw.Connection) -> None:
    """Close a connection whose machine may be off: nothing it still wishes to do is done."""
    MACHINE.is_off = True
    try:
        connection.close()
    except apsw.Error:
        connection.close(force=True)
