"""The bounded process: one file in, its pages out. `python -m khabar.adapters.scan.process`; started by the reader.

1. Load everything that will be needed, 2. give up memory, time, files and the network, 3. only then read the file.
It holds no key and no environment; after step 2 it can open neither a file nor a socket.
"""

from __future__ import annotations

import resource
import sys
from typing import IO, TYPE_CHECKING

import numpy as np
from PIL import Image

from khabar.adapters.bounded import give_up, wire
from khabar.adapters.scan import kinds
from khabar.adapters.scan.failing import Failing, failing
from khabar.adapters.scan.perspective import modules_of
from khabar.adapters.scan.sheets_seen import seen_page
from khabar.domain.codes import check_digits
from khabar.domain.scans import MOST_PAGES, Unreadable
from khabar.domain.sheets import SHEET_RANDOM_DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterator


MOST_MEMORY = 600 * 1024 * 1024
"""Address space. A good part of it is never touched: in memory the process stays below 512 MiB."""
SECONDS_FOR_A_FILE = 20
SECONDS_FOR_A_PAGE = 2
"""Processor time: so much for a file, and so much more for each page that was read."""
_MOST_SECONDS = SECONDS_FOR_A_FILE + SECONDS_FOR_A_PAGE * MOST_PAGES

_REHEARSED = "0" * SHEET_RANDOM_DIGITS


def main() -> None:
    """Serve one file."""
    taken, given = sys.stdin.buffer, sys.stdout.buffer
    rehearse()
    bounded()
    _serve(wire.received(taken), given)


def rehearse() -> None:
    """Read a symbol of our own, so that everything the libraries load late is loaded while files can be opened."""
    modules = np.pad(modules_of(_REHEARSED + check_digits(_REHEARSED), mask=0), 4, constant_values=1.0)
    picture = Image.fromarray(np.kron(modules * 255, np.ones((8, 8))).astype(np.uint8))
    if not seen_page(picture).found:
        raise RuntimeError("the reader could not read its own symbol")


def bounded() -> None:
    """Give up what reading a picture does not need; the hard limits cannot be raised again."""
    give_up(MOST_MEMORY)
    _allow(0)


def _allow(pages: int) -> None:
    """Allow the processor time that a file with so many pages read may have used."""
    allowed = SECONDS_FOR_A_FILE + SECONDS_FOR_A_PAGE * pages
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, _MOST_SECONDS))


def opened(data: bytes) -> kinds.Opened:
    """Open the file; one with too many pages is refused before the first is decoded."""
    with failing():
        document = kinds.opened(data)
        if document.pages > MOST_PAGES:
            raise Failing(Unreadable.TOO_MANY_PAGES)
        return document


def decoded(document: kinds.Opened) -> Iterator[Image.Image]:
    """Give the pictures; what a library raises while it decodes becomes the reason, a mistake of ours does not."""
    pictures = document.pictures()
    while True:
        with failing():
            picture = next(pictures, None)
        if picture is None:
            return
        yield picture


def _serve(data: bytes, given: IO[bytes]) -> None:
    """Answer with the number of pages, then page by page; or with the reason why the file is not taken."""
    try:
        document = opened(data)
        given.write(wire.header(pages=document.pages))
        for read, picture in enumerate(decoded(document), start=1):
            page = seen_page(picture)
            _allow(read)
            given.write(wire.header(found=page.found))
            given.write(wire.framed(page.image))
            given.flush()
    except Failing as failed:
        given.write(wire.header(unreadable=failed.why.value))
    given.flush()


if __name__ == "__main__":
    main()
