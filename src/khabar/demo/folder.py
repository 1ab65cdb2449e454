"""The folder of a demonstration: whose it is, whether it was finished, and how it is begun afresh.

A folder counts as finished when its settings file lies in it, which is put there last. Nothing may be deleted here that
a demonstration did not make: a real installation, or a folder with anything unknown in it, is refused.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tomllib
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from khabar.domain.errors import Conflict, Invalid

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTINGS = "khabar.toml"
PAPER = "paper"
SLIPS, NUMBER = "slips.pdf", "number.txt"
PICTURES = ("request-1.jpg", "request-2.jpg")
"""In the folder of paper: slips as they are printed, the number outside the first one, photographs of a form."""
MAILS = "mails"
"""Where the mails of the demonstration's association lie once they have left."""
_MOVED = ("house", "porch", "agent", PAPER, MAILS, "clock.json")
_UNWRITTEN = "khabar.toml.new"
_CLOCK = ("clock.json", "clock.json.lock", "clock.json.new")
TABLES = "tables"
ASSOCIATION = "association"
"""The folder of the second installation, inside that of the first."""
_KNOWN = frozenset({SETTINGS, _UNWRITTEN, TABLES, "making", "lists", "logs", ASSOCIATION, MAILS, *_MOVED, *_CLOCK})


@dataclass(frozen=True)
class Folder:
    """Where one demonstration lives."""

    path: Path

    @property
    def settings(self) -> Path:
        """The settings file, which is put here last."""
        return self.path / SETTINGS

    @property
    def making(self) -> Path:
        """Where the installation is laid out until it is whole."""
        return self.path / "making"

    @property
    def lists(self) -> Path:
        """The invented lists that are taken in."""
        return self.path / "lists"

    @property
    def association(self) -> Folder:
        """The folder of the association that is shown beside this house."""
        return Folder(self.path / ASSOCIATION)

    @property
    def logs(self) -> Path:
        """What the programs say, one file each."""
        return self.path / "logs"

    def is_finished(self) -> bool:
        """Say whether a first start has come to its end here."""
        return self.settings.exists()

    def is_of_other_tables(self) -> bool:
        """Say whether this demonstration was made by a version whose tables are not ours."""
        kept = self.path / TABLES
        return self.is_finished() and (
            not kept.exists() or kept.read_text(encoding="ascii") != tables_of_this_version()
        )

    def is_half_made(self) -> bool:
        """Say whether a first start was cut off here."""
        return not self.is_finished() and any(self.path.iterdir())

    def clear(self) -> None:
        """Delete what a demonstration made here; `refuse_foreign` comes first."""
        refuse_foreign(self)
        self.settings.unlink(missing_ok=True)  # first, so that a deletion cut short is seen as half made
        for entry in self.path.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()

    def finish(self, settings: str) -> None:
        """Move what was made to its place, and write the settings file last."""
        for name in _MOVED:
            if (self.making / name).exists():
                (self.making / name).rename(self.path / name)
        shutil.rmtree(self.making)
        (self.path / TABLES).write_text(tables_of_this_version(), encoding="ascii")
        self.write_settings(settings)

    def write_settings(self, settings: str) -> None:
        """Write the settings file in one step, for this user's eyes only."""
        new = self.path / _UNWRITTEN
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(settings)
        new.replace(self.settings)


def tables_of_this_version() -> str:
    """Give a hash of all migrations: the same for as long as the tables are."""
    apps = Path(__file__).resolve().parents[1] / "apps"
    digest = hashlib.sha256()
    for path in sorted(apps.glob("*/migrations/*.py")):
        digest.update(path.relative_to(apps).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def slip_salt(settings: Path) -> str:
    """Read the one setting that has to stay as it was drawn."""
    return str(_settings_of(settings)["slip_salt"])


def refuse_foreign(folder: Folder) -> None:
    """Raise Invalid when the folder holds anything that no demonstration has made."""
    if folder.is_finished() and _settings_of(folder.settings).get("demo") is not True:
        raise Invalid("dir", f"{folder.path} holds a real installation. A demonstration never goes there.")
    unknown = sorted(entry.name for entry in folder.path.iterdir() if entry.name not in _KNOWN)
    if unknown:
        raise Invalid(
            "dir", f"{folder.path} holds {unknown[0]!r}, which is not ours. Choose an empty folder with --dir."
        )


@contextmanager
def alone_in(path: Path) -> Iterator[Folder]:
    """Make the folder and hold it; raises Conflict while another demonstration runs in it."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    held = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        folder = Folder(path)
        refuse_foreign(folder)
        yield folder
    except BlockingIOError:
        raise Conflict(f"A demonstration is running in {path} already.") from None
    finally:
        with suppress(OSError):  # not empty: then it stays
            path.rmdir()
        os.close(held)


def default_folder() -> Path:
    """Name `.demo` beside the launcher `run`, wherever it is started from; without a launcher, in this directory."""
    root = Path(__file__).resolve().parents[3]
    return (root if (root / "run").is_file() else Path.cwd()) / ".demo"


def _settings_of(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise Invalid("dir", f"{path} cannot be read. Look at it, then delete it, or choose another --dir.") from None
