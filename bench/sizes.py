"""What a house takes: disk for each thing that is kept, memory of each process, seconds of a round.

Everything is done by the program itself in installations of its own on this disk (SQLite): requests with their pages,
letters, signatures, lists, sheets, rounds and a backup, then the processes that serve. All of it is invented.

    ./run bench sizes [--requests N] [--cards N]… [--write]
"""

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
import pypdfium2
from bench._linkage_runs import _megabytes as megabytes
from bench._linkage_runs import watched
from bench._size_scripts import LETTERS, REQUESTS, SIGNATURES

from khabar.adapters.entropy import SystemEntropy
from khabar.vault.archives import new_offline_key

if TYPE_CHECKING:
    from config.ground import Ground

ROOT: Final = Path(__file__).resolve().parents[1]
DOCUMENT: Final = ROOT / "docs" / "operating.md"
BEGIN, END = "<!-- measured by ./run bench sizes -->", "<!-- end of what was measured -->"
FEW: Final = 300
"""So many letters, and signatures."""
KIB: Final = 1024
SERVERS: Final = ("agent", "serve porch", "serve house", "work")
_SETTLE_SECONDS: Final = 8.0


@dataclass
class Found:
    """What was measured: bytes of each thing, seconds and megabytes of a round by the number of cards, processes."""

    requests: int
    bytes_of: dict[str, float] = field(default_factory=dict)
    rounds: list[tuple[int, str, float, float, float]] = field(default_factory=list)
    backups: list[tuple[int, float, float, float]] = field(default_factory=list)
    processes: dict[str, float] = field(default_factory=dict)


@contextmanager
def house(kind: str = "intermediary") -> Iterator["Ground"]:
    """Lay out an installation of this kind in a folder that is thrown away."""
    sys.path.insert(0, str(ROOT / "tests"))
    from config.ground import free_port, laid_out  # noqa: PLC0415 - the tests' own ground, found only now

    with tempfile.TemporaryDirectory(prefix="khabar-sizes-") as name:
        binds = {bind: f"127.0.0.1:{free_port()}" for bind in ("porch_bind", "house_bind")}
        ground = laid_out(Path(name) / "house", kind)
        ground.write(kind=kind, **binds)
        yield ground


def held(ground: "Ground") -> int:
    """Count the bytes of both databases and the pictures."""
    files = (path for part in ("house", "porch") for path in (ground.home / part).rglob("*"))
    return sum(path.stat().st_size for path in files if path.is_file())


def done_in(ground: "Ground", script: str, *words: object) -> None:
    """Run a script in the installation."""
    surroundings = ground.environment | {"KHABAR_PROCESS": "operator"}
    surroundings["DJANGO_SETTINGS_MODULE"] = "khabar.config.settings"
    command = [sys.executable, "-c", script, *map(str, words)]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr[-800:])


def command(ground: "Ground", *words: str) -> tuple[float, float, float]:
    """Run one command of the program; give its seconds, those of the processor, and its most megabytes."""
    run = watched([sys.executable, "-m", "khabar", *words], ground.environment, ground.home.parent / "said")
    if run.code not in {0, 1}:
        raise SystemExit(f"{' '.join(words)}: {run.said[-500:]}")
    return run.seconds, run.processor, run.megabytes


def intermediary(requests: int, cards: int, found: Found, *, is_last: bool) -> None:
    """Fill one installation with requests that have pages, and people of a list; do rounds and a backup."""
    sys.path.insert(0, str(ROOT / "tests"))
    from config.agents import unlocked_agent  # noqa: PLC0415 - the tests' own ground, found only now

    with house() as ground, unlocked_agent(ground):
        lists, before = ground.home.parent / "lists", held(ground)
        command(ground, "caseload", "--requests", str(requests), "--presences", str(cards), "--out", str(lists))
        done_in(ground, REQUESTS, requests, lists / "requests.csv")
        filed = held(ground)
        found.bytes_of["request with its page"] = (filed - before) / requests
        command(ground, "import", "presences", str(lists / "presences.csv"), "--made-by", "a", "--people-knew", "yes")
        found.bytes_of["person of a list"] = (held(ground) - filed) / cards
        listed = held(ground)
        found.rounds += [(cards, what, *command(ground, "round")) for what in ("everything is new", "nothing is new")]
        found.bytes_of["more after two rounds, for each person of a list"] = (held(ground) - listed) / cards
        file, key = ground.home.parent / "copy.age", new_offline_key(SystemEntropy().bytes)
        seconds, _, most = command(ground, "backup", str(file), "--recipient", key.recipient, "--drill")
        found.backups.append((cards, file.stat().st_size, seconds, most))
        if is_last:
            small_things(ground, found)
            serving(ground, found)


def small_things(ground: "Ground", found: Found) -> None:
    """Take in letters, and a photograph of one sheet."""
    before = held(ground)
    done_in(ground, LETTERS, FEW)
    found.bytes_of["letter of a family"] = (held(ground) - before) / FEW
    printed, picture = ground.home.parent / "form.pdf", ground.home.parent / "form.jpg"
    command(ground, "paper", "print", "offer", "--out", str(printed))
    document = pypdfium2.PdfDocument(printed)
    document[0].render(scale=300 / 72).to_pil().save(picture, quality=85)
    before = held(ground)
    command(ground, "paper", "take-in", str(picture))
    found.bytes_of["picture of a sheet (A4, 300 dpi)"] = held(ground) - before


def serving(ground: "Ground", found: Found) -> None:
    """Start every process beside the agent that runs, ask for a page of each, and weigh them after a round."""
    started = {
        words: subprocess.Popen([sys.executable, "-m", "khabar", *words.split()], env=ground.environment)
        for words in SERVERS[1:]
    }
    try:
        time.sleep(_SETTLE_SECONDS)
        for line in ground.settings.read_text(encoding="utf-8").splitlines():
            if "_bind" in line:
                address = line.partition('"')[2].strip('"')
                with suppress(OSError):
                    line_to = HTTPConnection(address, timeout=30)
                    line_to.request("GET", "/", headers={"Host": "localhost"})
                    line_to.getresponse().read()
        time.sleep(2 * _SETTLE_SECONDS)
        found.processes |= {words: megabytes(process.pid) for words, process in started.items()}
        found.processes["agent"] = _agent_of(ground)
    finally:
        for process in started.values():
            process.terminate()
            process.wait(timeout=60)


def _agent_of(ground: "Ground") -> float:
    """Weigh the agent of this installation, found by its settings."""
    wanted = f"KHABAR_SETTINGS={ground.settings}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (folder / "cmdline").read_bytes().split(b"\0")[-2:-1] == [b"agent"] and (
                wanted in (folder / "environ").read_bytes().split(b"\0")
            ):
                return megabytes(int(folder.name))
    raise SystemExit("the agent is not there")


def association(found: Found) -> None:
    """Have people sign one petition."""
    with house("association") as ground:
        ground.write(kind="association", signatures_per_minute=FEW + 1, signatures_per_day=FEW + 1)
        before = held(ground)
        done_in(ground, SIGNATURES, FEW)
        found.bytes_of["signature with its mail"] = (held(ground) - before) / FEW


def table(found: Found) -> str:
    """Write what was found as Markdown."""
    where = f"{datetime.now(tz=UTC).date()} on {os.cpu_count()} cores ({platform.machine()}) shared with other work"
    lines = [
        f"Measured on {where}, with SQLite; each house has {found.requests:,} requests with pages.",
        "",
        "| on the disk | KiB |",
        "| --- | --- |",
        *(f"| {what} | {size / KIB:,.1f} |" for what, size in found.bytes_of.items()),
        *(f"| backup with {cards:,} people of lists | {size / KIB:,.0f} |" for cards, size, _, _ in found.backups),
        "",
        "| what is done | seconds | CPU s | MB at most |",
        "| --- | --- | --- | --- |",
        *(
            f"| a round, {cards:,} people of lists, {what} | {took:,.0f} | {cpu:,.0f} | {most:,.0f} |"
            for cards, what, took, cpu, most in found.rounds
        ),
        *(
            f"| a backup with its drill, {cards:,} people of lists | {took:,.0f} | | {most:,.0f} |"
            for cards, _, took, most in found.backups
        ),
        "",
        f"| process, beside {found.rounds[-1][0]:,} people of lists | MB |",
        "| --- | --- |",
        *(f"| `{words}` | {found.processes[words]:,.0f} |" for words in SERVERS),
        f"| together | {sum(found.processes.values()):,.0f} |",
    ]
    return "\n".join(lines)


@click.command()
@click.option("--requests", default=1_000, help="Requests with a page, in each house.")
@click.option("--cards", "sizes", multiple=True, type=int, help="People of a list; may be repeated; 1,000 and 10,000.")
@click.option("--write", is_flag=True, help="Write the tables into docs/operating.md.")
def main(requests: int, sizes: tuple[int, ...], *, write: bool) -> None:
    """Measure what a house takes."""
    found, wanted = Found(requests), sorted(sizes or (1_000, 10_000))
    association(found)
    for cards in wanted:
        intermediary(requests, cards, found, is_last=cards == wanted[-1])
        click.echo(f"{cards:,}: measured. {found}", err=True)
    text = table(found)
    click.echo(text)
    if write:
        before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
        DOCUMENT.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
