"""Opens a list, whatever kind of file it is: told by its first bytes, never by its name."""

from __future__ import annotations

import io
import re
from functools import partial
from typing import TYPE_CHECKING

from khabar.adapters.pfif import read_pfif_chunks
from khabar.adapters.pfif.reading import CHUNK
from khabar.adapters.tables.delimited import lines_of, separator_of
from khabar.adapters.tables.encodings import encoding_of
from khabar.adapters.tables.workbook_reader import read_workbook
from khabar.adapters.tables.workbooks import LOCKED, OLE, ZIP
from khabar.domain.errors import Invalid
from khabar.domain.lists.tables import MOST_BYTES, Form, Table, Told, Wishes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from khabar.domain.pfif import Event

EMPTY = "the file is empty."
XML = "this is XML. A PFIF document is taken in with khabar pfif import: its records end, and rows of a table do not."
_HEAD = 256
_XML_BEGINS = re.compile(rb"[\xef\xbb\xbf\xff\xfe \t\r\n]*<[?!A-Za-z_]")


class TableReader:
    """Reads tables of people; text as it goes, workbooks in a process of their own."""

    def open(self, source: BinaryIO, wishes: Wishes = Wishes()) -> Table:  # noqa: B008 - frozen, says nothing
        """Open a file that can be read from its beginning again; it stays the caller's to close.

        Raises Invalid (fields `list`, `encoding`, `separator`) for what cannot be read as a table; of text, faults in
        the middle are raised when their line is reached, with its number.
        """
        size = source.seek(0, io.SEEK_END)
        source.seek(0)
        head = source.read(_HEAD)
        if not head:
            raise Invalid("list", EMPTY)
        if size > MOST_BYTES:
            raise Invalid("list", f"this is too large; at most {MOST_BYTES // 1_000_000} MB are read.")
        if head.startswith(OLE):
            raise Invalid("list", LOCKED)
        if _is_xml(head):
            raise Invalid("list", XML)
        if head.startswith(ZIP):
            source.seek(0)
            told, lines = read_workbook(source.read(), wishes.sheet)
            return Table(told, lines)
        return _text(source, wishes)

    def is_document(self, source: BinaryIO) -> bool:
        """Say whether a file is XML, which is read as PFIF and no table."""
        source.seek(0)
        return _is_xml(source.read(_HEAD))

    def records(self, source: BinaryIO) -> Iterator[Event]:
        """Give a PFIF document record by record. Raises DocumentFault for what cannot be read as one."""
        source.seek(0)
        return read_pfif_chunks(iter(partial(source.read, CHUNK), b""))


def _is_xml(head: bytes) -> bool:
    return _XML_BEGINS.match(head.replace(b"\x00", b"")) is not None


def _text(source: BinaryIO, wishes: Wishes) -> Table:
    encoding = encoding_of(source, wishes.encoding)
    separator = separator_of(source, encoding.name, wishes.separator)
    told = Told(Form.CSV, encoding=encoding.name, guessed=encoding.guessed, separator=separator)
    return Table(told, lines_of(source, encoding.name, separator))
