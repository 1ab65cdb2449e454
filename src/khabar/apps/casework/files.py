"""What lies sealed in a family's file, and in its entries; hints are read while running, to shape what is opened.

Shared by the app's queries and actions, and read by the doors as it is; nothing here is shown outside the house.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from khabar.apps.casework.models import CaseFile, Entry
from khabar.apps.sealed.shapes import plain, shaped
from khabar.domain.bar_list import NOT_AT_HOLDERS, Bar, Departure, Holding
from khabar.domain.casework.consents import ConsentEvent
from khabar.domain.casework.events import CaseEvent
from khabar.domain.casework.next_steps import NextStep
from khabar.domain.casework.people import FilePerson, Part
from khabar.domain.errors import Refused
from khabar.ports import Parts
from khabar.vault.cases import unwrap_case_key
from khabar.vault.errors import Malformed
from khabar.vault.keys import KeyClass
from khabar.vault.records import Record
from khabar.vault.seals import key_id_in

FILES = "casework_casefile"
ENTRIES = "casework_entry"
NO_DEPARTURE = Departure()


@dataclass(frozen=True, kw_only=True)
class FileBody:
    """A family's file without its entries. `label` is what colleagues call it, never shown outside.

    `stop_word` is what the family says when it cannot speak; `stopped`: it was heard, nobody calls until it is safe.
    """

    label: str = field(repr=False)
    people: tuple[FilePerson, ...]
    step: NextStep
    departure: Departure = NO_DEPARTURE
    bars: tuple[Bar, ...] = ()
    holding: Holding = NOT_AT_HOLDERS
    own_word: str = field(default="", repr=False)
    stop_word: str = field(default="", repr=False)
    stopped: bool = False
    closed_because: str = field(default="", repr=False)

    @property
    def missed(self) -> FilePerson | None:
        """The person who is missed, where the file names one."""
        return next((one for one in self.people if one.part is Part.MISSED), None)

    def person(self, person_id: str) -> FilePerson:
        """Give one of the file's people; Refused for an id that is nobody's."""
        for one in self.people:
            if one.id == person_id:
                return one
        raise Refused("no such person in this file")


class EntryKind(StrEnum):
    """What an entry is; it stands inside the seal."""

    EVENT = "event"
    CONSENT = "consent"
    DOCUMENT = "document"
    CONTACT = "contact"


@dataclass(frozen=True)
class Document:
    """A document: what it is, its SHA-256 in hexadecimal, the name of its sealed bytes, their number, from whom.

    `ending` is that of the file's name as it came (`pdf`), so that a download opens; nothing is concluded from it.
    """

    title: str = field(repr=False)
    sha256: str
    blob: str
    size: int
    origin: str = field(default="", repr=False)
    ending: str = ""


@dataclass(frozen=True)
class Contact:
    """A contact with a body or with the family: when, with whom, how, what came of it."""

    on: date
    whom: str = field(repr=False)
    how: str
    what: str = field(repr=False)
    with_family: bool = False


Content: TypeAlias = CaseEvent | ConsentEvent | Document | Contact
_KINDS: dict[EntryKind, type[Content]] = {
    EntryKind.EVENT: CaseEvent,
    EntryKind.CONSENT: ConsentEvent,
    EntryKind.DOCUMENT: Document,
    EntryKind.CONTACT: Contact,
}


@dataclass(frozen=True)
class OpenedEntry:
    """One entry: its id, by whom and on which day (UTC) it was written, what it says."""

    id: str
    by: str
    made_on: date
    content: Content


@dataclass(frozen=True)
class OpenedFile:
    """A file as an advocate sees it. `version` goes back with a form, so that nobody overwrites unseen."""

    id: str
    version: int
    body: FileBody
    entries: tuple[OpenedEntry, ...]
    is_closed: bool

    @property
    def events(self) -> tuple[CaseEvent, ...]:
        """What happened, as far as entries say."""
        return tuple(one.content for one in self.entries if isinstance(one.content, CaseEvent))

    @property
    def consents(self) -> tuple[ConsentEvent, ...]:
        """What was asked and answered, in the order in which it was noted."""
        return tuple(one.content for one in self.entries if isinstance(one.content, ConsentEvent))


def record_of(row: CaseFile, *, parts: Parts) -> Record:
    """Open the data key of a file; Refused when it was erased, as if it had never been."""
    if row.wrapped_key is None:
        raise Refused("no such file")
    wrapped = bytes(row.wrapped_key)
    key = parts.keys.key(KeyClass.FILES, key_id_in(wrapped))
    return Record(FILES, row.id, unwrap_case_key(key, bytes.fromhex(row.id), wrapped))


def body_of(row: CaseFile, record: Record) -> FileBody:
    """Open the body of a file."""
    return shaped(FileBody, record.open("body", bytes(row.body))["file"])


def body_map(body: FileBody) -> dict[str, object]:
    """Give the map that is sealed as the body of a file."""
    return {"schema": 1, "file": plain(body)}


def entry_map(by: str, content: Content) -> dict[str, object]:
    """Give the map that is sealed as an entry."""
    kind = next(kind for kind, made in _KINDS.items() if isinstance(content, made))
    return {"schema": 1, "kind": kind.value, "by": by, "content": plain(content)}


def entry_record(record: Record, entry_id: str) -> Record:
    """Give the record under which one entry of a file is sealed: the file's key, the entry's own place."""
    return Record(ENTRIES, entry_id, record.key)


def opened_entry(row: Entry, record: Record) -> OpenedEntry:
    """Open one entry of a file."""
    inside = entry_record(record, row.id).open("sealed", bytes(row.sealed))
    match inside:
        case {"kind": str(kind), "by": str(by), "content": content}:
            return OpenedEntry(row.id, by, row.made_at.date(), shaped(_KINDS[EntryKind(kind)], content))
        case _:
            raise Malformed("not an entry of a file")
