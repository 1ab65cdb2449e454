"""A carrier's trip: what it took along, what became of each sheet, what is missing.

The truth are signed events (`khabar.domain.trip_events`). They may come in any order and from any device; the account
follows from the set of them alone, and nothing in here may look at a clock.
"""

import heapq
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from khabar.domain import bodies
from khabar.domain.bodies import Body
from khabar.domain.ids import EventId
from khabar.domain.trip_events import (
    SCHEMA,
    Closed,
    Mark,
    Note,
    Printed,
    Sheet,
    TripEvent,
    VisitNote,
    fits,
    maps_in,
    note_in,
    note_to_body,
    visit_in,
)


@dataclass(frozen=True)
class SheetAccount:
    """One sheet and what was noted about it last."""

    sheet: Sheet
    note: Note | None = None


@dataclass(frozen=True)
class Account:
    """What a trip took along and what became of it, as far as it was noted."""

    sheets: tuple[SheetAccount, ...] = ()
    visits: tuple[VisitNote, ...] = ()
    is_closed: bool = False

    def of_number(self, number: int) -> SheetAccount | None:
        """Find a sheet by its place in the stack."""
        return next((one for one in self.sheets if one.sheet.number == number), None)

    def unnoted(self, back: Collection[bytes]) -> tuple[int, ...]:
        """Give the numbers of sheets that came back, by a picture of one of their codes, and have no note."""
        return tuple(one.sheet.number for one in self.sheets if one.note is None and is_back(one.sheet, back))

    def missing(self, back: Collection[bytes]) -> tuple[int, ...]:
        """Give the numbers of sheets that have no note and did not come back either."""
        return tuple(one.sheet.number for one in self.sheets if one.note is None and not is_back(one.sheet, back))

    def batch_of(self, about: str) -> Sheet | None:
        """Find the sheet that was made for this pair or message."""
        return next((one.sheet for one in self.sheets if about and one.sheet.about == about), None)

    def to_body(self) -> Body:
        """Write it as the projection that is kept."""
        return {
            "schema": SCHEMA,
            "sheets": [{**one.sheet.to_body(), **note_to_body(one.note)} for one in self.sheets],
            "visits": [visit.to_body() for visit in self.visits],
            "closed": self.is_closed,
        }

    @classmethod
    def from_body(cls, body: Mapping[str, object]) -> "Account":
        """Read a projection."""
        bodies.require_schema(body, SCHEMA)
        return cls(
            sheets=tuple(SheetAccount(Sheet.from_body(one), note_in(one)) for one in maps_in(body, "sheets")),
            visits=tuple(visit_in(one, EventId(""), ()) for one in maps_in(body, "visits")),
            is_closed=bodies.yes_no_of(body, "closed") is True,
        )


def is_back(sheet: Sheet, back: Collection[bytes]) -> bool:
    """Say whether any code of this sheet is among those of which a picture came in."""
    return any(code in back for code in sheet.codes)


def account_of(events: Iterable[TripEvent]) -> Account:
    """Fold a set of events into the account. In this order.

    1. Of each batch the printing that came last counts; sheets of earlier ones are worth nothing any more.
    2. Of each sheet the mark that came last counts, if such a thing can become of such a sheet.
    3. Of each visit the note that came last counts.
    """
    ordered = in_order(events)
    batches = {event.batch: event.sheets for event in ordered if isinstance(event, Printed)}
    sheets = sorted((one for batch in batches.values() for one in batch), key=lambda one: (one.number, one.identity))
    kinds = {sheet.identity: sheet.kind for sheet in sheets}
    notes = {
        identity: event.note
        for event in ordered
        if isinstance(event, Mark)
        for identity in event.sheets
        if identity in kinds and fits(kinds[identity], event.note)
    }
    visits = {event.number: event for event in ordered if isinstance(event, VisitNote)}
    return Account(
        sheets=tuple(SheetAccount(sheet, notes.get(sheet.identity)) for sheet in sheets),
        visits=tuple(visits[number] for number in sorted(visits)),
        is_closed=any(isinstance(event, Closed) for event in ordered),
    )


def in_order(events: Iterable[TripEvent]) -> list[TripEvent]:
    """Put events so that each comes after all it knew of; what did not know of one another goes by its id.

    The clocks of devices play no part, nor does the order in which events came in.
    """
    held = {event.event_id: event for event in events}
    waits_for = {one: {parent for parent in event.parents if parent in held} for one, event in held.items()}
    followers: dict[EventId, list[EventId]] = {one: [] for one in held}
    for one, parents in waits_for.items():
        for parent in parents:
            followers[parent].append(one)
    ready = [one for one, parents in waits_for.items() if not parents]
    heapq.heapify(ready)
    ordered = []
    while ready:
        one = heapq.heappop(ready)
        ordered.append(held[one])
        for follower in followers[one]:
            waits_for[follower].discard(one)
            if not waits_for[follower]:
                heapq.heappush(ready, follower)
    return ordered


def heads(events: Iterable[TripEvent]) -> tuple[EventId, ...]:
    """Name the events that no other one knows of: the parents of whatever is written next."""
    held = list(events)
    known = {parent for event in held for parent in event.parents}
    return tuple(sorted(event.event_id for event in held if event.event_id not in known))
