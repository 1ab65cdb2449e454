"""What is found in a house that was seized: its files with everything off, and its memory while it runs."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from config.ground import VALUES, Ground
from config.on_postgresql import Installed, found_settings, prepared
from journeys.installation import HOUR, PASSPHRASE, Installation, free_port
from journeys.staff import join
from journeys.story import Staff, Story
from khabar.adapters.entropy import SeededEntropy
from khabar.config.install import Unlocker, lay_out, settings_text
from khabar.config.options import Options
from khabar.vault import Cost
from khabar.vault.archives import new_offline_key
from migrated import migrate
from postgresql_server import running
from proofs import files_of_families
from proofs.canaries import ENCODINGS, Purse, Search, drawn, leaks
from proofs.caseload import tell
from proofs.memory import family_of, image
from silence.core.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from proofs.canaries import Canary, Hit
    from proofs.caseload import Told

SECONDS_TO_END = 20.0
SECONDS_TO_LEAVE = 3.0
"""For the last worker, whose answer was the last: it ends once its line is closed."""
SECONDS_FOR_A_ROUND = 120.0


def files_of(*folders: Path) -> Iterator[tuple[str, bytes]]:
    """Give every file that lies in these folders, by its place."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield str(path.relative_to(folder)), path.read_bytes()


def found_in(search: Search, content: Iterable[tuple[str, bytes]]) -> set[Hit]:
    """Search all of it."""
    return {hit for where, one in content for hit in search.hits(where, one)}


def seen_in_memory(search: Search, pids: Iterable[int]) -> set[Hit]:
    """Search the memory of these processes."""
    return {hit for pid in pids for part in image(pid) for hit in search.hits(f"process {pid}", part)}


def leaky(search: Search, canary: Canary, home: Path) -> set[str]:
    """Plant a line in each encoding, one after the other, and give the encodings in which it was found."""
    found = set()
    for encoding, line in leaks(canary).items():
        planted = home / "careless.log"
        planted.write_bytes(line)
        hits = found_in(search, files_of(home))
        planted.unlink()
        if any(hit.canary == canary for hit in hits):
            found.add(encoding)
    return found


@contextmanager
def own_temporary_folder(folder: Path) -> Iterator[Path]:
    """Let every process that is started put its temporary files here, where they are searched."""
    place = folder / "tmp"
    place.mkdir()
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = str(place)
    tempfile.tempdir = None
    try:
        yield place
    finally:
        os.environ.pop("TMPDIR")
        if before is not None:
            os.environ["TMPDIR"] = before
        tempfile.tempdir = None


def staffed(inst: Installation) -> Story:
    """Let the colleagues of the story sign in."""
    return Story(
        inst,
        Staff(
            farid=join(inst, "farid", "family_desk"),
            mira=join(inst, "mira", "asking_desk", "letters"),
            tomas=join(inst, "tomas", "asking_desk", "letters"),
            nima=join(inst, "nima", "helper"),
            ezra=join(inst, "ezra", "family_desk"),
        ),
    )


class Working(Installation):
    """An installation whose rounds are done by its worker, as in life, and not by a command."""

    def start(self, name: str, *words: str) -> None:
        """Start one program; the worker keeps the timetable."""
        super().start(name, *(word for word in words if word != "--no-rounds"))

    def round(self) -> None:
        """Let six hours pass and wait until the worker has done its round."""
        before = self.rounds_done()
        self.pass_time(6 * HOUR)
        until = time.monotonic() + SECONDS_FOR_A_ROUND
        while self.rounds_done() == before:
            assert time.monotonic() < until, "no round: " + self.log("work")
            time.sleep(0.1)

    def rounds_done(self) -> int:
        """Count the rounds that are over."""
        [[count]] = self.ask("SELECT count(*) FROM rounds_round WHERE finished_at IS NOT NULL")
        return int(count)

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the house's database."""
        with closing(sqlite3.connect(self.home / "house" / "house.sqlite3", timeout=60)) as connection:
            return connection.execute(query, values).fetchall()

    def stop_all(self) -> None:
        """Stop every program."""
        for name in list(self.processes):
            self.stop(name)


class OnServer(Installation):
    """An installation whose databases are on a server: its tables are made there, not copied."""

    def __enter__(self) -> Self:
        """Lay it out, make its tables, start it."""
        values = VALUES | {"home": str(self.home), "porch_bind": f"127.0.0.1:{self.porch_port}"}
        values |= {"house_bind": f"127.0.0.1:{self.house_port}", "filings_per_day": 1000, "sign_ins_per_hour": 1000}
        values |= {"porch_hosts": ["localhost", "shirin.localhost", "darius.localhost"], **self.more}
        values["house_hosts"] = [".localhost", "localhost"]
        lay_out(Options.of(values), settings_text(values), Unlocker("unlocker", PASSPHRASE), cost=Cost(64, 1))
        self.home.joinpath("pass").write_text(PASSPHRASE + "\n")
        self.home.joinpath("pass").chmod(0o600)
        migrate(self.environment)
        self.start_all()
        return self


def run(seed: int, folder: Path, *, short: bool) -> Iterator[Row]:
    """Seize an association and, where it is not to be short, an intermediary: its memory too, and on both engines."""
    yield from association(seed, folder)
    if not short:
        yield from intermediary(seed, folder)
        yield from on_a_server(seed, folder)


def intermediary(seed: int, folder: Path) -> Iterator[Row]:
    """Tell the caseload, look into memory, erase two people, stop everything, and look into every file."""
    began, purse, outside = time.monotonic(), Purse(drawn(seed)), folder / "outside"
    outside.mkdir(parents=True)
    with own_temporary_folder(folder) as tmp:
        key = new_offline_key(SeededEntropy(f"offline {seed}").bytes)
        more: dict[str, object] = {"second_place": str(folder / "stick"), "backup_recipients": [key.recipient]}
        (folder / "stick").mkdir()
        with Working(folder / "home", free_port(), free_port(), more=more) as inst:
            story = staffed(inst)
            told = tell(story, purse, outside)
            search = Search(purse.taken)
            yield from _in_memory(inst, search, told, seed)
            erased = _erased(inst, told, folder, key.identity)
            inst.stop_all()
            yield from _in_files(search, purse, (inst.home, tmp, folder / "stick"), seed, began, "intermediary")
            yield from erased.rows(seed, (inst.home, tmp, folder / "stick"))


def association(seed: int, folder: Path) -> Iterator[Row]:
    """Tell an association's caseload, stop everything, and look into every file: there is what was published, alone."""
    began, purse, place = time.monotonic(), Purse(drawn(seed + 1)), folder / "of families"
    place.mkdir(parents=True)
    with own_temporary_folder(place) as tmp, files_of_families.a_postbox() as (box, settings):
        with Installation.at(place / "home", **settings) as inst:
            told = files_of_families.tell(inst, purse, box)
            for name in list(inst.processes):
                inst.stop(name)
        published = [one for one in purse.taken if one.text in told.published]
        secret = Search(one for one in purse.taken if one not in published)
        yield from _in_files(secret, purse, (place / "home", tmp), seed, began, "association")
        hits = found_in(Search(published), files_of(place / "home"))
        found = len({hit.canary for hit in hits})
        counted, good = {"found": found, "mails left": told.mails}, found == len(published) and told.mails > 0
        tried = "association: what was published"
        yield Row("seizure", tried, len(published), seed, counted, good, 0, is_control=True)


def on_a_server(seed: int, folder: Path) -> Iterator[Row]:
    """Tell the caseload with PostgreSQL under it, and look into the server's own files: tables, WAL, log."""
    began, purse, place = time.monotonic(), Purse(drawn(seed + 2)), folder / "on a server"
    outside = place / "outside"
    outside.mkdir(parents=True)
    with running() as server, own_temporary_folder(place) as tmp:
        prepared(server, place / "roles", "seized")
        with OnServer.at(place / "home", **found_settings(Installed(Ground(place), server, "seized"))) as inst:
            tell(staffed(inst), purse, outside)
            for name in list(inst.processes):
                inst.stop(name)
        for database in ("seized_house", "seized_porch"):
            with server.superuser(database) as connection:
                connection.execute("CHECKPOINT")
        folders = (place / "home", tmp, server.folder / "data")
        yield from _in_files(Search(purse.taken), purse, folders, seed, began, "intermediary, PostgreSQL")


def _in_memory(inst: Working, search: Search, told: Told, seed: int) -> Iterator[Row]:
    """Read the memory of the processes that must never have had a letter, and of one that has."""
    began, before = time.monotonic(), search.bytes_searched
    working = family_of(inst.processes["work"].pid)
    hits = {hit.canary.text for hit in seen_in_memory(search, working)}
    counted = {
        "processes": len(working),
        "bytes": search.bytes_searched - before,
        "letters found": len(hits & told.letters),
        "other marks found, of open requests": len(hits - told.letters),
    }
    tried = "memory of worker and matcher, unlocked"
    good = not hits & told.letters and bool(hits)
    yield Row("seizure", tried, len(told.letters), seed, counted, good, time.monotonic() - began)
    yield _in_the_porch(inst, search, told, seed)
    began = time.monotonic()
    hits = {hit.canary.text for hit in seen_in_memory(search, family_of(inst.processes["house"].pid))}
    counted = {"letters found": len(hits & told.letters)}
    tried, good = "memory of the desks' process, after a letter was opened", bool(hits & told.letters)
    yield Row("seizure", tried, len(told.letters), seed, counted, good, time.monotonic() - began, is_control=True)


def _in_the_porch(inst: Working, search: Search, told: Told, seed: int) -> Row:
    """Open every page, the one with letters as well; then nothing of it may be in any process of the porch."""
    began, before = time.monotonic(), search.bytes_searched
    porch = inst.processes["porch"].pid
    story = Story(inst, None)  # type: ignore[arg-type]  # nobody of the staff is needed
    workers = set(family_of(porch)) - {porch}
    assert told.families[0].letters[0] in story.page_of(told.here)
    for family in told.families:
        story.page_of(family.slip)
    _until(lambda: workers.isdisjoint(family_of(porch)), "a worker does not end")
    time.sleep(SECONDS_TO_LEAVE)
    hits = seen_in_memory(search, family_of(porch))
    counted = {
        "pages opened": len(told.families) + 1,
        "bytes": search.bytes_searched - before,
        "marks found": len(hits),
    }
    tried = "memory of the porch, after the answers"
    return Row("seizure", tried, len(search.canaries), seed, counted, not hits, time.monotonic() - began)


def _in_files(
    search: Search, purse: Purse, folders: tuple[Path, ...], seed: int, began: float, which: str
) -> Iterator[Row]:
    """Search every file; then plant a careless line in each encoding."""
    before = search.bytes_searched
    hits, count = found_in(search, files_of(*folders)), sum(1 for _ in files_of(*folders))
    counted = {
        "canaries": len(search.canaries),
        "encodings": len(ENCODINGS),
        "files": count,
        "bytes": search.bytes_searched - before,
        "found": len(hits),
    }
    remarks = [f"{purse.taken[hit.canary]} in {hit.where} ({hit.encoding})" for hit in hits][:4]
    tried, spent = f"{which}: every file, switched off", time.monotonic() - began
    yield Row("seizure", tried, len(search.canaries), seed, counted, not hits, spent, remarks=remarks)
    began = time.monotonic()
    canary = next(one for one in search.canaries if one.script == "cyrillic" and "й" in one.text)
    found = leaky(search, canary, folders[0])
    tried, good = f"{which}: a line in a log, in each encoding", found == set(ENCODINGS)
    yield Row("seizure", tried, 8, seed, {"found": len(found)}, good, time.monotonic() - began, is_control=True)


@dataclass(frozen=True)
class Erased:
    """What was erased: the sealed keys of its cases, and the databases that two backups hold, opened with their key."""

    keys: list[bytes]
    before: Path
    after: Path
    backups: Path
    began: float

    def rows(self, seed: int, folders: tuple[Path, ...]) -> Iterator[Row]:
        """Say where the keys still lie: without them whatever else is left of a case is noise."""
        spent = time.monotonic() - self.began
        left = self._in(*folders)
        counted = {
            "keys erased": len(self.keys),
            "left in files": left,
            "left in a backup made after": self._in(self.after),
        }
        good = bool(self.keys) and not any((left, counted["left in a backup made after"]))
        yield Row("seizure", "after erasure, backups opened", len(self.keys), seed, counted, good, spent)
        found = self._in(self.before)
        told = {"found": found}
        tried = "the same in a backup made before"
        yield Row("seizure", tried, len(self.keys), seed, told, found == len(self.keys), 0, is_control=True)

    def _in(self, *folders: Path) -> int:
        contents = [content for _, content in files_of(*folders)]
        return sum(any(key in content for content in contents) for key in self.keys)


def _erased(inst: Working, told: Told, folder: Path, identity: str) -> Erased:
    """Erase the request that was answered and the person of the third family, between two backups."""
    began, backups = time.monotonic(), folder / "backups"
    backups.mkdir()
    inst.khabar("backup", str(backups / "before.age"))
    story = Story(inst, None)  # type: ignore[arg-type]  # nobody of the staff is needed
    cases = inst.ask("SELECT request_id, presence_id FROM matches_pair ORDER BY rowid LIMIT 1")[0]
    keys = [
        bytes(inst.ask(f"SELECT wrapped_key FROM registry_{table} WHERE id = ?", case)[0][0])  # noqa: S608 - our words
        for table, case in zip(("request", "presence"), cases, strict=True)
    ]
    del told, story
    for case in cases:
        inst.khabar("erase", str(case), "--yes")
    inst.round()
    inst.khabar("backup", str(backups / "after.age"))
    (folder / "offline.key").write_text(identity + "\n")
    opened = [_restored(inst, backups / f"{name}.age", folder) for name in ("before", "after")]
    return Erased(keys, opened[0], opened[1], backups, began)


def _restored(inst: Working, backup: Path, folder: Path) -> Path:
    into = folder / f"opened {backup.stem}"
    words = ("restore", str(backup), "--identity", str(folder / "offline.key"), "--into", str(into))
    environment = {name: value for name, value in inst.environment.items() if name != "KHABAR_SETTINGS"}
    subprocess.run([sys.executable, "-m", "khabar", *words], env=environment, check=True, capture_output=True)
    return into


def _until(so: Callable[[], bool], otherwise: str) -> None:
    until = time.monotonic() + SECONDS_TO_END
    while not so():
        assert time.monotonic() < until, otherwise
        time.sleep(0.05)
