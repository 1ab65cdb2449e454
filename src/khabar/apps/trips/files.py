"""A trip opened: its plan, its account, its events; and how each lies sealed under the trip's own key.

Shared by the app's queries and actions; nothing outside `trips` imports it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.apps.ledger.queries import events_of
from khabar.apps.trips.models import Trip
from khabar.domain.errors import Refused
from khabar.domain.ids import AccountId, EventId, TripId
from khabar.domain.stacks import TripPlan
from khabar.domain.trip_events import read_event
from khabar.domain.trips import Account, account_of
from khabar.vault.cases import new_case_key, unwrap_case_key
from khabar.vault.keys import KeyClass
from khabar.vault.records import Record
from khabar.vault.seals import key_id_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from khabar.domain.trip_events import TripEvent
    from khabar.ports import Parts

TABLE = "trips_trip"
EVENTS = "ledger_event"
KIND = "carrier"
"""The one kind in clear for all that happens to a trip: what it is stands inside."""
SIZES = (16384, 65536, 262144)
_EACH_SHEET, _EACH_VISIT = 240, 1500
"""Bytes that a sheet takes at most, an asking with its numbers and its note, and the longest reason of a visit."""


@dataclass(frozen=True)
class TripFile:
    """A trip with what was planned and what is known of it."""

    id: TripId
    carrier: AccountId
    made_at: datetime
    version: int
    plan: TripPlan
    account: Account


@dataclass(frozen=True)
class Happened:
    """One event of a trip with its author and the moment its device believed it was."""

    event: TripEvent
    author: str
    at: datetime


@dataclass(frozen=True)
class NewKey:
    """The key of a new trip: wrapped for its row, and ready to seal with."""

    wrapped: bytes
    record: Record


def new_key(trip_id: TripId, *, parts: Parts) -> NewKey:
    """Draw the key of a new trip."""
    made = new_case_key(parts.keys.key(KeyClass.REGISTER), bytes.fromhex(trip_id), random=parts.entropy.bytes)
    return NewKey(made.wrapped, Record(TABLE, trip_id, made.key))


def opened_trip(trip_id: TripId, *, parts: Parts) -> TripFile:
    """Open one trip; Refused where there is none."""
    row = Trip.objects.filter(id=trip_id).first()
    if row is None:
        raise Refused("no such trip")
    return opened_row(row, parts=parts)


def opened_row(row: Trip, *, parts: Parts) -> TripFile:
    """Open the row of a trip."""
    record = Record(TABLE, row.id, _key(row, parts))
    return TripFile(
        id=TripId(row.id),
        carrier=AccountId(row.carrier),
        made_at=row.made_at,
        version=row.version,
        plan=TripPlan.from_body(record.open("plan", bytes(row.plan))),
        account=Account.from_body(record.open("account", bytes(row.account))),
    )


def history(trip_id: TripId, *, parts: Parts) -> tuple[Happened, ...]:
    """Open all that happened to one trip, in the order in which it was written here.

    What this house has not signed never happened; `khabar verify` names it.
    """
    record = _events_record(trip_id, parts)
    return tuple(
        Happened(
            read_event(
                record.open("body", signed.statement.body),
                event_id=EventId(signed.id),
                parents=tuple(EventId(parent) for parent in signed.statement.parents),
            ),
            signed.statement.author,
            signed.statement.wall_time,
        )
        for signed in events_of(trip_id, kind=KIND, parts=parts)
    )


def account_by_events(trip_id: TripId, *, parts: Parts) -> Account:
    """Fold the events of one trip into what its row must hold."""
    return account_of(happened.event for happened in history(trip_id, parts=parts))


def sealed_event(trip_id: TripId, body: Mapping[str, object], *, sheets: int, parts: Parts) -> bytes:
    """Seal the body of an event under its trip's key, in the size of a trip with so many sheets."""
    return _events_record(trip_id, parts).seal("body", body, random=parts.entropy.bytes, sizes=sizes_for(sheets))


def sealed_account(trip_id: TripId, account: Account, *, parts: Parts) -> bytes:
    """Seal the account of a trip for its row."""
    record = Record(TABLE, trip_id, _key(Trip.objects.only("id", "wrapped_key").get(id=trip_id), parts))
    sizes = sizes_for(len(account.sheets), len(account.visits))
    return record.seal("account", account.to_body(), random=parts.entropy.bytes, sizes=sizes)


def sizes_for(sheets: int, visits: int = 0) -> tuple[int, ...]:
    """Give the sizes for a trip with so many sheets and visits, whatever they are.

    How many there are, rows show anyway; the size must not tell whether anybody is asked by name, or what was noted.
    """
    least = sheets * _EACH_SHEET + visits * _EACH_VISIT
    return tuple(size for size in SIZES if size > least) or SIZES[-1:]


def _events_record(trip_id: TripId, parts: Parts) -> Record:
    row = Trip.objects.filter(id=trip_id).only("id", "wrapped_key").first()
    if row is None:
        raise Refused("no such trip")
    return Record(EVENTS, trip_id, _key(row, parts))


def _key(row: Trip, parts: Parts) -> bytes:
    wrapped = bytes(row.wrapped_key)
    register = parts.keys.key(KeyClass.REGISTER, key_id_in(wrapped))
    return unwrap_case_key(register, bytes.fromhex(row.id), wrapped)
