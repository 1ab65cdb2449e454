"""Holding an installation still for as long as it takes to copy it, so that porch and house are of one moment.

Things move from the porch into the house by copy, then delete; if one database were read before the other, what moved
in between would be in neither copy, or what was published would be known to the house alone. So writers of both wait,
while both are copied; reading them row by row and encrypting comes afterwards, from the copies.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connections, transaction

from khabar.adapters.backup.tables import DATABASES
from khabar.adapters.backup.writing import Moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FOLDER = "copying"
_SECONDS_TO_WAIT = 20.0
_BLOBS = "blobs"
_IN_TURN = ("porch", "house")
"""The porch first, as everybody does who holds both."""
_REPEATABLE_READ = 3
"""As psycopg numbers its levels of isolation."""


@contextmanager
def sqlite_moment(home: Path, files: Mapping[str, Path], blobs: Path) -> Iterator[Moment]:
    """Copy both databases and the files at one moment into a folder of the house, and take it away at the end.

    `files` are copied as they are, blobs are linked; what a killed backup left behind is taken away first. Writers wait
    while the copies are made, some hundred megabytes a second.
    """
    with _folder(home) as folder, ExitStack() as readable:
        with ExitStack() as held:
            for name in _IN_TURN:
                held.enter_context(_held(DATABASES[name]))
            copies = _copied(folder, files, blobs)
            for name, alias in DATABASES.items():
                _copy_database(connections[alias].settings_dict["NAME"], folder / f"{name}.sqlite3")
        aliases = {}
        for name, alias in DATABASES.items():
            settings = connections.settings[alias]
            options = {**settings["OPTIONS"], "allowed": None, "journal": "DELETE"}
            copy = {**settings, "NAME": str(folder / f"{name}.sqlite3"), "OPTIONS": options}
            aliases[name] = readable.enter_context(_readable(name, copy))
        yield Moment(aliases, copies)


@contextmanager
def postgresql_moment(home: Path, files: Mapping[str, Path], blobs: Path) -> Iterator[Moment]:
    """Begin to read both databases at one moment, and copy the files at the same one.

    Whoever writes takes turns here, so holding both turns holds everybody still, for the blink that it takes to begin
    reading; what is read afterwards is of that moment, however long it lasts, and nobody waits.
    """
    with _folder(home) as folder, ExitStack() as readable:
        with ExitStack() as held:
            for name in _IN_TURN:
                held.enter_context(transaction.atomic(using=DATABASES[name]))
            copies = _copied(folder, files, blobs)
            aliases = {}
            for name, alias in DATABASES.items():
                settings = connections.settings[alias]
                options = {**settings["OPTIONS"], "isolation_level": _REPEATABLE_READ}
                copy = {**settings, "ENGINE": "django.db.backends.postgresql", "OPTIONS": options}
                aliases[name] = readable.enter_context(_readable(name, copy))
                _begin_reading(aliases[name])
        yield Moment(aliases, copies)


@contextmanager
def _folder(home: Path) -> Iterator[Path]:
    folder = home / "house" / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copied(folder: Path, files: Mapping[str, Path], blobs: Path) -> dict[str, Path]:
    copies = {name: _copy_of(path, folder / f"{number}.file") for number, (name, path) in enumerate(files.items())}
    return copies | _linked(blobs, folder / _BLOBS)


def _begin_reading(alias: str) -> None:
    connection = connections[alias]
    connection.set_autocommit(False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")


@contextmanager
def _held(alias: str) -> Iterator[None]:
    """Let nobody write to a database; readers go on."""
    source = sqlite3.connect(connections[alias].settings_dict["NAME"], timeout=_SECONDS_TO_WAIT, isolation_level=None)
    try:
        source.execute("BEGIN IMMEDIATE")
        yield
    finally:
        source.close()


def _copy_database(name: str, path: Path) -> None:
    """Copy page by page, by a connection that only reads: SQLite lets the one that holds the others not do it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.close(descriptor)
    source, copy = sqlite3.connect(name, isolation_level=None), sqlite3.connect(path, isolation_level=None)
    try:
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")  # nobody needs it after a power cut
        source.backup(copy)
    finally:
        copy.close()
        source.close()


def _copy_of(path: Path, to: Path) -> Path:
    shutil.copyfile(path, to)
    return to


def _linked(blobs: Path, to: Path) -> dict[str, Path]:
    """Link every sealed blob, so that one which is erased meanwhile is still in the backup that names it."""
    to.mkdir(mode=0o700)
    found = {}
    for path in sorted(blobs.iterdir()) if blobs.is_dir() else ():
        if path.suffix != ".part":
            (to / path.name).hardlink_to(path)
            found[f"{_BLOBS}/{path.name}"] = to / path.name
    return found


@contextmanager
def _readable(name: str, settings: dict[str, Any]) -> Iterator[str]:
    """Let a copy be read as a database of its own, under the alias that is given."""
    copy = f"copy of {name}"
    connections.settings[copy] = settings
    try:
        yield copy
    finally:
        connections[copy].close()
        del connections[copy]
        del connections.settings[copy]
