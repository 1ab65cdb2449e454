"""What happens to a carrier's trip, as plain values out of signed events: printings, marks, notes about visits.

A mark says what became of a piece of paper, never who anybody is: there is no field for a name, a place or a reason of
the person met. What follows from all of them together stands in `khabar.domain.trips`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from khabar.domain import bodies
from khabar.domain.answers import Setting, Tells
from khabar.domain.bodies import Body, Unreadable
from khabar.domain.errors import Invalid
from khabar.domain.ids import EventId
from khabar.domain.sheets import SheetKind

SCHEMA = 1
STACK = "stack"
"""The batch of offer and asking sheets; every message form is a batch of its own, named by its message."""
LONGEST_REASON = 300


class Outcome(StrEnum):
    """What became of one sheet. What nobody noted, and what did not come back, is missing: that is no outcome.

    NOT_ALONE: nobody was offered or asked anything, because others watched or listened. NOT_CARRIED: the carrier did
    not take it along; nobody asks why. UNUSED: it was taken along and is back, blank.
    """

    ANSWERED = "answered"
    SAID_NO = "said_no"
    LEFT_BLANK = "left_blank"
    HANDED_OVER = "handed_over"
    NOT_MET = "not_met"
    NOT_ALONE = "not_alone"
    NOT_CARRIED = "not_carried"
    UNUSED = "unused"


_O = Outcome
FITTING: Mapping[SheetKind, frozenset[Outcome]] = MappingProxyType(
    {
        # An offer sheet is for nobody in particular, so nobody can be "not met".
        SheetKind.OFFER: frozenset(_O) - {_O.HANDED_OVER, _O.NOT_MET},
        SheetKind.ASKING: frozenset(_O) - {_O.HANDED_OVER},
        # A message is handed over; its reply half comes back answered or not at all.
        SheetKind.MESSAGE: frozenset(_O) - {_O.LEFT_BLANK},
    }
)
"""Which outcome can be of which kind of sheet. Kinds that are not here never travel."""
WITH_SETTING = frozenset({Outcome.ANSWERED, Outcome.SAID_NO})
"""Outcomes that say nothing without how they came about: alone, or under eyes."""
SUGGESTING_NOT_REACHED = frozenset({Outcome.NOT_MET, Outcome.NOT_ALONE})
"""Outcomes of an asking after which the asking desk may write down that the person was not reached."""


class Condition(StrEnum):
    """What makes a visit to a closed place worth its name."""

    ALL_PERSONS = "all_persons"
    ALL_PREMISES = "all_premises"
    PRIVATE_TALK = "private_talk"
    OWN_INTERPRETER = "own_interpreter"
    REPEAT_VISITS = "repeat_visits"


class Met(StrEnum):
    """Whether a condition was granted."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True)
class Note:
    """What became of a sheet, and where that matters how: alone or observed."""

    outcome: Outcome
    setting: Setting | None = None


@dataclass(frozen=True)
class Sheet:
    """One piece of paper of a trip. `number` is its place in the stack, `codes` are the hashes of what it carries.

    `about` is the pair of an asking or the message of a form; `meanings` are the numbers on an asking sheet as they are
    printed, each with what it stands for.
    """

    number: int
    kind: SheetKind
    codes: tuple[bytes, ...]
    about: str = ""
    meanings: tuple[tuple[str, Tells], ...] = field(default=(), repr=False)

    @property
    def identity(self) -> bytes:
        """What a mark names: the hash of its first code, which no other sheet has, and no reprint."""
        return self.codes[0]

    def to_body(self) -> Body:
        """Write it for sealing."""
        return {
            "number": self.number,
            "kind": self.kind.value,
            "codes": list(self.codes),
            "about": self.about,
            "numbers": [number for number, _ in self.meanings],
            "meanings": [tells.name for _, tells in self.meanings],
        }

    @classmethod
    def from_body(cls, body: Mapping[str, object]) -> "Sheet":
        """Read what was sealed."""
        try:
            kind = SheetKind(bodies.text_of(body, "kind"))
            tells = [Tells[name] for name in bodies.texts_of(body, "meanings")]
        except (KeyError, ValueError) as error:
            raise Unreadable("kind or meaning is none that we know") from error
        return cls(
            number=bodies.whole_number_of(body, "number"),
            kind=kind,
            codes=codes_in(body, "codes"),
            about=bodies.text_of(body, "about"),
            meanings=tuple(zip(bodies.texts_of(body, "numbers"), tells, strict=True)),
        )


@dataclass(frozen=True, kw_only=True)
class Printed:
    """These sheets were printed for the trip and left the house with it; a later printing of a batch replaces it."""

    event_id: EventId
    parents: tuple[EventId, ...]
    batch: str
    sheets: tuple[Sheet, ...]

    def to_body(self) -> Body:
        """Write the sealed part of the event."""
        sheets = [sheet.to_body() for sheet in self.sheets]
        return {"schema": SCHEMA, "what": "printed", "batch": self.batch, "sheets": sheets}


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What became of these sheets. It names them by their codes' hashes, so that it never speaks of a reprint."""

    event_id: EventId
    parents: tuple[EventId, ...]
    sheets: frozenset[bytes]
    note: Note

    def to_body(self) -> Body:
        """Write the sealed part of the event."""
        return {"schema": SCHEMA, "what": "mark", "sheets": sorted(self.sheets), **note_to_body(self.note)}


@dataclass(frozen=True, kw_only=True)
class VisitNote:
    """One visit of the trip: its day and its conditions, or, in `because`, why it was not carried out."""

    event_id: EventId
    parents: tuple[EventId, ...]
    number: int
    on: date
    conditions: tuple[tuple[Condition, Met], ...] = ()
    because: str = field(default="", repr=False)

    def to_body(self) -> Body:
        """Write the sealed part of the event."""
        return {
            "schema": SCHEMA,
            "what": "visit",
            "number": self.number,
            "on": self.on.isoformat(),
            "conditions": {condition.value: met.value for condition, met in self.conditions},
            "because": self.because,
        }


@dataclass(frozen=True, kw_only=True)
class Closed:
    """The asking desk has everything it will get from this trip."""

    event_id: EventId
    parents: tuple[EventId, ...]

    def to_body(self) -> Body:
        """Write the sealed part of the event."""
        return {"schema": SCHEMA, "what": "closed"}


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """An event of a kind this rule does not know: it changes nothing, but others may know of it."""

    event_id: EventId
    parents: tuple[EventId, ...]


TripEvent = Printed | Mark | VisitNote | Closed | Unknown


def fits(kind: SheetKind, note: Note) -> bool:
    """Say whether such a thing can become of such a sheet, and is said with what belongs to it and no more."""
    said_how = note.setting in (Setting.ALONE, Setting.OBSERVED)
    needs = note.outcome in WITH_SETTING
    return note.outcome in FITTING.get(kind, frozenset()) and (said_how if needs else note.setting is None)


def require_fitting(kinds: Iterable[SheetKind], note: Note) -> None:
    """Raise Invalid where this cannot have become of all these sheets, or where it is not said how it came about."""
    if note.outcome in WITH_SETTING and note.setting is None:
        raise Invalid("setting", "Please say whether the person was alone.")
    if not all(fits(kind, note) for kind in kinds):
        raise Invalid("outcome", "This cannot have become of these sheets. Please look at their kind.")


def note_of(outcome: Outcome, setting: Setting | None) -> Note:
    """Give the note with what belongs to it: whether somebody was alone is kept only where it matters."""
    return Note(outcome, setting if outcome in WITH_SETTING else None)


def read_event(body: Mapping[str, object], *, event_id: EventId, parents: tuple[EventId, ...]) -> TripEvent:
    """Read an opened event; one that a later version wrote is kept as Unknown."""
    if body.get("schema") != SCHEMA:
        return Unknown(event_id=event_id, parents=parents)
    match body.get("what"):
        case "printed":
            sheets = tuple(Sheet.from_body(one) for one in maps_in(body, "sheets"))
            return Printed(event_id=event_id, parents=parents, batch=bodies.text_of(body, "batch"), sheets=sheets)
        case "mark":
            return _mark(body, event_id, parents)
        case "visit":
            return visit_in(body, event_id, parents)
        case "closed":
            return Closed(event_id=event_id, parents=parents)
        case _:
            return Unknown(event_id=event_id, parents=parents)


def _mark(body: Mapping[str, object], event_id: EventId, parents: tuple[EventId, ...]) -> TripEvent:
    note = note_in(body)
    if note is None:
        raise Unreadable("a mark says nothing")
    sheets = frozenset(codes_in(body, "sheets"))
    return Mark(event_id=event_id, parents=parents, sheets=sheets, note=note)


def visit_in(body: Mapping[str, object], event_id: EventId, parents: tuple[EventId, ...]) -> VisitNote:
    """Read one visit."""
    said = body.get("conditions")
    if not isinstance(said, Mapping):
        raise Unreadable("conditions are not a map")
    try:
        conditions = tuple((condition, Met(said[condition])) for condition in Condition if condition in said)
    except ValueError as error:
        raise Unreadable("a condition has no meaning we know") from error
    number, on = bodies.whole_number_of(body, "number"), bodies.day_of(body, "on")
    because = bodies.text_of(body, "because")
    return VisitNote(event_id=event_id, parents=parents, number=number, on=on, conditions=conditions, because=because)


def note_to_body(note: Note | None) -> Body:
    """Write a note, or that there is none."""
    if note is None:
        return {"outcome": "", "setting": ""}
    return {"outcome": note.outcome.value, "setting": note.setting.value if note.setting else ""}


def note_in(body: Mapping[str, object]) -> Note | None:
    """Read a note; None where there is none."""
    outcome, setting = bodies.text_of(body, "outcome"), bodies.text_of(body, "setting")
    try:
        return Note(Outcome(outcome), Setting(setting) if setting else None) if outcome else None
    except ValueError as error:
        raise Unreadable("outcome or setting has no meaning we know") from error


def codes_in(body: Mapping[str, object], name: str) -> tuple[bytes, ...]:
    """Read hashes of codes, of which there is one at least."""
    found = tuple(one for one in _list(body, name) if isinstance(one, bytes))
    if not found or len(found) != len(_list(body, name)):
        raise Unreadable(f"{name} is not a list of hashes")
    return found


def maps_in(body: Mapping[str, object], name: str) -> tuple[Mapping[str, object], ...]:
    """Read a list of maps."""
    found = tuple(one for one in _list(body, name) if isinstance(one, Mapping))
    if len(found) != len(_list(body, name)):
        raise Unreadable(f"{name} is not a list of maps")
    return found


def _list(body: Mapping[str, object], name: str) -> list[object]:
    value = body.get(name)
    if not isinstance(value, list):
        raise Unreadable(f"{name} is not a list")
    return value
