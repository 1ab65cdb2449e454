"""How the shell reads documents for the archive's commands: all of them first, with progress, refusals as lines.

A file that was named and cannot be read ends the command before anything is said; one that only lay in a folder is left
out, and named on standard error.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Final, Self

import click
from rich.console import Console
from rich.progress import Progress

from khabar.adapters.documents import DocumentReader
from khabar.cli.paper import shown
from khabar.data.words import is_english_word
from khabar.domain.archive_files import MOST_BYTES
from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from khabar.domain.archive_files import ReadDocument

SHOWN_AFTER_SECONDS: Final = 1.0
REFUSED: Final = 1


@dataclass(frozen=True, slots=True)
class Wish:
    """A file to read; `named`: somebody wrote its name, it did not only lie in a folder."""

    path: Path
    named: bool = True


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file as read."""

    path: Path
    document: ReadDocument


def read_all(wishes: Sequence[Wish]) -> list[FileRead]:
    """Read files one after the other; where one that was named is refused, say so for each and end with exit code 1."""
    found: list[FileRead] = []
    refused = False
    with _Shown(len(wishes)) as progress:
        for wish in wishes:
            try:
                found.append(FileRead(wish.path, _read(wish.path, progress)))
            except (Invalid, OSError) as problem:
                refused = refused or wish.named
                progress.say(wish, problem)
            progress.file_done()
    if refused:
        raise SystemExit(REFUSED)
    return found


def in_folder(folder: Path) -> Iterator[Path]:
    """Give the files below a folder, in the order of their names; what begins with a dot is not looked at."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from in_folder(path)
        elif path.is_file():
            yield path


def _read(path: Path, progress: _Shown) -> ReadDocument:
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    return DocumentReader(listed=is_english_word).read(data, progress.pages)


class _Shown:
    """Shows on standard error how far the reading is, once it lasts longer than a second."""

    def __init__(self, files: int) -> None:
        console = Console(stderr=True)
        self._progress = Progress(console=console, transient=True, disable=not console.is_terminal)
        self._task = self._progress.add_task("Reading", total=files, visible=False)
        self._done, self._begun = 0, monotonic()

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def pages(self, read: int, of: int) -> None:
        """Show how much of a file was read."""
        visible = monotonic() - self._begun > SHOWN_AFTER_SECONDS
        self._progress.update(self._task, completed=self._done + read / of, visible=visible)

    def file_done(self) -> None:
        """Show that one more file was read."""
        self._done += 1
        self.pages(0, 1)

    def say(self, wish: Wish, problem: Invalid | OSError) -> None:
        """Say in one line why a file was not read."""
        words = problem.message if isinstance(problem, Invalid) else f"{problem.strerror or problem}."
        left_out = "" if wish.named else " It was left out."
        click.echo(f"khabar: {shown(wish.path)}: {words}{left_out}", err=True)
