"""Making a trip, printing its stack, noting what became of each sheet and what was granted on its visits.

What was printed and what was noted are signed events; nothing is ever overwritten, and what was said later counts. A
carrier notes about his own trips alone. Nothing here records an answer or that somebody was not reached: that is for
the asking desk, about the pair.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction

from khabar.apps.accounts.queries import duties_of
from khabar.apps.ledger.actions import record
from khabar.apps.matches.queries import pairs_withheld_from
from khabar.apps.paper.actions import issue_sheets, revoke
from khabar.apps.trips.files import SIZES, new_key, opened_trip
from khabar.apps.trips.models import Trip
from khabar.apps.trips.printing import new_stack
from khabar.apps.trips.projections import note_event
from khabar.apps.trips.queries import askable_pairs, codes_back, letter_for, trip_for, whom_to_ask
from khabar.domain.actors import require_account
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid
from khabar.domain.ids import AccountId, EventId, TripId, new_id
from khabar.domain.sheets import SheetKind
from khabar.domain.stacks import short_name
from khabar.domain.trip_events import (
    LONGEST_REASON,
    STACK,
    Closed,
    Condition,
    Mark,
    Met,
    Note,
    Printed,
    VisitNote,
    require_fitting,
)
from khabar.domain.trips import Account, is_back

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from khabar.apps.trips.files import TripFile
    from khabar.apps.trips.printing import PrintedFile
    from khabar.domain.actors import Actor
    from khabar.domain.ids import MessageId
    from khabar.domain.stacks import TripPlan
    from khabar.domain.trip_events import Sheet
    from khabar.ports import Parts


@dataclass(frozen=True)
class Rest:
    """All sheets of one kind that have no note yet and did not come back: what became of them, but for some numbers.

    `counted` is how many the carrier holds in his hand, where he counted them: it must come out.
    """

    kind: SheetKind
    note: Note
    but: tuple[int, ...] = ()
    counted: int | None = None


@dataclass(frozen=True)
class Visit:
    """One visit as somebody writes it down; `because` says why it was not carried out, and is empty where it was."""

    number: int
    on: date
    conditions: tuple[tuple[Condition, Met], ...] = ()
    because: str = ""


def plan_trip(*, actor: Actor, now: datetime, parts: Parts, carrier: AccountId, plan: TripPlan) -> TripId:
    """Make a trip for one carrier. Nothing is printed yet, and nothing has left."""
    require_account(actor, Duty.ASKING_DESK)
    if Duty.CARRIER not in duties_of(carrier):
        raise Invalid("carrier", "Please choose somebody who carries.")
    with transaction.atomic():
        if set(plan.pairs) - {line.id for line in askable_pairs(actor, parts=parts)}:
            raise Invalid("pairs", "One of these is not waiting for a trip any more. Please look at the list again.")
        _require_no_kin(carrier, plan, parts)
        trip_id = TripId(new_id(parts.entropy.bytes))
        key, random = new_key(trip_id, parts=parts), parts.entropy.bytes
        Trip.objects.create(
            id=trip_id,
            carrier=carrier,
            wrapped_key=key.wrapped,
            plan=key.record.seal("plan", plan.to_body(), random=random, sizes=SIZES),
            account=key.record.seal("account", Account().to_body(), random=random, sizes=SIZES),
            made_at=now,
        )
        record(actor=actor, now=now, parts=parts, act="trip planned", subject=trip_id)
    return trip_id


def print_stack(
    *, actor: Actor, now: datetime, parts: Parts, trip_id: TripId, seen: int | None = None
) -> tuple[PrintedFile, ...]:
    """Issue the codes of a trip's offers and askings, and print stack and cover; a reprint revokes what was printed.

    Who is not to be asked any more is left out. Paper is made after the transaction: where that breaks, the codes are
    issued, and printing again revokes them. `seen` is the version of the trip that lay before this person.
    """
    require_account(actor, Duty.ASKING_DESK)
    with transaction.atomic():
        trip = trip_for(trip_id, actor, parts=parts)
        _require_printable(trip, seen, parts)
        _require_no_kin(trip.carrier, trip.plan, parts)
        stack = new_stack(trip.plan, whom_to_ask(trip, actor, on=now.date(), parts=parts), random=parts.entropy.bytes)
        if not stack.new_sheets():
            raise Conflict("There is nothing to print for this trip. Messages are printed where letters are read.")
        codes = issue_sheets(actor=actor, now=now, parts=parts, sheets=stack.new_sheets(), trip=trip_id)
        _replace(actor, now, parts, trip, STACK, stack.sheets(codes))
    return stack.files(codes, trip=short_name(trip_id), parts=parts)


def print_message(
    *, actor: Actor, now: datetime, parts: Parts, trip_id: TripId, message_id: MessageId
) -> tuple[PrintedFile, ...]:
    """Print an opened letter that has left for somebody without a page, to be handed over on this trip.

    Refused unless this person has the letter open. Printing it again for this trip revokes the earlier form; Conflict
    where that form came back or has a note: its reply would belong to nobody.
    """
    with transaction.atomic():
        trip = opened_trip(trip_id, parts=parts)
        letter = letter_for(message_id, actor, trip, now=now, parts=parts)
        earlier = trip.account.batch_of(message_id)
        if earlier and _is_in_use([earlier], trip, parts):
            raise Conflict("This form came back or has a note. Please print the letter for another trip.")
        codes = issue_sheets(actor=actor, now=now, parts=parts, sheets=letter.new_sheets(), trip=trip_id)
        last = max((one.sheet.number for one in trip.account.sheets), default=trip.plan.offers + len(trip.plan.pairs))
        number = earlier.number if earlier else last + 1
        _replace(actor, now, parts, trip, message_id, (letter.sheet(number, codes),))
    letter = replace(letter, paper=replace(letter.paper, code=codes[0], reply_code=codes[1]))
    return letter.files(number, look=trip.plan.look, trip=short_name(trip_id), parts=parts)


def note_sheets(
    *, actor: Actor, now: datetime, parts: Parts, trip_id: TripId, numbers: Sequence[int], note: Note
) -> None:
    """Note what became of these sheets; what was noted before stays written, and this counts."""
    with transaction.atomic():
        trip = trip_for(trip_id, actor, parts=parts)
        _mark(actor, now, parts, trip, [_sheet(trip, number) for number in numbers], note)


def note_rest(*, actor: Actor, now: datetime, parts: Parts, trip_id: TripId, rest: Rest) -> int:
    """Note the same about all other sheets of one kind, and return how many they were."""
    with transaction.atomic():
        trip = trip_for(trip_id, actor, parts=parts)
        missing = set(trip.account.missing(codes_back(trip_id, parts=parts))) - set(rest.but)
        sheets = [s.sheet for s in trip.account.sheets if s.sheet.number in missing and s.sheet.kind is rest.kind]
        if not sheets:
            raise Invalid("but", "There is no such sheet without a note.")
        if rest.counted not in (None, len(sheets)):
            raise Invalid("counted", "This is not how many have no note. Please count again, and name those you miss.")
        _mark(actor, now, parts, trip, sheets, rest.note)
    return len(sheets)


def note_visit(*, actor: Actor, now: datetime, parts: Parts, trip_id: TripId, visit: Visit) -> None:
    """Note one visit of a trip: its day and what was granted, or why it was not carried out."""
    if visit.on > now.date():
        raise Invalid("on", "This day has not come yet.")
    if len(visit.because) > LONGEST_REASON:
        raise Invalid("because", "Please say it shorter.")
    with transaction.atomic():
        trip = trip_for(trip_id, actor, parts=parts)
        if not 1 <= visit.number <= len(trip.account.visits) + 1:
            raise Conflict("Somebody else has changed this trip just now. Please look at it again.")
        said = VisitNote(
            event_id=EventId(""),
            parents=(),
            number=visit.number,
            on=visit.on,
            conditions=() if visit.because else visit.conditions,
            because=visit.because,
        )
        _happened(actor, now, parts, trip, said)


def close_trip(*, actor: Actor, now: datetime, parts: Parts, trip_id: TripId) -> None:
    """Say that the desk has all it will get: the carrier sees this trip no more, and its askings may travel again."""
    require_account(actor, Duty.ASKING_DESK)
    with transaction.atomic():
        trip = trip_for(trip_id, actor, parts=parts)
        if not trip.account.is_closed:
            _happened(actor, now, parts, trip, Closed(event_id=EventId(""), parents=()))


def _require_printable(trip: TripFile, seen: int | None, parts: Parts) -> None:
    """Refuse to print what was printed a moment ago, and what has come back already: sheets in use keep their codes."""
    if seen not in (None, trip.version):
        raise Conflict("Somebody else has changed this trip just now. Please look at it again.")
    stack = [one.sheet for one in trip.account.sheets if one.sheet.kind is not SheetKind.MESSAGE]
    if _is_in_use(stack, trip, parts):
        raise Conflict("Sheets of this stack came back or have a note. Please make another trip.")


def _is_in_use(sheets: Sequence[Sheet], trip: TripFile, parts: Parts) -> bool:
    """Say whether a picture of one of these sheets came in, or something was noted about it."""
    back, noted = codes_back(trip.id, parts=parts), {one.sheet for one in trip.account.sheets if one.note}
    return any(one in noted or is_back(one, back) for one in sheets)


def _replace(actor: Actor, now: datetime, parts: Parts, trip: TripFile, batch: str, sheets: tuple[Sheet, ...]) -> None:
    """Keep what was printed as an event, and revoke what it replaces."""
    if trip.account.is_closed:
        raise Conflict("This trip is closed. Please plan another one.")
    gone = _codes_of(trip.account, batch)
    if gone:
        revoke(actor=actor, now=now, parts=parts, codes=gone)
    _happened(actor, now, parts, trip, Printed(event_id=EventId(""), parents=(), batch=batch, sheets=sheets))


def _codes_of(account: Account, batch: str) -> list[str]:
    sheets = (one.sheet for one in account.sheets)
    return [
        code.hex()
        for sheet in sheets
        if (sheet.about == batch if batch != STACK else sheet.kind is not SheetKind.MESSAGE)
        for code in sheet.codes
    ]


def _mark(actor: Actor, now: datetime, parts: Parts, trip: TripFile, sheets: Sequence[Sheet], note: Note) -> None:
    require_fitting((sheet.kind for sheet in sheets), note)
    named = frozenset(sheet.identity for sheet in sheets)
    _happened(actor, now, parts, trip, Mark(event_id=EventId(""), parents=(), sheets=named, note=note))


def _happened(
    actor: Actor, now: datetime, parts: Parts, trip: TripFile, event: Printed | Mark | VisitNote | Closed
) -> None:
    event_id = note_event(actor=actor, now=now, parts=parts, trip=trip, body=event.to_body())
    record(actor=actor, now=now, parts=parts, act="trip changed", subject=trip.id, event=event_id)


def _sheet(trip: TripFile, number: int) -> Sheet:
    found = trip.account.of_number(number)
    if found is None:
        raise Invalid("sheets", "There is no sheet with this number on this trip. Please look at the cover.")
    return found.sheet


def _require_no_kin(carrier: AccountId, plan: TripPlan, parts: Parts) -> None:
    if pairs_withheld_from(carrier, plan.pairs, parts=parts):
        raise Invalid("carrier", "This carrier cannot take one of these askings. Please choose somebody else.")
