"""The shell door for paper that came back: reads photographs and scans, seals every page, and keeps it for the desks.

All files are read before anything is kept, so one refused file leaves nothing half taken. It says how many pages, and
never what a sheet is for; it needs no key and works while the house is locked.
"""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

import click
from rich.console import Console
from rich.progress import Progress

from khabar.apps.paper.actions import take_files
from khabar.apps.paper.reading import read_file
from khabar.domain.actors import system
from khabar.domain.errors import Invalid
from khabar.domain.paper_trays import CameBy
from khabar.domain.scans import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from khabar.apps.paper.reading import ReadFile
    from khabar.ports import Parts

SHOWN_AFTER_SECONDS: Final = 1.0
_CAME_BY: Final = {"carrier": CameBy.CARRIER, "family-desk": CameBy.FAMILY_DESK}


@click.command("take-in")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--from",
    "came_by",
    type=click.Choice(list(_CAME_BY)),
    default="carrier",
    show_default=True,
    help="Who brought the paper: what no machine can read goes to the desk that may see it.",
)
@click.pass_obj
def take_in(parts: Parts, files: tuple[Path, ...], came_by: str) -> None:
    """Read photographs and scans of sheets that came back, and take in every page, or nothing at all."""
    actor, now, read = system("shell: paper take-in"), parts.clock.now(), list(_read(files, parts))
    taken = take_files(actor=actor, now=now, parts=parts, files=read, came_by=_CAME_BY[came_by])
    words = "1 page was" if taken.pages == 1 else f"{taken.pages} pages were"
    click.echo(f"{words} taken in. What belongs to a sheet goes to where it belongs; people look at the rest.")


def _read(files: Sequence[Path], parts: Parts) -> Iterator[ReadFile]:
    """Read the files one after the other, with progress once it lasts; stop at the first that is refused."""
    start, console = monotonic(), Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Reading", total=len(files), visible=False)
        for path in files:
            yield _read_one(path, parts)
            progress.update(task, advance=1, visible=monotonic() - start > SHOWN_AFTER_SECONDS)


def _read_one(path: Path, parts: Parts) -> ReadFile:
    name = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in str(path))
    try:
        with path.open("rb") as file:
            return read_file(path.name, file.read(MOST_BYTES + 1), parts=parts)
    except Invalid as problem:
        raise _refused(name, problem.message) from problem
    except OSError as problem:
        raise _refused(name, f"{problem.strerror or problem}.") from problem


def _refused(name: str, why: str) -> SystemExit:
    click.echo(f"khabar: {name}: {why} Nothing was taken in.", err=True)
    return SystemExit(1)
