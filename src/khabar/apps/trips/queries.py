"""Reading trips: the asking desk sees all but those with its own people, a carrier sees his own while they are open.

An unknown trip, another carrier's and one that is withheld are refused alike. Nothing given to a carrier holds a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.apps.accounts.queries import colleagues, display_name_of, kin_of
from khabar.apps.guarantor.queries import licence_standing
from khabar.apps.matches.queries import pair_view, pairs_for, pairs_with_state, pairs_withheld_from
from khabar.apps.paper.queries import sheets_of_trip
from khabar.apps.post.actions import look_again
from khabar.apps.post.queries import handing_over, message_for
from khabar.apps.registry.queries import is_closed
from khabar.apps.trips.files import history, opened_row, opened_trip
from khabar.apps.trips.models import Trip
from khabar.apps.trips.printing import Asked, Letter
from khabar.apps.wishes.silences import silences
from khabar.domain.actors import require_account
from khabar.domain.asking import PairState
from khabar.domain.before_asking import allowed_of_enquirer
from khabar.domain.documents import MessagePaper
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Refused
from khabar.domain.trip_events import Outcome
from khabar.domain.withheld import is_withheld_from
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from datetime import date, datetime

    from khabar.apps.matches.queries import PairLine, PairView
    from khabar.apps.trips.files import Happened, TripFile
    from khabar.domain.actors import Actor
    from khabar.domain.ids import AccountId, MessageId, PairId, TripId
    from khabar.domain.trips import SheetAccount
    from khabar.ports import Parts


@dataclass(frozen=True)
class Carrier:
    """Somebody who carries, as a form offers it."""

    account: AccountId
    name: str


@dataclass(frozen=True)
class TripView:
    """One trip with what came back of it: numbers of what is missing, and of what is here without a note."""

    file: TripFile
    carrier: str
    missing: tuple[int, ...]
    unnoted: tuple[int, ...]
    happened: tuple[Happened, ...]


def carriers() -> list[Carrier]:
    """List the open accounts that carry, by name."""
    held = [one for one in colleagues() if one.is_active and Duty.CARRIER in one.duties]
    return [Carrier(one.account, one.display_name) for one in held]


def trips_for(actor: Actor, *, parts: Parts) -> list[TripFile]:
    """List the trips this person may see, newest first; Locked also where there is none."""
    account = require_account(actor, Duty.ASKING_DESK, Duty.CARRIER)
    parts.keys.key(KeyClass.REGISTER)
    rows = Trip.objects.order_by("-made_at", "id")
    if not actor.has(Duty.ASKING_DESK):
        rows = rows.filter(carrier=account)
    return [trip for row in rows if _is_for(trip := opened_row(row, parts=parts), actor, account, parts)]


def trip_for(trip_id: TripId, actor: Actor, *, parts: Parts) -> TripFile:
    """Open one trip for somebody; Refused for an unknown one and for one that is not for this person alike."""
    account = require_account(actor, Duty.ASKING_DESK, Duty.CARRIER)
    trip = opened_trip(trip_id, parts=parts)
    if not _is_for(trip, actor, account, parts):
        raise Refused("no such trip")
    return trip


def trip_view(trip_id: TripId, actor: Actor, *, parts: Parts) -> TripView:
    """Give one trip with what is missing of it and what happened to it."""
    trip = trip_for(trip_id, actor, parts=parts)
    back = codes_back(trip_id, parts=parts)
    return TripView(
        file=trip,
        carrier=display_name_of(trip.carrier),
        missing=trip.account.missing(back),
        unnoted=trip.account.unnoted(back),
        happened=history(trip_id, parts=parts),
    )


def codes_back(trip_id: TripId, *, parts: Parts) -> frozenset[bytes]:
    """Give the hashes of this trip's codes of which a picture came in."""
    sheets = sheets_of_trip(trip_id, parts=parts)
    return frozenset(bytes.fromhex(one.file.hash) for one in sheets if one.waiting or one.outcomes)


def askable_pairs(actor: Actor, *, parts: Parts) -> list[PairLine]:
    """List the pairs whose asking has left with a round and which are on no open trip, for the asking desk.

    Nobody is asked for an enquirer who has died meanwhile, nor about whom somebody asked us to be silent.
    """
    under_way = {pair for trip in open_trips(parts=parts) for pair in _pairs_held(trip)}
    asked, quiet = pairs_with_state(PairState.ASKED, parts=parts), silences(parts=parts)
    may_be = (one for one in asked if not quiet.closes_between(one.presence_id, one.request_id, parts=parts))
    wanted = {pair.id for pair in may_be if not is_closed(pair.request_id)} - under_way
    return [line for line in pairs_for(actor, parts=parts) if line.id in wanted]


def whom_to_ask(trip: TripFile, actor: Actor, *, on: date, parts: Parts) -> list[Asked]:
    """Give what the cover says of each person this trip asks by name; whoever is not to be asked now is left out.

    Without a licence of the guarantor nobody is.
    """
    if not licence_standing(on, parts=parts).may_ask:
        return []
    asked = pairs_with_state(PairState.ASKED, parts=parts)
    waiting = {pair.id for pair in asked if not is_closed(pair.request_id)}
    views = [pair_view(pair, actor, on=on, parts=parts) for pair in trip.plan.pairs if pair in waiting]
    return [_asked(view) for view in views if not (view.facts.objection or view.facts.must_not_know)]


def letter_for(message_id: MessageId, actor: Actor, trip: TripFile, *, now: datetime, parts: Parts) -> Letter:
    """Give an opened letter as it is handed over on this trip; Conflict where it is not, or not by this carrier."""
    require_account(actor, Duty.LETTERS)
    looked = look_again(actor=actor, now=now, parts=parts, message_id=message_id)
    handed = handing_over(message_id, actor, now=now, parts=parts)
    if handed is None or trip.account.is_closed:
        raise Conflict("This letter is not handed over on this trip.")
    if is_withheld_from(kin_of(trip.carrier, parts=parts), [handed.name, handed.true_name, handed.writer]):
        raise Conflict("This carrier cannot take this letter. Please choose another trip.")
    written_on = message_for(message_id, actor, on=now.date(), parts=parts).written_on
    paper = MessagePaper(
        code="", reply_code="", from_name=handed.writer, to_name=handed.name, text=looked.text, on=written_on
    )
    return Letter(message_id, paper, handed.place)


def trips_taking_letters(actor: Actor, *, parts: Parts) -> list[TripFile]:
    """List the open trips for somebody who prints letters; what else they take along is not said."""
    require_account(actor, Duty.LETTERS)
    return open_trips(parts=parts)


def open_trips(*, parts: Parts) -> list[TripFile]:
    """Open every trip that is not closed; here is no actor, so it is for rules alone."""
    trips = (opened_row(row, parts=parts) for row in Trip.objects.order_by("-made_at", "id"))
    return [trip for trip in trips if not trip.account.is_closed]


def sheet_about(trip_id: str, code: bytes, *, parts: Parts) -> SheetAccount | None:
    """Find the sheet of a trip that carries this code: for the tray in which its picture lies. None without a trip."""
    row = Trip.objects.filter(id=trip_id).first()
    sheets = opened_row(row, parts=parts).account.sheets if row else ()
    return next((one for one in sheets if code in one.sheet.codes), None)


def number_of_trips() -> int:
    """Count trips, for the house's own commands."""
    return Trip.objects.count()


def _asked(view: PairView) -> Asked:
    here, seeks = view.presence.form, view.request.form
    allowed = allowed_of_enquirer(seeks.said_of_me, seeks.kinship, seeks.enquirer_given, seeks.enquirer_name)
    said = " · ".join(one for one in (allowed.kinship, allowed.name) if one)
    return Asked(view.file.id, view.file.inside.findings.presented_as or here.name, here.last_place, said)


def _pairs_held(trip: TripFile) -> list[PairId]:
    """Give the pairs whose asking is still with this trip: not printed yet, not accounted for, or to be typed up."""
    printed = {one.sheet.about: one.note for one in trip.account.sheets}
    notes = [(pair, printed.get(pair)) for pair in trip.plan.pairs]
    return [pair for pair, note in notes if note is None or note.outcome in (Outcome.ANSWERED, Outcome.SAID_NO)]


def _is_for(trip: TripFile, actor: Actor, account: AccountId, parts: Parts) -> bool:
    if actor.has(Duty.ASKING_DESK):
        return not pairs_withheld_from(account, trip.plan.pairs, parts=parts)
    return trip.carrier == account and not trip.account.is_closed
