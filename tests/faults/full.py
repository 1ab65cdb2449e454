"""A full disk at many sizes: families file forms until the disk refuses; then there is room again.

Once the disk is stood in for by a limit on the size of a file, once it is a small disk that is really full. Every form
that was answered with a slip must be kept; the others get one plain page that says to try again; and everything works
again once there is room. A round that meets a full disk goes on later.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from faults.service import Served
from journeys.story import slip_on
from khabar.vault.pigeonholes import FAST_COST, derive
from silence.core.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from journeys.story import Slip
    from journeys.visitor import Visitor

ROOM = 400_000
"""Bytes that are left at most before the disk is full."""
MOST_FORMS = 30
LOOKS, SECONDS_OF_A_LOOK = 25, 0.02
WELL, NOT_NOW = 200, 503
WORDS = "Something broke on our side"
SMALL_DISK = 24 << 20
SALT = bytes.fromhex("5a" * 16)


@dataclass
class Filing:
    """What was acknowledged, and how the others were answered."""

    slips: list[Slip] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    stuck: int = 0


def run(times: int, seed: int, folder: Path) -> Iterator[Row]:
    """Fill the disk so many times by a limit and half as many times for real."""
    with Served.at(folder / "limited") as inst:
        yield _row(inst, times, seed, "a limit on the size of files", lambda room: limited(inst, room))
    disk = folder / "small"
    disk.mkdir()
    mount = shutil.which("mount")
    asked = [str(mount), "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", str(disk)]
    told = subprocess.run(asked, capture_output=True, text=True, check=False) if mount else None
    if told is None or told.returncode:
        why = told.stderr.strip() if told else "there is no mount"
        yield Row("full", "a small disk", 0, seed, {}, good=False, seconds=0, remarks=[f"did not run: {why}"])
        return
    try:
        with Served.at(disk / "home") as inst:
            yield _row(inst, times // 2, seed, "a small disk", lambda room: ballast(disk, room))
    finally:
        subprocess.run([str(shutil.which("umount")), "--lazy", str(disk)], check=True)


def _row(inst: Served, times: int, seed: int, how: str, full: Callable[[int], AbstractContextManager[None]]) -> Row:
    began, random, kept = time.monotonic(), Random(f"{seed} {how}"), Filing()
    for number in range(times):
        with full(random.randrange(ROOM)):
            _file_until_refused(inst, kept)
            if number % 10 == 0:
                _round(inst, full_disk=True, kept=kept)
        _file_one_more(inst, kept)
    rounds = [_round(inst, full_disk=False, kept=kept) for _ in range(2)]
    missing = len({_locator(slip) for slip in kept.slips} - _filed(inst))
    whole = inst.ask("porch", "PRAGMA integrity_check") == inst.ask("house", "PRAGMA integrity_check") == [("ok",)]
    verified = "Nothing was altered" in inst.khabar("verify").stdout
    strange = {answer: n for answer, n in kept.answers.items() if answer not in {"slip", "kept later"}}
    good = (
        not missing and not kept.stuck and whole and verified and rounds[-1] and set(strange) <= {"told to try again"}
    )
    counted = {"acknowledged": len(kept.slips), "missing": missing, **strange, "stuck afterwards": kept.stuck}
    return Row("full", f"the disk becomes full: {how}", times, seed, counted, good, time.monotonic() - began)


@contextmanager
def limited(inst: Served, room: int) -> Iterator[None]:
    """Let no file of the porch grow beyond the database as it is and some room.

    The server hands its limit on to each worker that it starts meanwhile, for a worker ends after each slip.
    """
    size = (inst.home / "porch" / "porch.sqlite3").stat().st_size + room
    _limit(inst, size)
    try:
        yield
    finally:
        for _ in range(LOOKS):  # the next worker may be on its way, with the limit that its server had
            _limit(inst, resource.RLIM_INFINITY)
            time.sleep(SECONDS_OF_A_LOOK)


def _limit(inst: Served, most: int) -> None:
    limits = (most, resource.RLIM_INFINITY)
    resource.prlimit(inst.processes["porch"].pid, resource.RLIMIT_FSIZE, limits)
    for worker in inst.workers("porch"):
        with suppress(ProcessLookupError):
            resource.prlimit(worker, resource.RLIMIT_FSIZE, limits)


@contextmanager
def ballast(disk: Path, room: int) -> Iterator[None]:
    """Fill a disk but for some room."""
    weight = disk / "ballast"
    free = shutil.disk_usage(disk).free
    with weight.open("wb") as file:
        file.write(bytes(max(0, free - room)))
    try:
        yield
    finally:
        weight.unlink()


def _file_until_refused(inst: Served, kept: Filing) -> None:
    for _ in range(MOST_FORMS):
        visitor = _form(inst)
        if not _sent(visitor, kept):
            return


def _file_one_more(inst: Served, kept: Filing) -> None:
    """See that it works again; the form that was refused would be taken now."""
    if not _sent(_form(inst), kept):
        kept.stuck += 1


def _form(inst: Served) -> Visitor:
    visitor = inst.at_porch()
    visitor.get("/family/form/")
    return visitor


def _sent(visitor: Visitor, kept: Filing) -> bool:
    answer = visitor.send("/family/form/", name="Somebody")
    if answer.status == WELL:
        kept.slips.append(slip_on(answer))
        return True
    plain = answer.status == NOT_NOW and answer.heading == WORDS
    kept.answers["told to try again" if plain else f"answered {answer.status} {answer.heading}"] += 1
    return False


def _round(inst: Served, *, full_disk: bool, kept: Filing) -> bool:
    """Do a round, with no room for any file to grow where the disk is to be full; say whether it came to its end."""
    most = (inst.home / "house" / "house.sqlite3").stat().st_size + 100_000

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    done = subprocess.run(
        [sys.executable, "-m", "khabar", "round"],
        env=inst.environment,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit if full_disk else None,
    )
    if "Traceback" in done.stderr:
        kept.answers["a round that ended with a traceback"] += 1
    return done.returncode == 0


def _filed(inst: Served) -> set[str]:
    return {row[0] for row in inst.ask("house", "SELECT locator FROM registry_request")}


def _locator(slip: Slip) -> str:
    return derive(slip.code, slip.pin, SALT, cost=FAST_COST).locator.hex()
