"""A letter before it leaves: its kind, whom it goes to and who gets a copy, whom it names, what its writer answered.

Names and texts are here to be judged, never to be shown in an error or a log: a refusal tells field and line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from khabar.domain.bar_list import NOT_AT_HOLDERS, Bar, Door, Holding, Told
from khabar.domain.casework.consents import ConsentEvent
from khabar.domain.letters.sensitive import Answer, Topic


class LetterKind(StrEnum):
    """The letters there are whole templates for."""

    REQUEST_FOR_CONTACT = "request_for_contact"
    REQUEST_FOR_INFORMATION = "request_for_information"
    URGENT_APPEAL = "urgent_appeal"
    REMINDER = "reminder"
    THANKS = "thanks"
    DIGEST = "digest"


class Role(StrEnum):
    """Why somebody stands in a letter.

    INSIDE: the person it is about, who is held or cannot be reached. WRITER: who signs it. IN_OFFICE: named as holder
    of a public office. OTHER: everybody else, who must have agreed.
    """

    INSIDE = "inside"
    WRITER = "writer"
    IN_OFFICE = "in_office"
    OTHER = "other"


@dataclass(frozen=True)
class Named:
    """Somebody the letter names: id in the file, name, other forms of it, role, and consents by their references."""

    person: str
    name: str = field(repr=False)
    role: Role
    forms: tuple[str, ...] = field(default=(), repr=False)
    references: tuple[str, ...] = ()


@dataclass(frozen=True)
class Addressee:
    """A body of the address book: its id, the States that are told by telling it, and those it forwards to."""

    body: str
    states: frozenset[str] = frozenset()
    forwards_to: frozenset[str] = frozenset()

    @property
    def told(self) -> Told:
        """Who learns what is written to this body."""
        return Told(self.states, frozenset({self.body}), self.forwards_to)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A letter as its writer has it now.

    `texts` are what the writer filled in, by field; `subject` is the line that everybody on the way can read. `named`
    None: the writer has not said yet whom it names; empty: it names nobody. `file_people` are those of the file it
    belongs to, by whom a text is searched. `publication` is the public page it shall stand on, or empty. `bars` are
    those of every file it belongs to or names somebody of.
    """

    kind: LetterKind
    language: str
    to: Addressee
    on: date
    subject: str = field(repr=False)
    texts: Mapping[str, str] = field(repr=False)
    copies: tuple[Addressee, ...] = ()
    confidential: bool = False
    publication: str = ""
    named: tuple[Named, ...] | None = None
    file_people: tuple[Named, ...] = ()
    not_a_person: tuple[str, ...] = field(default=(), repr=False)
    answers: Mapping[Topic, Answer] = field(default_factory=dict)
    consents: tuple[ConsentEvent, ...] = ()
    bars: tuple[Bar, ...] = ()
    door: Door = Door.OTHER
    holding: Holding = NOT_AT_HOLDERS

    @property
    def everybody_named(self) -> tuple[Named, ...]:
        """Whom the letter names, as far as its writer has said."""
        return self.named or ()

    @property
    def addressees(self) -> tuple[Addressee, ...]:
        """Whom it goes to, the main one first."""
        return (self.to, *self.copies)
