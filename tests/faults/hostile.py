"""Hostile files at every door that takes one: what each costs, whether it calls anybody, what of it is given back.

Each file goes to each reader: pictures of sheets, lists, documents of the archive, answers to letters. A small server
counts who comes to the address of which all the files speak; the kernel counts the memory of the bounded processes.
"""

from __future__ import annotations

import functools
import io
import re
import resource
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import TYPE_CHECKING

import django

from faults.hostile_files import hostile_files
from khabar.adapters.documents import DocumentReader
from khabar.adapters.incoming_mail.uploads import brought
from khabar.adapters.scan import ScanReader
from khabar.adapters.tables import TableReader
from khabar.domain.errors import Invalid
from khabar.domain.pfif.rules import DocumentFault
from silence.core.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from faults.hostile_files import HostileFile
    from khabar.domain.replies.uploads import CameAs

MOST_MEMORY = 600 * 1024 * 1024
MOST_SECONDS = 20.0
ACTIVE = re.compile(rb"<script|<svg|<html|onload=|%PDF|PK\x03\x04|javascript:", re.IGNORECASE)
PASSIVE_TYPES = {"application/octet-stream", "text/plain; charset=utf-8"}
"""What leaves as an attachment, which no browser opens by itself."""
_CARELESS = "bytearray(700_000_000)"


@dataclass
class Counted:
    """What a reader made of all files."""

    read: int = 0
    refused: int = 0
    active: int = 0
    broken: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def told(self, calls: int, memory: int) -> dict[str, int | float | str]:
        """Give it as a row tells it."""
        return {
            "read or kept": self.read,
            "refused in a sentence": self.refused,
            "given back as something active": self.active,
            "broken": len(self.broken),
            "connections": calls,
            "MiB at most": memory >> 20,
            "seconds at most": round(self.slowest, 1),
        }


def _as_picture(file: HostileFile) -> bytes:
    """Give what a tray shows of it: pictures written anew."""
    return b"".join(_jpeg(page.image) for page in ScanReader().read(file.name, file.data))


def _jpeg(image: bytes) -> bytes:
    """Give what a browser could take for something else in a picture that is shown as a picture."""
    return b"" if image.startswith(b"\xff\xd8\xff") and not ACTIVE.search(image) else b"<script"


def _as_list(file: HostileFile) -> bytes:
    """Read all rows; they are shown as words, which templates escape, and leave as CSV without formulas."""
    table = TableReader().open(io.BytesIO(file.data))
    for _line in table.lines:
        pass
    return b""


def _as_document(file: HostileFile) -> bytes:
    DocumentReader().read(file.data)
    return b""


def _as_answer(file: HostileFile) -> bytes:
    """Keep it; it is given back as it came, and never as anything a browser would show."""
    kind, _name = _given_as()[brought(file.data, "").came_as]
    return b"" if kind in PASSIVE_TYPES else b"<script"


@functools.cache
def _given_as() -> Mapping[CameAs, tuple[str, str]]:
    """Give the types under which the tray gives back what came; its page needs the whole program."""
    django.setup()
    from khabar.web.advocacy.tray import _GIVEN_AS  # noqa: PLC0415 - after the line above

    return _GIVEN_AS


DOORS: dict[str, tuple[Callable[[HostileFile], bytes], frozenset[str]]] = {
    "pictures of sheets": (_as_picture, frozenset({"picture", "bomb"})),
    "lists": (_as_list, frozenset({"formulas", "workbook", "archive"})),
    "documents of the archive": (_as_document, frozenset({"document", "PDF"})),
    "answers to letters": (_as_answer, frozenset({"pretender"})),
}
"""What each door does with a file, and the families that were made for it."""


def run(count: int, seed: int, *, everywhere: bool) -> Iterator[Row]:
    """Send so many files to every door, or each to the door it was made for; then show that counting sees harm."""
    with _counting() as calls:
        every = list(hostile_files(count, seed, calls.url))
        for door, (take, families) in DOORS.items():
            files = [one for one in every if everywhere or one.family in families]
            began, before = time.monotonic(), calls.came
            counted = Counted()
            for file in files:
                _sent(file, take, counted)
            memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
            came = calls.came - before
            good = not (counted.active or counted.broken or came)
            good = good and memory <= MOST_MEMORY and counted.slowest <= MOST_SECONDS
            told, spent = counted.told(came, memory), time.monotonic() - began
            yield Row("hostile", door, len(files), seed, told, good, spent, remarks=counted.broken[:3])
        yield from _controls(calls, seed)


def _sent(file: HostileFile, take: Callable[[HostileFile], bytes], counted: Counted) -> None:
    began = time.monotonic()
    try:
        counted.active += bool(ACTIVE.search(take(file)))
        counted.read += 1
    except (Invalid, DocumentFault):
        counted.refused += 1
    except Exception as problem:  # noqa: BLE001 - whatever else comes out is what this looks for
        counted.broken.append(f"{file.family}: {type(problem).__name__}: {str(problem)[:120]}")
    counted.slowest = max(counted.slowest, time.monotonic() - began)


def _controls(calls: Calls, seed: int) -> Iterator[Row]:
    """A reader that fetches what a file speaks of, and one without a bound."""
    began, before = time.monotonic(), calls.came
    with socket.create_connection(("127.0.0.1", calls.port)):
        time.sleep(0.2)
    came = calls.came - before
    tried = "a reader that follows an address"
    yield Row("hostile", tried, 1, seed, {"connections": came}, came == 1, time.monotonic() - began, is_control=True)
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", _CARELESS], check=True)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    told = {"MiB at most": memory >> 20}
    spent = time.monotonic() - began
    yield Row("hostile", "a reader without a bound", 1, seed, told, memory > MOST_MEMORY, spent, is_control=True)


@dataclass
class Calls:
    """How many came to the address of which the files speak."""

    port: int
    came: int = 0

    @property
    def url(self) -> str:
        """The address."""
        return f"http://127.0.0.1:{self.port}/who-came"


@contextmanager
def _counting() -> Iterator[Calls]:
    with socket.create_server(("127.0.0.1", 0)) as door:
        calls = Calls(int(door.getsockname()[1]))

        def listen() -> None:
            while True:
                try:
                    line, _from = door.accept()
                except OSError:
                    return
                line.close()
                calls.came += 1

        Thread(target=listen, daemon=True).start()
        yield calls
        door.shutdown(socket.SHUT_RDWR)
