"""Records as they stand in a document: every field that was written, in its order, with its line.

Nothing is tidied or left out here, so that a validator sees what was sent and a writer can give back the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from khabar.domain.pfif.fields import ID, RecordKind, Version, names_by_meaning


class Entry(NamedTuple):
    """One element inside a record: its name, its text as written, its line. Other namespaces stand in braces."""

    name: str
    text: str
    line: int = 0


class Oddity(NamedTuple):
    """Something in a document that is no field: which rule it breaks, its line, the element it was found at."""

    rule: str
    line: int
    field: str = ""


class Start(NamedTuple):
    """The root of a document: its version, its line."""

    version: Version
    line: int


@dataclass(frozen=True, slots=True)
class Record:
    """One person or note. `notes` stand inside a person; `oddities` are what the reader found that is no field."""

    kind: RecordKind
    entries: tuple[Entry, ...] = field(repr=False)
    notes: "tuple[Record, ...]" = field(default=(), repr=False)
    line: int = 0
    oddities: tuple[Oddity, ...] = ()
    notes_stand_last: bool = True

    def text(self, name: str) -> str:
        """Give the text of a field, the first where it was written twice; empty where it is not there."""
        for entry in self.entries:
            if entry.name == name:
                return entry.text
        return ""

    def line_of(self, name: str) -> int:
        """Give the line of a field, or of the record where the field is not there."""
        return next((entry.line for entry in self.entries if entry.name == name), self.line)

    def said(self, meaning: str, version: Version) -> str:
        """Give the text of a field by what it means, whatever it is called in this version."""
        name = names_by_meaning(version, self.kind).get(meaning)
        return self.text(name) if name else ""

    def values(self) -> dict[str, str]:
        """Give every field that says something, by name."""
        return {entry.name: entry.text for entry in reversed(self.entries) if entry.text}

    @property
    def id(self) -> str:
        """The record's own id as written."""
        return self.text(self.kind.id_field)

    @property
    def is_empty(self) -> bool:
        """Whether no field says anything."""
        return not any(entry.text.strip() for entry in self.entries)


Event = Start | Record | Oddity
"""What a reader gives, in the order of the document: the start once, then the records."""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, for those who have it in memory; large ones are read record by record."""

    version: Version
    persons: tuple[Record, ...] = ()
    notes: tuple[Record, ...] = ()

    def events(self) -> Iterator[Event]:
        """Give what a reader would give."""
        yield Start(self.version, 1)
        yield from self.persons
        yield from self.notes


def person(*notes: Record, **values: str) -> Record:
    """Make a person of named values; an empty value is left out."""
    return Record(RecordKind.PERSON, _entries(values), notes)


def note(**values: str) -> Record:
    """Make a note of named values; an empty value is left out."""
    return Record(RecordKind.NOTE, _entries(values))


def owner_of(one: Record, holder: Record | None) -> str:
    """Give the id of the person a note belongs to: the one it names, or the one it stands in."""
    return one.text(ID) or (holder.id if holder else "")


def _entries(values: dict[str, str]) -> tuple[Entry, ...]:
    return tuple(Entry(name, text) for name, text in values.items() if text)
