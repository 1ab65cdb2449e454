"""Reads a PFIF document record by record, however long, from somebody who may wish us ill.

Expat does the parsing, for three reasons: it tells lines beyond 65,535 right, it announces a document type declaration
before anything in it has an effect (then we stop), and it fetches nothing. Limits bound what one record, field or tag
may hold. It must never resolve an entity, follow a reference, or hold a whole document.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from khabar.adapters.pfif.decoding import MOST_BYTES, decoded, too_large
from khabar.domain.pfif.fields import NAMESPACE, RecordKind, Version, version_of
from khabar.domain.pfif.records import Document, Entry, Oddity, Record, Start
from khabar.domain.pfif.rules import DocumentFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from khabar.domain.pfif.records import Event

CHUNK: Final = 64 * 1024
LONGEST_TAG: Final = CHUNK
LONGEST_FIELD: Final = 1_000_000
LARGEST_RECORD: Final = 16_000_000
MOST_ENTRIES: Final = 100_000
DEEPEST: Final = 8
"""Characters of one field, of one person with all notes, elements in it, and how deep elements may be nested."""

_PERSON, _NOTE = RecordKind.PERSON.value, RecordKind.NOTE.value


def read_pfif(path: Path) -> Iterator[Event]:
    """Read a file. Raises DocumentFault where it cannot be read as PFIF, OSError where it cannot be read at all."""
    if path.is_file() and path.stat().st_size > MOST_BYTES:
        raise too_large(1)
    with path.open("rb") as file:
        yield from read_pfif_chunks(_chunks(file))


def read_document(content: bytes) -> Document:
    """Read a document that is in memory already. Raises DocumentFault; what is no record is left out."""
    version, records = Version.V1_4, []
    for event in read_pfif_chunks(_chunks(io.BytesIO(content))):
        if isinstance(event, Start):
            version = event.version
        elif isinstance(event, Record):
            records.append(event)
    persons = tuple(one for one in records if one.kind is RecordKind.PERSON)
    return Document(version, persons, tuple(one for one in records if one.kind is RecordKind.NOTE))


def read_pfif_chunks(chunks: Iterable[bytes]) -> Iterator[Event]:
    """Read bytes as they come; gives the start, then each record when its end has come. Raises DocumentFault."""
    builder = _Builder()
    parser = builder.parser
    fed = 0
    for text in decoded(chunks):
        data = text.encode()
        for start in range(0, len(data), CHUNK):
            piece = data[start : start + CHUNK]
            fed += len(piece)
            builder.parse(piece)
            if fed - parser.CurrentByteIndex > CHUNK + LONGEST_TAG:
                raise DocumentFault("too-large", parser.CurrentLineNumber, "A tag or comment here has no end.")
            yield from builder.taken()
    builder.parse(b"", is_final=True)
    yield from builder.taken()


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


class _Open:
    """A record that has begun."""

    __slots__ = ("entries", "kind", "line", "notes", "oddities", "stands_last")

    def __init__(self, kind: RecordKind, line: int) -> None:
        self.kind, self.line = kind, line
        self.entries: list[Entry] = []
        self.notes: list[Record] = []
        self.oddities: list[Oddity] = []
        self.stands_last = True

    def closed(self) -> Record:
        return Record(
            self.kind, tuple(self.entries), tuple(self.notes), self.line, tuple(self.oddities), self.stands_last
        )


class _Builder:
    """Makes records of what the parser announces, and says stop where a limit is reached."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.buffer_size = CHUNK
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        self._ready: list[Event] = []
        self._prefix = ""
        self._depth = self._skipped = self._size = self._count = 0
        self._records: list[_Open] = []
        self._field: str | None = None
        self._pieces: list[str] = []
        self._field_line = self._length = 0

    def parse(self, data: bytes, *, is_final: bool = False) -> None:
        """Hand bytes to the parser; its own complaint becomes a fault."""
        try:
            self.parser.Parse(data, is_final)
        except expat.ExpatError as fault:
            told = f"The XML breaks off or is wrong here: {expat.ErrorString(fault.code)}."
            raise DocumentFault("xml", fault.lineno, told) from None

    def taken(self) -> list[Event]:
        """Give what has become ready since."""
        ready, self._ready = self._ready, []
        return ready

    def _doctype(self, *_declared: object) -> None:
        told = "A document type declaration is not read: PFIF needs none, and entities hide in it."
        raise DocumentFault("doctype", self.parser.CurrentLineNumber, told)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise DocumentFault("too-deep", self.parser.CurrentLineNumber, "Elements are nested too deep.")
        if self._depth == 1:
            self._root(name)
        elif self._skipped:
            self._skipped += 1
        else:
            self._inside(name[len(self._prefix) :] if name.startswith(self._prefix) else _braced(name))
        if attributes:
            self._odd("attribute", _local(name))

    def _root(self, name: str) -> None:
        space, _, local = name.rpartition(" ")
        line = self.parser.CurrentLineNumber
        if local != "pfif" or not space.startswith(NAMESPACE):
            told = "The root is not pfif in a namespace of PFIF, like http://zesty.ca/pfif/1.4."
            raise DocumentFault("namespace", line, told)
        version = version_of(space)
        if version is None:
            raise DocumentFault("version", line, f"This version of PFIF is not read; {', '.join(Version)} are.")
        self._prefix = space + " "
        self._ready.append(Start(version, line))

    def _inside(self, local: str) -> None:
        """Begin a record, a note inside a person, or a field; anything else is passed over and said."""
        line, holder = self.parser.CurrentLineNumber, self._records[-1] if self._records else None
        self._count += 1
        if self._count > MOST_ENTRIES:
            raise DocumentFault("too-large", line, f"A record here has more than {MOST_ENTRIES:,} elements.")
        if self._field is not None:
            self._odd("nested-element", self._field)
            self._skipped = 1
        elif holder is None and local in (_PERSON, _NOTE):
            self._size = self._count = 0
            self._records.append(_Open(RecordKind(local), line))
        elif holder is None:
            self._odd("unknown-field", local)
            self._skipped = 1
        elif local == _NOTE and holder.kind is RecordKind.PERSON:
            self._records.append(_Open(RecordKind.NOTE, line))
        else:
            self._field, self._field_line, self._length, self._pieces = local, line, 0, []

    def _text(self, text: str) -> None:
        if self._skipped:
            return
        if self._field is None:
            if not text.isspace():
                self._odd("stray-text", "")
            return
        self._length += len(text)
        self._size += len(text)
        if self._length > LONGEST_FIELD or self._size > LARGEST_RECORD:
            told = f"A field here is longer than {LONGEST_FIELD:,} characters, or its record is too large."
            raise DocumentFault("too-large", self._field_line, told)
        self._pieces.append(text)

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._skipped:
            self._skipped -= 1
        elif self._field is not None:
            holder = self._records[-1]
            holder.entries.append(Entry(self._field, "".join(self._pieces), self._field_line))
            holder.stands_last = holder.stands_last and not holder.notes
            self._field = None
        elif self._records:
            record = self._records.pop().closed()
            if self._records:
                self._records[-1].notes.append(record)
            else:
                self._ready.append(record)

    def _odd(self, rule: str, field: str) -> None:
        oddity = Oddity(rule, self.parser.CurrentLineNumber, field)
        if not self._records:
            self._ready.append(oddity)
        elif len(self._records[-1].oddities) < DEEPEST:
            self._records[-1].oddities.append(oddity)


def _local(name: str) -> str:
    return name.rpartition(" ")[2][:80]


def _braced(name: str) -> str:
    """Name an element of another namespace, or of none, so that it is never taken for one of PFIF's."""
    space, _, local = name.rpartition(" ")
    return f"{{{space}}}{local}"[:200]
