"""A trip from its plan to its account: printing, noting, who sees what; rows and events hold nothing in clear."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import cast
from apps.trips.travels import account, carrier, note, printed, trip_of
from guarantor_parts import with_guarantor
from khabar.apps.accounts.actions import declare_kin
from khabar.apps.ledger.queries import events_of, flaws_in_chain, flaws_in_details, flaws_in_events
from khabar.apps.matches.files import opened_pair
from khabar.apps.paper.actions import take_scan
from khabar.apps.paper.queries import sheets_of_trip
from khabar.apps.trips import actions
from khabar.apps.trips.actions import Rest, Visit
from khabar.apps.trips.files import KIND
from khabar.apps.trips.models import Trip
from khabar.apps.trips.projections import rebuild, trips_that_differ
from khabar.apps.trips.queries import askable_pairs, sheet_about, trip_for, trip_view, trips_for
from khabar.domain.actors import staff
from khabar.domain.answers import Setting, Tells
from khabar.domain.asking import PairState
from khabar.domain.documents import Look
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Locked, Refused
from khabar.domain.paper_trays import CameBy
from khabar.domain.sheets import SheetKind, code_hash
from khabar.domain.stacks import TripPlan
from khabar.domain.trip_events import Condition, Met, Note, Outcome
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.domain.actors import Actor
    from khabar.domain.ids import AccountId, PairId, TripId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def test_every_sheet_is_accounted_for_or_listed_as_missing(parts: Parts, trip: TripId, omar: Actor) -> None:
    printed(parts, trip)
    note(parts, trip, omar, Outcome.ANSWERED, 1, setting=Setting.ALONE)
    note(parts, trip, omar, Outcome.SAID_NO, 2, setting=Setting.OBSERVED)
    now = parts.clock.now()
    rest = Rest(SheetKind.OFFER, Note(Outcome.UNUSED), but=(4,), counted=4)
    with pytest.raises(Invalid) as counted:
        actions.note_rest(actor=omar, now=now, parts=parts, trip_id=trip, rest=rest)
    assert counted.value.field == "counted"
    rest = replace(rest, counted=3)
    assert actions.note_rest(actor=omar, now=now, parts=parts, trip_id=trip, rest=rest) == 3
    view = trip_view(trip, omar, parts=parts)
    assert (view.missing, view.unnoted) == ((4,), ())
    with pytest.raises(Invalid):
        actions.note_rest(actor=omar, now=now, parts=parts, trip_id=trip, rest=rest)


def test_a_later_note_counts_and_every_one_stays_written(parts: Parts, trip: TripId, omar: Actor) -> None:
    printed(parts, trip)
    note(parts, trip, omar, Outcome.UNUSED, 1, 2, 3)
    note(parts, trip, cast.MIRA, Outcome.LEFT_BLANK, 2)
    noted = [one.note.outcome for one in account(parts, trip).sheets if one.note]
    assert noted == [Outcome.UNUSED, Outcome.LEFT_BLANK, Outcome.UNUSED]
    happened = trip_view(trip, cast.MIRA, parts=parts).happened
    assert len(happened) == 3
    assert [one.author for one in happened] == [f"staff:{one.account}" for one in (cast.MIRA, omar, cast.MIRA)]
    events = events_of(trip, kind=KIND, parts=parts)
    assert events[2].statement.parents == (events[1].id,)


@pytest.mark.parametrize(
    ("numbers", "said", "field"),
    [
        ((7,), Note(Outcome.UNUSED), "sheets"),
        ((1,), Note(Outcome.NOT_MET), "outcome"),
        ((1,), Note(Outcome.ANSWERED), "setting"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    parts: Parts, trip: TripId, omar: Actor, numbers: tuple[int, ...], said: Note, field: str
) -> None:
    printed(parts, trip)
    with pytest.raises(Invalid) as refused:
        actions.note_sheets(actor=omar, now=parts.clock.now(), parts=parts, trip_id=trip, numbers=numbers, note=said)
    assert refused.value.field == field
    assert len(events_of(trip, kind=KIND, parts=parts)) == 1


def test_a_visit_has_its_conditions_or_the_reason_why_it_was_not_carried_out(
    parts: Parts, trip: TripId, omar: Actor
) -> None:
    now = parts.clock.now()
    conditions = ((Condition.PRIVATE_TALK, Met.NOT_MET), (Condition.REPEAT_VISITS, Met.NOT_ASKED))
    first = Visit(1, now.date(), conditions)
    actions.note_visit(actor=omar, now=now, parts=parts, trip_id=trip, visit=first)
    second = Visit(2, now.date(), conditions, because="The road was shut.")
    actions.note_visit(actor=omar, now=now, parts=parts, trip_id=trip, visit=second)
    kept = account(parts, trip).visits
    assert [(one.number, one.conditions, one.because) for one in kept] == [
        (1, conditions, ""),
        (2, (), "The road was shut."),
    ]
    with pytest.raises(Conflict):
        actions.note_visit(actor=omar, now=now, parts=parts, trip_id=trip, visit=replace(first, number=4))
    for wrong in (replace(first, on=now.date() + timedelta(days=1)), replace(second, because="x" * 301)):
        with pytest.raises(Invalid):
            actions.note_visit(actor=omar, now=now, parts=parts, trip_id=trip, visit=wrong)


def test_an_asking_travels_on_one_trip_at_a_time(parts: Parts, omar_account: AccountId, pair: PairId) -> None:
    omar = staff(omar_account, Duty.CARRIER)
    assert [line.id for line in askable_pairs(cast.MIRA, parts=parts)] == [pair]
    first = trip_of(parts, omar_account, offers=0, pairs=(pair,))
    assert askable_pairs(cast.MIRA, parts=parts) == []
    with pytest.raises(Invalid) as taken:
        trip_of(parts, omar_account, offers=0, pairs=(pair,))
    assert taken.value.field == "pairs"
    printed(parts, first)
    assert askable_pairs(cast.MIRA, parts=parts) == []
    note(parts, first, omar, Outcome.ANSWERED, 1, setting=Setting.ALONE)
    assert askable_pairs(cast.MIRA, parts=parts) == [], "its answer is to be written down first"
    note(parts, first, omar, Outcome.NOT_ALONE, 1)
    assert [line.id for line in askable_pairs(cast.MIRA, parts=parts)] == [pair]


def test_a_carriers_note_decides_nothing_about_the_pair(
    parts: Parts, omar_account: AccountId, omar: Actor, pair: PairId
) -> None:
    trip = trip_of(parts, omar_account, offers=0, pairs=(pair,))
    printed(parts, trip)
    for outcome in (Outcome.NOT_ALONE, Outcome.NOT_MET):
        note(parts, trip, omar, outcome, 1)
        assert opened_pair(pair, parts=parts).inside.standing.state is PairState.ASKED


def test_who_was_answered_meanwhile_is_asked_no_more(parts: Parts, omar_account: AccountId, pair: PairId) -> None:
    trip = trip_of(parts, omar_account, offers=2, pairs=(pair,))
    cast.answered(parts, pair, Tells.NOTHING)
    assert list(printed(parts, trip)) == ["sheets.pdf", "cover.pdf"]
    assert [one.sheet.kind for one in account(parts, trip).sheets] == [SheetKind.OFFER] * 2
    empty = trip_of(parts, omar_account, offers=0)
    with pytest.raises(Conflict):
        printed(parts, empty)


def test_without_a_licence_the_offers_go_out_and_nobody_is_asked_by_name(
    parts: Parts, omar_account: AccountId, pair: PairId
) -> None:
    trip = trip_of(parts, omar_account, offers=2, pairs=(pair,))
    oak = with_guarantor(parts)
    printed(oak.parts, trip)
    assert [one.sheet.kind for one in account(parts, trip).sheets] == [SheetKind.OFFER] * 2
    oak.tells(oak.licenses())
    printed(oak.parts, trip)
    kinds = [one.sheet.kind for one in account(parts, trip).sheets]
    assert sorted(kinds) == sorted([SheetKind.OFFER, SheetKind.OFFER, SheetKind.ASKING])


def test_a_carrier_sees_his_own_open_trips_and_no_others(parts: Parts, trip: TripId, omar: Actor) -> None:
    ezra = staff(carrier(parts, "ezra"), Duty.CARRIER)
    assert [one.id for one in trips_for(omar, parts=parts)] == [trip]
    assert trips_for(ezra, parts=parts) == []
    printed(parts, trip)
    for deed in (
        lambda: trip_for(trip, ezra, parts=parts),
        lambda: note(parts, trip, ezra, Outcome.UNUSED, 1),
        lambda: printed(parts, trip, by=ezra),
        lambda: printed(parts, trip, by=omar),
    ):
        with pytest.raises(Refused):
            deed()
    actions.close_trip(actor=cast.MIRA, now=parts.clock.now(), parts=parts, trip_id=trip)
    actions.close_trip(actor=cast.MIRA, now=parts.clock.now(), parts=parts, trip_id=trip)
    assert trips_for(omar, parts=parts) == []
    with pytest.raises(Refused):
        note(parts, trip, omar, Outcome.UNUSED, 1)
    note(parts, trip, cast.MIRA, Outcome.UNUSED, 1)
    with pytest.raises(Conflict):
        printed(parts, trip_of(parts, omar.account or trip, offers=0))  # type: ignore[arg-type]  # he has an account
    assert [one.account.is_closed for one in trips_for(cast.MIRA, parts=parts) if one.id == trip] == [True]


@pytest.mark.parametrize("who", cast.OUTSIDE_THE_DESK)
def test_nobody_else_has_anything_to_do_with_trips(parts: Parts, trip: TripId, who: Actor) -> None:
    now, plan = parts.clock.now(), TripPlan(offers=1, look=Look())
    with pytest.raises(Refused):
        trips_for(who, parts=parts)
    with pytest.raises(Refused):
        trip_view(trip, who, parts=parts)
    with pytest.raises(Refused):
        actions.plan_trip(actor=who, now=now, parts=parts, carrier=trip, plan=plan)  # type: ignore[arg-type]  # never read
    with pytest.raises(Refused):
        actions.print_stack(actor=who, now=now, parts=parts, trip_id=trip)
    with pytest.raises(Refused):
        actions.close_trip(actor=who, now=now, parts=parts, trip_id=trip)


def test_an_unknown_trip_is_refused_like_another_carriers(parts: Parts, omar: Actor) -> None:
    with pytest.raises(Refused):
        trip_for("0" * 32, omar, parts=parts)  # type: ignore[arg-type]  # nobody's id


def test_only_who_carries_is_given_a_trip(parts: Parts) -> None:
    farid = carrier(parts, "farid", Duty.FAMILY_DESK)
    with pytest.raises(Invalid) as refused:
        trip_of(parts, farid, offers=1)
    assert refused.value.field == "carrier"


def test_nobody_plans_or_carries_the_asking_of_his_own_family(
    parts: Parts, omar_account: AccountId, pair: PairId
) -> None:
    other, now = carrier(parts, "kaveh"), parts.clock.now()
    declare_kin(actor=staff(other, Duty.CARRIER), now=now, parts=parts, account=other, name="Darius Ahmadi")
    with pytest.raises(Invalid) as refused:
        trip_of(parts, other, offers=0, pairs=(pair,))
    assert refused.value.field == "carrier"
    trip = trip_of(parts, omar_account, offers=0, pairs=(pair,))
    leyla_account = carrier(parts, "leyla", Duty.ASKING_DESK)
    leyla = staff(leyla_account, Duty.ASKING_DESK)
    assert trip_for(trip, leyla, parts=parts).id == trip
    declare_kin(actor=leyla, now=now, parts=parts, account=leyla_account, name="Darius Ahmadi")
    assert trips_for(leyla, parts=parts) == []
    with pytest.raises(Refused):
        trip_for(trip, leyla, parts=parts)


def test_a_sheet_of_which_a_picture_came_in_is_back(parts: Parts, trip: TripId, omar: Actor) -> None:
    stack = printed(parts, trip)["sheets.pdf"]
    taken = take_scan(
        actor=omar, now=parts.clock.now(), parts=parts, name="back.pdf", data=stack, came_by=CameBy.CARRIER
    )
    hashes = [one.sheet.identity for one in account(parts, trip).sheets]
    assert {code_hash(code) for code in taken.codes} == set(hashes)
    assert trip_view(trip, omar, parts=parts).missing == ()
    note(parts, trip, omar, Outcome.LEFT_BLANK, 2)
    assert trip_view(trip, omar, parts=parts).unnoted == (1, 3, 4, 5, 6)
    found = sheet_about(trip, hashes[1], parts=parts)
    assert found is not None
    assert (found.sheet.number, found.note) == (2, Note(Outcome.LEFT_BLANK))
    assert sheet_about(trip, b"\0" * 32, parts=parts) is None


def test_accounts_follow_from_signed_events_and_can_be_made_anew(parts: Parts, trip: TripId, omar: Actor) -> None:
    printed(parts, trip)
    note(parts, trip, omar, Outcome.UNUSED, 1, 2)
    assert not list(flaws_in_events(parts.public.verify_keys(KeyClass.REGISTER)))
    assert trips_that_differ(parts=parts) == []
    before = account(parts, trip)
    other = trip_of(parts, omar.account or trip, offers=1)  # type: ignore[arg-type]  # he has an account
    for sealed in (b"", bytes(Trip.objects.get(id=other).account)):
        Trip.objects.filter(id=trip).update(account=sealed)
        assert trips_that_differ(parts=parts) == [trip]
        assert rebuild(actor=cast.JOB, now=parts.clock.now(), parts=parts) == 1
        assert account(parts, trip) == before
    assert rebuild(actor=cast.JOB, now=parts.clock.now(), parts=parts) == 0
    Trip.objects.filter(id=trip).delete()
    assert trips_that_differ(parts=parts) == [trip]


def test_chains_are_whole_after_a_trip(parts: Parts, trip: TripId, omar: Actor) -> None:
    printed(parts, trip)
    note(parts, trip, omar, Outcome.UNUSED, 1)
    assert not list(flaws_in_chain("house"))
    assert not list(flaws_in_details("house", parts=parts))


def test_rows_and_events_of_a_trip_do_not_tell_whether_anybody_is_asked_by_name(
    parts: Parts, omar_account: AccountId, pair: PairId
) -> None:
    blank = trip_of(parts, omar_account, offers=2)
    asking = trip_of(parts, omar_account, offers=1, pairs=(pair,))
    sizes = []
    for trip in (blank, asking):
        printed(parts, trip)
        row = Trip.objects.get(id=trip)
        events = [len(one.statement.body) for one in events_of(trip, kind=KIND, parts=parts)]
        sizes.append((len(row.plan), len(row.account), events, len(sheets_of_trip(trip, parts=parts))))
        assert pair.encode() not in bytes(row.plan) + bytes(row.account)
    assert sizes[0] == sizes[1]


def test_trips_wait_while_the_register_is_locked(
    parts: Parts, trip: TripId, omar: Actor, agent: MemoryKeyAgent
) -> None:
    agent.lock()
    for deed in (lambda: trips_for(omar, parts=parts), lambda: trip_for(trip, omar, parts=parts)):
        with pytest.raises(Locked):
            deed()
