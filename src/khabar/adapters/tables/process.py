"""The bounded process: one workbook in, its rows out. `python -m khabar.adapters.tables.process`.

1. Load everything that will be needed, 2. give up memory, time, files and the network, 3. only then open the workbook.
It holds no key and no environment; after step 2 it can open neither a file nor a socket.
"""

from __future__ import annotations

import io
import resource
import sys
import zipfile
from typing import IO, TYPE_CHECKING, Final

from khabar.adapters.bounded import give_up, wire
from khabar.adapters.tables.workbooks import BROKEN, Unopened, opened, rows_of, sheet_in, sheets_of
from khabar.domain.lists.tables import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = tuple[int, list[str]]
MOST_MEMORY: Final = 1_500_000_000
"""Address space; a good part of it is never touched."""
SECONDS: Final = 240
"""Processor time for one workbook."""
AT_ONCE: Final = 500
"""Rows told in one piece, at most."""
LETTERS_AT_ONCE: Final = 1_000_000
"""Letters of cells after which a piece ends: told as JSON, one takes up to twelve bytes."""
_SPREADSHEET: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_PARTS: Final = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_OFFICE}"><sheets><sheet name="ready" sheetId="1" '
    'r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SPREADSHEET}"><sheetData><row r="1"><c r="A1" t="inlineStr">'
    "<is><t>ready</t></is></c></row></sheetData></worksheet>",
}
"""The smallest workbook that is one."""


def main() -> None:
    """Serve one workbook: first the wished sheet, then the file."""
    taken, given = sys.stdin.buffer, sys.stdout.buffer
    rehearse()
    give_up(MOST_MEMORY)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    wished = wire.received(taken).decode("utf-8")
    serve(wire.received(taken, MOST_BYTES), wished, given)


def rehearse() -> None:
    """Read a small workbook of our own, so that what libraries load late is loaded while files can be opened."""
    answer = io.BytesIO()
    serve(_smallest(), "", answer)
    if b"ready" not in answer.getvalue():
        raise RuntimeError("the reader could not read its own workbook")


def _smallest() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, inside in _PARTS.items():
            packed.writestr(zipfile.ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8"?>{inside}')
    return made.getvalue()


def serve(data: bytes, wished: str, given: IO[bytes]) -> None:
    """Answer with the sheets, then with rows; or with the sentence why it is not opened."""
    try:
        book = opened(data)
        sheet = sheet_in(book, wished)
        given.write(wire.header(sheet=sheet.name, sheets=sheets_of(book)))
        for some in _pieces(rows_of(sheet)):
            given.write(wire.header(rows=some))
        given.write(wire.header(done=True))
    except Unopened as fault:
        given.write(wire.header(unopened=str(fault)))
    except MemoryError:
        given.write(wire.header(unopened=BROKEN))
    given.flush()


def _pieces(rows: Iterator[Row]) -> Iterator[list[Row]]:
    some, letters = list[Row](), 0
    for row in rows:
        some.append(row)
        letters += sum(map(len, row[1]))
        if len(some) == AT_ONCE or letters > LETTERS_AT_ONCE:
            yield some
            some, letters = [], 0
    if some:
        yield some


if __name__ == "__main__":
    main()
