"""Writes PFIF documents in one canonical form: UTF-8, fields in the order of their version, notes inside their person.

What is read back says exactly what was written, spaces, line breaks and carriage returns among it. A field that the
version does not have is refused: converting, and saying what is lost, comes before (khabar.domain.pfif.converting).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from khabar.domain.errors import Invalid
from khabar.domain.pfif.fields import Version, fields_of
from khabar.domain.pfif.records import Record, Start

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from khabar.domain.pfif.records import Document, Event

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED: Final = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}


def pfif_bytes(document: Document) -> bytes:
    """Write a whole document. Raises Invalid where a record says what XML or its version cannot carry."""
    return b"".join(pfif_chunks(document.events()))


def pfif_chunks(events: Iterable[Event]) -> Iterator[bytes]:
    """Write a document as it comes, beginning with its start; one piece for each record."""
    version = Version.V1_4
    for event in events:
        if isinstance(event, Start):
            version = event.version
            yield f'<?xml version="1.0" encoding="UTF-8"?>\n<pfif:pfif xmlns:pfif="{version.namespace}">\n'.encode()
        elif isinstance(event, Record):
            yield "".join(_record(event, version, "  ")).encode()
    yield b"</pfif:pfif>\n"


def _record(record: Record, version: Version, indent: str) -> Iterator[str]:
    fields = fields_of(version, record.kind)
    for entry in record.entries:
        if entry.name not in fields:
            raise Invalid(entry.name, f"This is no field of a {record.kind} in PFIF {version}.")
    yield f"{indent}<pfif:{record.kind}>\n"
    for entry in sorted(record.entries, key=lambda entry: fields[entry.name].place):
        if _UNWRITABLE.search(entry.text):
            raise Invalid(entry.name, "A control character cannot be written into XML.")
        yield f"{indent}  <pfif:{entry.name}>{entry.text.translate(_ESCAPED)}</pfif:{entry.name}>\n"
    for note in record.notes:
        yield from _record(note, version, indent + "  ")
    yield f"{indent}</pfif:{record.kind}>\n"
