"""Lists by numbers: rows a second and memory of the import command, beside plain reading; cards into the matcher.

The program is run as anybody runs it: `khabar import presences` in an installation on this disk, with an agent of its
own, on SQLite and on PostgreSQL. Lists are invented: 100,000 rows of several scripts and calendars, three in a hundred
to be mended. Plain reading is what a script of ten lines would do: the csv module told the encoding, openpyxl; it reads
and does nothing else. Then the cards that were filed are loaded into the matcher, as after an unlock.

    ./run bench lists [--rows N] [--cards N] [--engine sqlite|postgresql] [--write]
"""

import csv
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click
import openpyxl
from bench._linkage_runs import Watched, watched
from bench._list_rows import write_csv, write_workbook

ROOT: Final = Path(__file__).resolve().parents[1]
DOCUMENT: Final = ROOT / "docs" / "lists.md"
BEGIN, END = "<!-- measured by ./run bench lists -->", "<!-- end of what was measured -->"
ROWS: Final = 100_000
CARDS: Final = 285_000
LISTS: Final = (("Windows-1256, semicolons", "cp1256"), ("UTF-16, tabs", "utf-16"), ("workbook (.xlsx)", "xlsx"))
_LOAD: Final = """
import json, resource, time
import django; django.setup()
from khabar.apps.matches.memory import Register
from khabar.apps.registry.models import Presence
from khabar.config.wiring import parts
from khabar.linkage import MODEL
wanted = list(Presence.objects.order_by("id").values_list("id", flat=True)[:%d])
for start in range(0, len(wanted), 500):
    Presence.objects.filter(id__in=wanted[start:start + 500]).update(matched_by=MODEL)
began, used = time.perf_counter(), time.process_time()
register = Register()
register._load(parts())
print(json.dumps({"cards": len(wanted), "seconds": time.perf_counter() - began, "cpu": time.process_time() - used,
                  "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


@dataclass(frozen=True)
class Imported:
    """One list through the command, and read plainly."""

    engine: str
    name: str
    rows: int
    run: Watched
    plain_seconds: float
    sum: str


@dataclass(frozen=True)
class Loaded:
    """Cards loaded into the matcher."""

    engine: str
    cards: int
    seconds: float
    cpu: float
    mb: float


@contextmanager
def house(engine: str, folder: Path) -> Iterator[dict[str, str]]:
    """Lay out an installation on this engine with an unlocked agent; give the environment of its commands."""
    sys.path.insert(0, str(ROOT / "tests"))
    from config.agents import unlocked_agent  # noqa: PLC0415 - the tests' own ground, found only now
    from config.ground import laid_out  # noqa: PLC0415 - the same
    from config.on_postgresql import installed  # noqa: PLC0415 - the same
    from postgresql_server import DURABLE, running  # noqa: PLC0415 - the same

    if engine == "sqlite":
        ground = laid_out(folder / "house")
        with unlocked_agent(ground):
            yield ground.environment
        return
    with running(DURABLE) as server:
        found = installed(server, folder / "house", "bench")
        with unlocked_agent(found.ground):
            yield found.ground.environment


def imported(engine: str, name: str, path: Path, rows: int, environment: dict[str, str]) -> Imported:
    """Take one list in by the command, and read it plainly."""
    words = [
        sys.executable,
        "-m",
        "khabar",
        "import",
        "presences",
        str(path),
        "--made-by",
        name,
        "--people-knew",
        "yes",
    ]
    run = watched([*words, "--report", f"{path}.report"], environment, path.with_suffix(".said"))
    told = run.said.strip().splitlines()
    if run.code not in {0, 1} or not told or "taken in" not in told[-1]:
        raise SystemExit(f"the import failed: {run.said[-500:]}")
    return Imported(engine, name, rows, run, _plainly(path), told[-1])


def loaded(engine: str, cards: int, environment: dict[str, str], folder: Path) -> Loaded:
    """Load cards into the matcher in a process of its own."""
    surroundings = environment | {"KHABAR_PROCESS": "operator", "DJANGO_SETTINGS_MODULE": "khabar.config.settings"}
    run = watched([sys.executable, "-c", _LOAD % cards], surroundings, folder / "load.said")
    if run.code:
        raise SystemExit(f"the load failed: {run.said[-500:]}")
    found = json.loads(run.said.strip().splitlines()[-1])
    return Loaded(engine, found["cards"], found["seconds"], found["cpu"], found["mb"])


def _plainly(path: Path) -> float:
    began = time.perf_counter()
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path, read_only=True)
        count = sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))
    else:
        encoding, separator = ("cp1256", ";") if "1256" in path.name else ("utf-16", "\t")
        with path.open(encoding=encoding, newline="") as file:
            count = sum(1 for _ in csv.reader(file, delimiter=separator))
    if not count:
        raise SystemExit("nothing was read")
    return time.perf_counter() - began


def lists(folder: Path, rows: int) -> dict[str, Path]:
    """Write the three lists."""
    paths = {name: folder / f"list-{kind}{'.xlsx' if kind == 'xlsx' else '.csv'}" for name, kind in LISTS}
    first, second, third = paths.values()
    write_csv(first, rows, 1, "cp1256", ";")
    write_csv(second, rows, 2, "utf-16", "\t")
    write_workbook(third, rows, 3)
    return paths


def table(found: list[Imported], cards: list[Loaded]) -> str:
    """Write what was found as Markdown."""
    lines = [
        f"Measured on {datetime.now(tz=UTC).date()} on {os.cpu_count()} cores ({platform.machine()}), not alone.",
        "",
        "| database | list | rows | seconds | rows/s | CPU s | MB with children | plain reading, s | outcome |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        *(
            f"| {one.engine} | {one.name} | {one.rows:,} | {one.run.seconds:.0f} | {one.rows / one.run.seconds:,.0f} "
            f"| {one.run.processor:.0f} | {one.run.megabytes:.0f} | {one.plain_seconds:.1f} | {one.sum} |"
            for one in found
        ),
        "",
        "| database | cards into the matcher | seconds | CPU s | MB |",
        "| --- | --- | --- | --- | --- |",
        *(f"| {one.engine} | {one.cards:,} | {one.seconds:.1f} | {one.cpu:.1f} | {one.mb:,.0f} |" for one in cards),
    ]
    return "\n".join(lines)


@click.command()
@click.option("--rows", default=ROWS, help="Rows of each list.")
@click.option("--cards", default=CARDS, help="Cards to load into the matcher, at most as many as were filed.")
@click.option("--engine", "engines", multiple=True, type=click.Choice(["sqlite", "postgresql"]))
@click.option("--write", is_flag=True, help="Write the tables into docs/lists.md.")
def main(rows: int, cards: int, engines: tuple[str, ...], *, write: bool) -> None:
    """Measure lists."""
    found, into = list[Imported](), list[Loaded]()
    for engine in engines or ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory(prefix="khabar-lists-") as name, house(engine, Path(name)) as environment:
            for called, path in lists(Path(name), rows).items():
                found.append(imported(engine, called, path, rows, environment))
                click.echo(table(found[-1:], []).splitlines()[4], err=True)
            into.append(loaded(engine, cards, environment, Path(name)))
    text = table(found, into)
    click.echo(text)
    if write:
        before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
        DOCUMENT.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
