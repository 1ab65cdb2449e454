"""The shell door to paper that came back: photographs and scans in, the codes and ticked boxes on them out.

It needs no installation and keeps nothing. All files are read before anything is said, so a refused one leaves no
half answer behind.
"""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

import click
from rich.console import Console
from rich.progress import Progress

from khabar.adapters.scan import ScanReader
from khabar.domain.errors import Invalid
from khabar.domain.scans import MOST_BYTES
from khabar.domain.sheets import printed_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from khabar.domain.scans import Found, Tick
    from khabar.ports import Reader

SHOWN_AFTER_SECONDS: Final = 1.0
_MOST_AT_ONCE: Final = 4
_NO_CODE: Final = "no code"


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file as read: what was found page by page, or why it was refused."""

    path: Path
    pages: tuple[tuple[Found, ...], ...] = ()
    refused: str = ""


@click.command("read")
@click.argument("scans", metavar="SCAN…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def read(scans: tuple[Path, ...], *, as_json: bool) -> None:
    """Read the square codes and ticked boxes on photographs and scans.

    What looks ticked is a proposal: a person looks at the paper before it counts.
    """
    files = list(_watched(_read_all(ScanReader(), scans), len(scans)))
    refused = [file for file in files if file.refused]
    for file in refused:
        click.echo(f"khabar: {shown(file.path)}: {file.refused}", err=True)
    if refused:
        raise SystemExit(1)
    if as_json:
        click.echo(json.dumps([entry for file in files for entry in _entries(file)], ensure_ascii=False, indent=2))
    else:
        for line in _lines(files):
            click.echo("\t".join(line))


def _read_all(reader: Reader, scans: Sequence[Path]) -> Iterator[ReadFile]:
    """Read files side by side, as many as this machine has processors, and give them in their order."""
    with ThreadPoolExecutor(min(_MOST_AT_ONCE, os.cpu_count() or 1)) as threads:
        yield from threads.map(lambda path: _read_one(reader, path), scans)


def _read_one(reader: Reader, path: Path) -> ReadFile:
    """Read one file; its pictures are let go at once."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        pages = reader.read(path.name, data)
    except Invalid as problem:
        return ReadFile(path, refused=problem.message)
    except OSError as problem:
        return ReadFile(path, refused=f"{problem.strerror or problem}.")
    return ReadFile(path, tuple(page.found for page in pages))


def _entries(file: ReadFile) -> Iterator[dict[str, object]]:
    for number, found in enumerate(file.pages, start=1):
        for one in found:
            yield {
                "file": str(file.path),
                "page": number,
                "code": one.code,
                "half": one.half.value if one.half else None,
                "rotation": one.rotation,
                "box": [list(corner) for corner in one.box],
                "ticks": [{"box": tick.box, "ticked": tick.ticked, "ink": tick.ink} for tick in one.ticks],
            }


def _lines(files: Iterable[ReadFile]) -> Iterator[tuple[str, ...]]:
    """Give a table for people: one line for a code, and one for a page without any."""
    yield ("file", "page", "code", "half", "rotation", "boxes")
    for file in files:
        for number, found in enumerate(file.pages, start=1):
            if not found:
                yield (shown(file.path), str(number), _NO_CODE, "", "", "")
            for one in found:
                half = one.half.value if one.half else "whole"
                boxes = " ".join(map(_box, one.ticks))
                yield (shown(file.path), str(number), printed_code(one.code), half, f"{one.rotation}°", boxes)


def _box(tick: Tick) -> str:
    return f"{tick.box}{'☒' if tick.ticked else '☐'}"


def shown(path: Path) -> str:
    """Write a file's name so that it cannot move the cursor or break a line of the answer."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in str(path))


def _watched(files: Iterable[ReadFile], total: int) -> Iterator[ReadFile]:
    """Show on stderr how far the reading is, once it lasts longer than a second."""
    start, console = monotonic(), Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Reading", total=total, visible=False)
        for file in files:
            yield file
            progress.update(task, advance=1, visible=monotonic() - start > SHOWN_AFTER_SECONDS)
