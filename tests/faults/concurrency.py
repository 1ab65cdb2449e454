"""Eight writers at once, killed and halted: nothing acknowledged is lost, one cell behaves as one cell, chains hold.

The control does the same with a plain BEGIN, as Django does by default: SQLite refuses at once, whatever the timeout.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from multiprocessing import get_context
from random import Random
from typing import TYPE_CHECKING, Any

from faults.crash_story import PUBLISH
from faults.linear import Deed, contradiction
from faults.recording import TESTS
from faults.service import Served
from faults.writer import ADD, READ, WRITE
from silence.core.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WRITERS = 8
MOST_DEEDS = 2000
"""Deeds on the cell that are looked at."""


def run(seconds: float, halts: tuple[float, float], seed: int, folder: Path) -> Iterator[Row]:
    """Let eight write for so long, each halt between these seconds; then the control."""
    began = time.monotonic()
    with Served.at(folder / "eight", kind="association", mail_from="we@example.org") as inst:
        environment = inst.environment | {"KHABAR_PROCESS": "operator"}
        environment |= {"DJANGO_SETTINGS_MODULE": "khabar.config.settings"}
        environment["PYTHONPATH"] += os.pathsep + str(TESTS)
        subprocess.run([sys.executable, "-c", PUBLISH], env=environment, check=True, timeout=120)
        notes = _written(inst, seconds, halts, Random(seed), environment)
        files = {row[0] for row in inst.ask("house", "SELECT id FROM casework_casefile")}
        verified = "Nothing was altered" in inst.khabar("verify").stdout
    added = {note["answer"] for note in notes if note["kind"] == ADD and "answer" in note}
    deeds = [_deed(note) for note in notes if note["kind"] in {WRITE, READ} and not _says_nothing(note)]
    wrong = _wrong(deeds)
    refused, unknown = sum("refused" in note for note in notes), sum("ended" not in note for note in notes)
    missing, twice = len(added - files), max(0, len(files) - sum(note["kind"] == ADD for note in notes))
    told = {"acknowledged": sum("answer" in note for note in notes), "missing": missing, "twice": twice}
    told |= {"refused": refused, "cut off by a kill": unknown, "contradictions in the cell": int(bool(wrong))}
    good = not missing and not twice and not wrong and verified and bool(added)
    tried = f"eight writers for {seconds:.0f} s, killed and halted"
    remarks = [wrong] if wrong else []
    yield Row("concurrency", tried, WRITERS, seed, told, good, time.monotonic() - began, remarks=remarks)
    yield _control(seed, folder)


def _wrong(deeds: list[Deed]) -> str:
    """Look for a contradiction among the first deeds on the cell, and for values that nobody wrote among all."""
    never = {one.value for one in deeds} - {one.value for one in deeds if one.is_write} - {0}
    if never:
        return f"{min(never)} was read and never written"
    first = sorted(deeds, key=lambda one: one.begun)[:MOST_DEEDS]
    written = {one.value for one in first if one.is_write} | {0}
    return contradiction([one for one in first if one.value in written], 0)


def _written(
    inst: Served, seconds: float, halts: tuple[float, float], random: Random, environment: dict[str, str]
) -> list[dict[str, Any]]:
    """Start the writers, halt or kill one again and again, and read what they noted."""
    until = time.monotonic() + seconds
    running: dict[int, subprocess.Popen[bytes]] = {}

    def start(number: int) -> None:
        left = max(1.0, until - time.monotonic())
        words = [sys.executable, "-m", "faults.writer", str(number), str(left)]
        with (inst.home / f"writer{number}.notes").open("ab") as notes:
            running[number] = subprocess.Popen(words, env=environment, stdout=notes)

    for number in range(WRITERS):
        start(number)
    started = WRITERS
    while time.monotonic() < until:
        time.sleep(random.uniform(0.3, 1.5))
        number = random.choice(list(running))
        if random.random() < 0.5:
            running.pop(number).kill()
            start(started)
            started += 1
        else:
            running[number].send_signal(signal.SIGSTOP)
            time.sleep(random.uniform(*halts))
            running[number].send_signal(signal.SIGCONT)
    for writer in running.values():
        writer.wait(timeout=120)
    return [note for number in range(started) for note in _notes(inst.home / f"writer{number}.notes")]


def _notes(at: Path) -> Iterator[dict[str, Any]]:
    """Put what was noted before and after each deed together."""
    begun: dict[str, Any] | None = None
    for line in at.read_text(encoding="utf-8").splitlines():
        note = json.loads(line)
        if "kind" in note:
            if begun is not None:
                yield begun
            begun = note
        elif begun is not None:
            yield begun | note
            begun = None
    if begun is not None:
        yield begun


def _deed(note: dict[str, Any]) -> Deed:
    value = note["value"] if note["kind"] == WRITE else note["answer"]
    ended = note["ended"] if "answer" in note else float("inf")
    return Deed(note["kind"] == WRITE, value, note["begun"], ended)


def _says_nothing(note: dict[str, Any]) -> bool:
    """A read that was not answered tells nothing; a write may have happened all the same."""
    return note["kind"] == READ and "answer" not in note


def _control(seed: int, folder: Path) -> Row:
    began, at = time.monotonic(), folder / "plain.sqlite3"
    with closing(sqlite3.connect(at)) as connection:
        connection.execute("CREATE TABLE cell (value)")
        connection.execute("INSERT INTO cell VALUES (0)")
        connection.commit()
    with get_context("spawn").Pool(WRITERS) as pool:
        refused = sum(pool.map(_plainly, [str(at)] * WRITERS))
    told = {"refused": refused, "done": WRITERS * 40 - refused}
    tried = "the same with a plain BEGIN"
    return Row("concurrency", tried, WRITERS * 40, seed, told, refused > 0, time.monotonic() - began, is_control=True)


def _plainly(at: str) -> int:
    """Read and write again and again in transactions that say only in their middle that they write."""
    refused = 0
    with closing(sqlite3.connect(at, timeout=5, isolation_level=None)) as connection:
        for _ in range(40):
            try:
                connection.execute("BEGIN")
                value = connection.execute("SELECT value FROM cell").fetchone()[0]
                time.sleep(0.002)
                connection.execute("UPDATE cell SET value = ?", (value + 1,))
                connection.execute("COMMIT")
            except sqlite3.OperationalError:
                refused += 1
                connection.rollback()
    return refused
