"""How a PFIF record lies in its row: every field as it came, under the data key of the case it became.

Shared by the app's queries and actions; nothing outside `copies` imports it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from khabar.apps.registry.queries import record_under
from khabar.domain.bodies import Unreadable, require_schema, text_of
from khabar.domain.ids import PresenceId, RequestId
from khabar.domain.pfif import Entry, Record, RecordKind, Version
from khabar.domain.pfif.fields import SOURCE_DATE
from khabar.domain.pfif.formats import moment_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from khabar.apps.copies.models import Copy
    from khabar.ports import Parts

TABLE: Final = "copies_copy"
SCHEMA: Final = 1
END_SAID_AT: Final = "end_said_at"
SIZES: Final = (4096, 16384, 65536, 262144, 1_048_576)
LARGEST: Final = 900_000
"""Bytes of a record with its notes; a larger one is refused."""


@dataclass(frozen=True)
class Kept:
    """A record as it came, with the notes that said something of it, and the list it came from.

    `end_said_at`: the source_date of the last word that said when it ends; empty while that is the record's own.
    """

    version: Version
    person: Record
    notes: tuple[Record, ...]
    list_id: str
    end_said_at: str = ""

    @property
    def last_word_at(self) -> datetime | None:
        """The moment of the last word that said when it ends; None where it bears none that can be read."""
        return moment_of(self.end_said_at or self.person.text(SOURCE_DATE))


def sealed_copy(case: str, kept: Kept, *, parts: Parts) -> bytes:
    """Seal a record under the key of its case."""
    inside = {
        "schema": SCHEMA,
        "version": kept.version.value,
        "person": _plain(kept.person),
        "notes": [_plain(one) for one in kept.notes],
        "list": kept.list_id,
    }
    if kept.end_said_at:
        inside[END_SAID_AT] = kept.end_said_at
    record = record_under(RequestId(case), TABLE, case, parts=parts)
    return record.seal("sealed", inside, random=parts.entropy.bytes, sizes=SIZES)


def opened_copy(row: Copy, *, parts: Parts) -> Kept:
    """Open a row; Refused when its case has been erased."""
    inside = record_under(PresenceId(row.id), TABLE, row.id, parts=parts).open("sealed", bytes(row.sealed))
    require_schema(inside, SCHEMA)
    person, notes = inside["person"], inside["notes"]
    if not isinstance(person, list) or not isinstance(notes, list):
        raise Unreadable("a copy holds lists of fields")
    return Kept(
        Version(text_of(inside, "version")),
        _record(RecordKind.PERSON, person),
        tuple(_record(RecordKind.NOTE, one) for one in notes),
        text_of(inside, "list"),
        text_of({END_SAID_AT: ""} | inside, END_SAID_AT),
    )


def size_of(person: Record, notes: Sequence[Record]) -> int:
    """Give how many bytes a record needs, roughly and not too few."""
    entries = [entry for one in (person, *notes) for entry in one.entries]
    return sum(len(entry.name) + len(entry.text.encode()) + 8 for entry in entries)


def _plain(record: Record) -> list[list[str]]:
    return [[entry.name, entry.text] for entry in record.entries]


def _record(kind: RecordKind, plain: list[list[str]]) -> Record:
    return Record(kind, tuple(Entry(name, text) for name, text in plain))
