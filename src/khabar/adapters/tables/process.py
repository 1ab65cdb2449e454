"""The bounded process: one workbook in, its rows out. `python -m khabar.adapters.tables.process`.

1. Load everything that will be needed, 2. give up memory, time, files and the network, 3. only then open the workbook.
It holds no key and no environment; after step 2 it can open neither a file nor a socket.
"""

from __future__ import annotations

import resource
import sys
from itertools import islice
from typing import IO, Final

from khabar.adapters.bounded import give_up, wire
from khabar.adapters.tables.workbooks import BROKEN, Unopened, opened, rows_of, sheet_in, sheets_of

MOST_MEMORY: Final = 1_500_000_000
"""Address space; a good part of it is never touched."""
SECONDS: Final = 240
"""Processor time for one workbook."""
AT_ONCE: Final = 500
"""Rows told in one piece."""


def main() -> None:
    """Serve one workbook: first the wished sheet, then the file."""
    taken, given = sys.stdin.buffer, sys.stdout.buffer
    give_up(MOST_MEMORY)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    wished = wire.received(taken).decode("utf-8")
    serve(wire.received(taken), wished, given)


def serve(data: bytes, wished: str, given: IO[bytes]) -> None:
    """Answer with the sheets, then with rows; or with the sentence why it is not opened."""
    try:
        book = opened(data)
        sheet = sheet_in(book, wished)
        given.write(wire.header(sheet=sheet.name, sheets=sheets_of(book)))
        rows = rows_of(sheet)
        while some := list(islice(rows, AT_ONCE)):
            given.write(wire.header(rows=some))
        given.write(wire.header(done=True))
    except Unopened as fault:
        given.write(wire.header(unopened=str(fault)))
    except MemoryError:
        given.write(wire.header(unopened=BROKEN))
    given.flush()


if __name__ == "__main__":
    main()
