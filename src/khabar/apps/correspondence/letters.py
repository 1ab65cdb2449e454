"""What lies sealed in the address book and in a letter; hints are read while running, to shape what is opened.

Shared by the app's queries and actions, and read by the doors as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from khabar.apps.correspondence.models import Body, Letter
from khabar.apps.correspondence.models import Dispatch as DispatchRow
from khabar.apps.sealed.shapes import plain, shaped
from khabar.domain.bar_list import Door
from khabar.domain.clocks import Ending, Extension, Pause, Start, Unit
from khabar.domain.errors import Invalid, Refused
from khabar.domain.letters.dispatch import Channel, Dispatch
from khabar.domain.letters.drafts import Addressee, LetterKind, Named
from khabar.domain.letters.sensitive import Answer, Topic
from khabar.ports import Parts
from khabar.vault import canonical
from khabar.vault.cases import unwrap_case_key
from khabar.vault.errors import Malformed
from khabar.vault.keys import KeyClass
from khabar.vault.records import Record
from khabar.vault.seals import key_id_in, seal_to, unseal_with

LETTERS = "correspondence_letter"
DISPATCHES = "correspondence_dispatch"

NO_NAME = "Please write what this body is called."
NO_WAY = "Please write an e-mail address or a postal address. A body that cannot be reached cannot be written to."


class BodyKind(StrEnum):
    """What kind of body it is."""

    AUTHORITY = "authority"
    COURT = "court"
    EMBASSY = "embassy"
    OVERSIGHT = "oversight"
    INTERNATIONAL = "international"
    OTHER = "other"


@dataclass(frozen=True)
class BodyClock:
    """How long a body has: the rule without its free days, which follow from the country it works in."""

    amount: int
    unit: Unit
    start: Start = Start.SENT
    ending: Ending = Ending.AS_COUNTED
    country: str = ""
    weekend: frozenset[int] | None = None
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class BodyCard:
    """One body of the address book. Invalid without a name or any way to reach it."""

    name: str
    kind: BodyKind
    language: str
    state: str = ""
    forwards_to: frozenset[str] = frozenset()
    email: str = ""
    postal: str = ""
    clock: BodyClock | None = None

    def __post_init__(self) -> None:
        """Refuse a body nobody could write to."""
        if not self.name.strip():
            raise Invalid("name", NO_NAME)
        if not (self.email.strip() or self.postal.strip()):
            raise Invalid("email", NO_WAY)

    def addressee(self, body_id: str) -> Addressee:
        """Give it as the rules of letters see it."""
        return Addressee(body_id, frozenset({self.state} - {""}), self.forwards_to)


@dataclass(frozen=True, kw_only=True)
class LetterBody:
    """A letter as its writer has it, and what a clock needs to know of it.

    `codes`: a reply code for the recipient and for each copy, in their order. `signed`: the lines under the letter.
    `as_of`: the day on which it was approved, from when the lines of a clock in it stay as they were read.
    `reminds` is the letter this one is a reminder of; `drafted` the shares of time at which reminders were drafted.
    """

    kind: LetterKind
    language: str
    template: str
    author: str
    signed: tuple[str, ...] = field(repr=False)
    to: str
    codes: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    channels: Mapping[str, Channel] = field(default_factory=dict)
    subject: str = field(default="", repr=False)
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    confidential: bool = False
    publication: str = ""
    named: tuple[Named, ...] | None = None
    not_a_person: tuple[str, ...] = field(default=(), repr=False)
    answers: Mapping[Topic, Answer] = field(default_factory=dict)
    door: Door = Door.OTHER
    reminds: str = ""
    as_of: date | None = None
    drafted: frozenset[int] = frozenset()
    acknowledged: date | None = None
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()

    @property
    def bodies(self) -> tuple[str, ...]:
        """Whom it goes to, the main one first."""
        return (self.to, *self.copies)


@dataclass(frozen=True)
class OpenedLetter:
    """A letter as an advocate sees it, with what was noted of each recipient."""

    id: str
    file: str
    version: int
    made_on: date
    body: LetterBody
    dispatches: tuple[Dispatch, ...]

    @property
    def main(self) -> Dispatch:
        """What was noted of the one it is addressed to."""
        return self.dispatches[0]


def sealed_card(card: BodyCard, *, parts: Parts) -> bytes:
    """Seal a body of the address book to the files key."""
    return seal_to(parts.public[KeyClass.FILES].public, canonical.encode({"schema": 1, "body": plain(card)}))


def opened_card(row: Body, *, parts: Parts) -> BodyCard:
    """Open a body of the address book."""
    sealed = bytes(row.sealed)
    inside = canonical.decode(unseal_with(parts.keys.key(KeyClass.FILES, key_id_in(sealed)).private, sealed))
    match inside:
        case {"schema": 1, "body": body}:
            return shaped(BodyCard, body)
        case _:
            raise Malformed("not a body of the address book")


def record_of(row: Letter, *, parts: Parts) -> Record:
    """Open the data key of a letter."""
    wrapped = bytes(row.wrapped_key)
    key = parts.keys.key(KeyClass.FILES, key_id_in(wrapped))
    return Record(LETTERS, row.id, unwrap_case_key(key, bytes.fromhex(row.id), wrapped))


def letter_map(body: LetterBody) -> dict[str, object]:
    """Give the map that is sealed as a letter."""
    return {"schema": 1, "letter": plain(body)}


def dispatch_map(dispatch: Dispatch) -> dict[str, object]:
    """Give the map that is sealed as a dispatch."""
    return {"schema": 1, "dispatch": plain(dispatch)}


def dispatch_record(record: Record, dispatch_id: str) -> Record:
    """Give the record under which one dispatch is sealed: the letter's key, the dispatch's own place."""
    return Record(DISPATCHES, dispatch_id, record.key)


def opened_letter(row: Letter, *, parts: Parts) -> OpenedLetter:
    """Open a letter with its dispatches."""
    record = record_of(row, parts=parts)
    body = shaped(LetterBody, record.open("body", bytes(row.body))["letter"])
    rows = DispatchRow.objects.filter(letter=row).order_by("place")
    found = tuple(opened_dispatch(one, record) for one in rows)
    return OpenedLetter(row.id, row.file, row.version, row.made_at.date(), body, found)


def opened_dispatch(row: DispatchRow, record: Record) -> Dispatch:
    """Open what was noted of one recipient."""
    return shaped(Dispatch, dispatch_record(record, row.id).open("sealed", bytes(row.sealed))["dispatch"])


def letter_row(letter_id: str) -> Letter:
    """Give the row of a letter; Refused for an unknown one."""
    row = Letter.objects.filter(id=letter_id).first()
    if row is None:
        raise Refused("no such letter")
    return row
