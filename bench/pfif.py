"""How fast a PFIF document is read and validated, and how much memory it takes, beside readers that check nothing.

The document is made here, of invented people, with a person's usual fields and two notes each. Every way of reading it
runs in a process of its own, whose largest size is taken: a document of any length has to fit.

    ./run bench pfif [--megabytes N] [--write]
"""

import multiprocessing
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import iterparse
from xml.parsers import expat

import click
from bench._name_tables import Table, write

from khabar.adapters.pfif import pfif_chunks, read_pfif
from khabar.domain.pfif import Event, Start, Version, note, person, validate

DOCS = Path(__file__).resolve().parents[1] / "docs" / "pfif.md"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
CHUNK = 64 * 1024
GIVEN, FAMILY = ("Darius", "Leyla", "Omar", "Mira", "Tomas"), ("Ahmadi", "Nasser", "Karimi", "Rostami")


@dataclass(frozen=True)
class Run:
    """One way of reading: its name, seconds of processor time, the largest size of its process in MB, what it found."""

    name: str
    seconds: float
    peak: float
    told: str


def invented(megabytes: int) -> Iterator[Event]:
    """Make persons until the document is so large; the same for everybody."""
    chance, size, at = random.Random(7), 0, 0  # noqa: S311 - an invented document
    yield Start(Version.V1_4, 1)
    while size < megabytes * 1_000_000:
        at += 1
        made = f"2026-{chance.randint(1, 10):02}-{chance.randint(1, 28):02}T08:{chance.randint(0, 59):02}:00Z"
        names = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)} {at}"
        notes = [
            note(
                note_record_id=f"people.example/n.{at}.{one}",
                entry_date=made,
                author_name=f"Nima {at}",
                author_phone="555 0100",
                source_date=made,
                status=status,
                text=f"{names}: {'what is known of it, ' * chance.randint(1, 8)}and no more. {at}",
            )
            for one, status in enumerate(("information_sought", "believed_alive"))
        ]
        one = person(
            *notes,
            person_record_id=f"people.example/p.{at}",
            entry_date=made,
            expiry_date="2031-01-01T00:00:00Z",
            author_name=f"Shirin {at}",
            author_email=f"shirin{at}@mail.example",
            source_name="People of Lindenau (invented)",
            source_date=made,
            source_url=f"https://people.example/p.{at}",
            full_name=names,
            alternate_names="داریوش",
            description="A scar on the left hand.",
            sex="male",
            age="35-45",
            home_city="Lindenau",
            home_country="AL",
        )
        size += 1_990
        yield one


def bare(path: Path) -> str:
    """Let the parser run with nothing to tell."""
    parser = expat.ParserCreate("utf-8", " ")
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            parser.Parse(chunk)
    return "well-formed"


def tree(path: Path) -> str:
    """Read with the standard library's tree, forgetting each person; it checks nothing."""
    count = 0
    for _, element in iterparse(path):  # noqa: S314 - a document made by this bench
        if element.tag.endswith("}person"):
            count += 1
            element.clear()
    return f"{count:,} persons"


def read(path: Path) -> str:
    """Read records, hardened."""
    return f"{sum(not isinstance(event, Start) for event in read_pfif(path)):,} persons"


def checked(path: Path) -> str:
    """Read and validate."""
    report = validate(read_pfif(path), now=NOW)
    return f"{report.persons:,} persons, {report.notes:,} notes, {len(report.findings) + report.left_out:,} findings"


WAYS: tuple[tuple[str, Callable[[Path], str]], ...] = (
    ("expat alone, nothing told", bare),
    ("ElementTree, nothing checked", tree),
    ("our reader", read),
    ("our reader and validator", checked),
)


def timed(at: int, path: Path, back: "multiprocessing.SimpleQueue[Run]") -> None:
    """Run one way in this process and tell how it went."""
    name, way = WAYS[at]
    began = time.process_time()
    told = way(path)
    seconds = time.process_time() - began
    back.put(Run(name, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, told))


def runs(path: Path) -> Iterator[Run]:
    """Run every way, each in a process of its own."""
    spawn = multiprocessing.get_context("spawn")
    for at in range(len(WAYS)):
        back = spawn.SimpleQueue()
        process = spawn.Process(target=timed, args=(at, path, back))
        process.start()
        process.join()
        if process.exitcode:
            raise click.ClickException(f"{WAYS[at][0]}: the process ended with {process.exitcode}.")
        yield back.get()


@click.command()
@click.option("--megabytes", type=int, default=200, show_default=True)
@click.option("--write", "into_document", is_flag=True, help="Put the table into docs/pfif.md.")
def main(*, megabytes: int, into_document: bool) -> None:
    """Measure, print, and where wished write the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.xml"
        with path.open("wb") as file:
            file.writelines(pfif_chunks(invented(megabytes)))
        size = path.stat().st_size / 1_000_000
        found = list(runs(path))
    rows = [[run.name, f"{run.seconds:.1f}", f"{size / run.seconds:.1f}", f"{run.peak:.0f}", run.told] for run in found]
    head = ["way", "seconds", "MB/s", "peak MB", "what it says"]
    table = Table(f"One document of {size:.0f} MB, PFIF 1.4; processor time of one core.", head, rows)
    print(table)
    if into_document:
        write(DOCS, "speed", [table])


if __name__ == "__main__":
    main()
