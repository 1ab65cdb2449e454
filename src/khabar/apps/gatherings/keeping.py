"""What lies sealed in a gathering, and how it is opened; hints are read while running, to shape what is opened.

Shared by the app's queries and actions, and read by the doors as it is.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from khabar.apps.casework.queries import key_of_file
from khabar.apps.gatherings.models import Gathering, Guest, Seat, Sitting
from khabar.apps.sealed.shapes import plain, shaped
from khabar.domain.casework.consents import ConsentEvent
from khabar.domain.errors import Refused
from khabar.domain.gatherings.admission import Card, likeness
from khabar.domain.gatherings.minutes import Line
from khabar.domain.gatherings.plans import Plan, SittingPlan
from khabar.domain.gatherings.speakers import Floor
from khabar.ports import Parts
from khabar.vault.cases import unwrap_case_key
from khabar.vault.keys import KeyClass
from khabar.vault.records import Record
from khabar.vault.seals import key_id_in

Found = TypeVar("Found", "OpenedSitting", "OpenedGuest")
GATHERINGS, SITTINGS, GUESTS = "gatherings_gathering", "gatherings_sitting", "gatherings_guest"


@dataclass(frozen=True, kw_only=True)
class Who:
    """Who somebody admitted is: a person of the family's file, or a name where there is none; and an e-mail address.

    `consents` are those of somebody without a file; who has one has them there.
    """

    person: str = ""
    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    consents: tuple[ConsentEvent, ...] = ()


@dataclass(frozen=True)
class Minutes:
    """The lines of one sitting, in their order."""

    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class OpenedSeat:
    """A place in a sitting: whether it is still taken, the number of the next mail, and of the last one that left."""

    id: str
    sitting: str
    is_taken: bool
    sequence: int
    told: int | None


@dataclass(frozen=True)
class OpenedGuest:
    """Somebody admitted, as colleagues see them: by the pseudonym."""

    id: str
    file: str
    card: Card
    seats: tuple[OpenedSeat, ...]

    def seat_in(self, sitting: str) -> OpenedSeat | None:
        """Give the place they have in a sitting, where they still have it."""
        return next((one for one in self.seats if one.sitting == sitting and one.is_taken), None)


@dataclass(frozen=True)
class OpenedSitting:
    """One sitting with its list of speakers and its minutes, each with the version it was read in."""

    id: str
    version: int
    plan: SittingPlan
    floor: Floor
    floor_version: int
    minutes: Minutes
    minutes_version: int


@dataclass(frozen=True)
class OpenedGathering:
    """A gathering as colleagues see it."""

    id: str
    version: int
    made_on: date
    is_closed: bool
    plan: Plan
    sittings: tuple[OpenedSitting, ...]
    guests: tuple[OpenedGuest, ...]

    def sitting(self, sitting_id: str) -> OpenedSitting:
        """Give one of its sittings; Refused for another."""
        return _one(self.sittings, sitting_id)

    def guest(self, guest_id: str) -> OpenedGuest:
        """Give one of those admitted; Refused for anybody else."""
        return _one(self.guests, guest_id)

    def guests_of(self, sitting_id: str) -> tuple[OpenedGuest, ...]:
        """List those who have a place in a sitting, by region and pseudonym."""
        found = (one for one in self.guests if one.seat_in(sitting_id))
        return tuple(sorted(found, key=lambda one: (one.card.region, one.card.pseudonym.casefold())))


def _one(many: Iterable[Found], wanted: str) -> Found:
    for one in many:
        if one.id == wanted:
            return one
    raise Refused("no such thing in this gathering")


def record_of(row: Gathering, *, parts: Parts) -> Record:
    """Open the data key of a gathering."""
    wrapped = bytes(row.wrapped_key)
    key = parts.keys.key(KeyClass.FILES, key_id_in(wrapped))
    return Record(GATHERINGS, row.id, unwrap_case_key(key, bytes.fromhex(row.id), wrapped))


def of_sitting(record: Record, sitting_id: str) -> Record:
    """Give the record under which one sitting is sealed: the gathering's key, the sitting's own place."""
    return Record(SITTINGS, sitting_id, record.key)


def of_card(record: Record, guest_id: str) -> Record:
    """Give the record under which a card is sealed."""
    return Record(GUESTS, guest_id, record.key)


def of_who(record: Record, guest_id: str, file: str, *, parts: Parts) -> Record:
    """Give the record under which somebody's real name is sealed: with the file, where there is one.

    Refused where the file was erased: with it went the name.
    """
    return Record(GUESTS, guest_id, key_of_file(file, parts=parts) if file else record.key)


def as_map(name: str, value: object) -> Mapping[str, object]:
    """Give the map that is sealed."""
    return {"schema": 1, name: plain(value)}


def opened_gathering(row: Gathering, *, parts: Parts) -> OpenedGathering:
    """Open a gathering with all that belongs to it but real names."""
    record = record_of(row, parts=parts)
    seats: dict[str, list[OpenedSeat]] = {}
    for one in Seat.objects.filter(guest__gathering=row).order_by("id"):
        seats.setdefault(one.guest_id, []).append(
            OpenedSeat(one.id, one.sitting_id, one.name_key is not None, one.sequence, one.told)
        )
    guests = Guest.objects.filter(gathering=row).order_by("made_at", "id")
    sittings = [opened_sitting(one, record) for one in Sitting.objects.filter(gathering=row).order_by("made_at", "id")]
    return OpenedGathering(
        row.id,
        row.version,
        row.made_at.date(),
        row.is_closed,
        opened_plan(row, record),
        tuple(sorted(sittings, key=lambda one: one.plan.when.begins_utc)),
        tuple(OpenedGuest(one.id, one.file, opened_card(one, record), tuple(seats.get(one.id, ()))) for one in guests),
    )


def opened_plan(row: Gathering, record: Record) -> Plan:
    """Open what a gathering is planned as."""
    return shaped(Plan, record.open("plan", bytes(row.plan))["plan"])


def opened_sitting(row: Sitting, record: Record) -> OpenedSitting:
    """Open one sitting."""
    inner = of_sitting(record, row.id)
    return OpenedSitting(
        row.id,
        row.version,
        shaped(SittingPlan, inner.open("plan", bytes(row.plan))["plan"]),
        shaped(Floor, inner.open("floor", bytes(row.floor))["floor"]),
        row.floor_version,
        shaped(Minutes, inner.open("minutes", bytes(row.minutes))["minutes"]),
        row.minutes_version,
    )


def opened_card(row: Guest, record: Record) -> Card:
    """Open the card of somebody admitted."""
    return shaped(Card, of_card(record, row.id).open("card", bytes(row.card))["card"])


def opened_who(row: Guest, record: Record, *, parts: Parts) -> Who | None:
    """Open who somebody is; None where the family's file was erased."""
    try:
        inner = of_who(record, row.id, row.file, parts=parts)
    except Refused:
        return None
    return shaped(Who, inner.open("who", bytes(row.who))["who"])


def name_key(record: Record, pseudonym: str) -> bytes:
    """Hash a pseudonym under the gathering's key, alike for those that would be taken for one another."""
    return hmac.digest(record.key, b"khabar/1/pseudonym\x00" + likeness(pseudonym).encode(), hashlib.sha256)


def gathering_row(gathering_id: str) -> Gathering:
    """Give the row of a gathering; Refused for an unknown one."""
    row = Gathering.objects.filter(id=gathering_id).first()
    if row is None:
        raise Refused("no such gathering")
    return row
