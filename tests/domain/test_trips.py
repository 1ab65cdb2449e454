"""What happened to a trip, in any order, gives one account; every sheet is accounted for or missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import TypedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.answers import Setting, Tells
from khabar.domain.bodies import Unreadable
from khabar.domain.errors import Invalid
from khabar.domain.ids import EventId
from khabar.domain.sheets import SheetKind
from khabar.domain.trip_events import (
    FITTING,
    STACK,
    WITH_SETTING,
    Closed,
    Condition,
    Mark,
    Met,
    Note,
    Outcome,
    Printed,
    Sheet,
    TripEvent,
    Unknown,
    VisitNote,
    codes_in,
    fits,
    maps_in,
    note_of,
    read_event,
    require_fitting,
)
from khabar.domain.trips import Account, SheetAccount, account_of, heads, in_order

DAY = date(2026, 3, 2)
ALONE, OBSERVED = Setting.ALONE, Setting.OBSERVED


def code(number: int) -> bytes:
    return bytes([number]) * 32


def offer(number: int) -> Sheet:
    return Sheet(number, SheetKind.OFFER, (code(number),))


def asking(number: int) -> Sheet:
    meanings = tuple(zip(("4718", "2960", "8135", "5402"), Tells, strict=True))
    return Sheet(number, SheetKind.ASKING, (code(number),), "pair", meanings)


def message(number: int) -> Sheet:
    return Sheet(number, SheetKind.MESSAGE, (code(number), code(number + 100)), "message")


class Named(TypedDict):
    event_id: EventId
    parents: tuple[EventId, ...]


def named(name: str, *parents: str) -> Named:
    return {"event_id": EventId(name), "parents": tuple(EventId(one) for one in parents)}


def printed(name: str, sheets: tuple[Sheet, ...], *parents: str, batch: str = STACK) -> Printed:
    return Printed(**named(name, *parents), batch=batch, sheets=sheets)


def mark(name: str, note: Note, *numbers: int, after: tuple[str, ...] = ("p",)) -> Mark:
    return Mark(**named(name, *after), sheets=frozenset(code(one) for one in numbers), note=note)


UNUSED, BLANK = Note(Outcome.UNUSED), Note(Outcome.LEFT_BLANK)
STACK_OF_FIVE = printed("p", (offer(1), offer(2), offer(3), asking(4), message(5)))


def outcomes(account: Account) -> dict[int, Outcome | None]:
    return {one.sheet.number: one.note.outcome if one.note else None for one in account.sheets}


def test_what_nobody_noted_and_what_did_not_come_back_is_missing() -> None:
    account = account_of([STACK_OF_FIVE, mark("m", UNUSED, 1, 2)])
    assert account.missing(()) == (3, 4, 5)
    assert account.missing({code(3), code(105)}) == (4,)
    assert account.unnoted({code(1), code(3), code(105)}) == (3, 5)


def test_the_later_note_counts_and_the_earlier_stays_written() -> None:
    first, second = mark("z", UNUSED, 1), mark("a", BLANK, 1, after=("z",))
    assert outcomes(account_of([second, first, STACK_OF_FIVE]))[1] is Outcome.LEFT_BLANK


def test_notes_that_did_not_know_of_one_another_go_by_their_ids_in_any_order() -> None:
    events: list[TripEvent] = [STACK_OF_FIVE, mark("a", UNUSED, 1), mark("b", BLANK, 1)]
    assert {outcomes(account_of(order))[1] for order in permutations(events)} == {Outcome.LEFT_BLANK}


def test_a_reprint_takes_no_note_over() -> None:
    again = printed("q", (replace(offer(1), codes=(code(9),)),), "p", "m")
    account = account_of([STACK_OF_FIVE, mark("m", UNUSED, 1), again])
    assert account == Account((SheetAccount(replace(offer(1), codes=(code(9),))),))


def test_message_forms_are_batches_of_their_own() -> None:
    account = account_of([printed("p", (offer(1),)), printed("q", (message(2),), "p", batch="message")])
    assert [one.sheet.number for one in account.sheets] == [1, 2]
    assert account.batch_of("message") == message(2)
    assert account.batch_of("another") is None
    assert account.batch_of("") is None


def test_a_note_about_a_foreign_sheet_or_that_cannot_be_changes_nothing() -> None:
    account = account_of([STACK_OF_FIVE, mark("m", UNUSED, 77), mark("n", Note(Outcome.NOT_MET), 1, 4)])
    assert outcomes(account) == {1: None, 2: None, 3: None, 4: Outcome.NOT_MET, 5: None}


def test_visits_are_kept_by_their_number_and_a_trip_can_be_closed() -> None:
    first = VisitNote(**named("v"), number=1, on=DAY, because="The road was shut.")
    conditions = tuple((one, Met.MET) for one in Condition)
    second = VisitNote(**named("w", "v"), number=1, on=DAY, conditions=conditions)
    account = account_of([second, Closed(**named("c")), first, Unknown(**named("u", "c"))])
    assert account.visits == (second,)
    assert account.is_closed


def test_the_account_finds_a_sheet_by_its_place() -> None:
    account = account_of([STACK_OF_FIVE])
    assert account.of_number(4) == SheetAccount(asking(4))
    assert account.of_number(6) is None


@pytest.mark.parametrize("kind", list(SheetKind))
@pytest.mark.parametrize("outcome", list(Outcome))
def test_an_outcome_fits_exactly_its_kinds_and_says_how_where_that_matters(kind: SheetKind, outcome: Outcome) -> None:
    possible = outcome in FITTING.get(kind, ())
    assert fits(kind, Note(outcome, ALONE)) == (possible and outcome in WITH_SETTING)
    assert fits(kind, Note(outcome)) == (possible and outcome not in WITH_SETTING)
    assert not fits(kind, Note(outcome, Setting.OWN_WORD))


def test_what_does_not_fit_is_refused_with_the_field_to_mend() -> None:
    with pytest.raises(Invalid) as how:
        require_fitting([SheetKind.OFFER], Note(Outcome.SAID_NO))
    assert how.value.field == "setting"
    with pytest.raises(Invalid) as what:
        require_fitting([SheetKind.ASKING, SheetKind.OFFER], Note(Outcome.NOT_MET))
    assert what.value.field == "outcome"
    require_fitting([SheetKind.ASKING], Note(Outcome.ANSWERED, OBSERVED))


def test_how_somebody_was_met_is_kept_only_where_it_matters() -> None:
    assert note_of(Outcome.UNUSED, ALONE) == UNUSED
    assert note_of(Outcome.SAID_NO, OBSERVED) == Note(Outcome.SAID_NO, OBSERVED)


def test_no_form_that_families_fill_in_ever_travels() -> None:
    assert SheetKind.INTAKE not in FITTING


EVENTS: list[TripEvent] = [
    STACK_OF_FIVE,
    mark("m", Note(Outcome.ANSWERED, OBSERVED), 1),
    mark("n", UNUSED, 2),
    VisitNote(**named("v"), number=2, on=DAY, conditions=((Condition.PRIVATE_TALK, Met.NOT_MET),)),
    Closed(**named("c")),
]


@pytest.mark.parametrize("event", EVENTS)
def test_an_event_is_read_as_it_was_written(event: TripEvent) -> None:
    assert not isinstance(event, Unknown)
    assert read_event(event.to_body(), event_id=event.event_id, parents=event.parents) == event


@pytest.mark.parametrize("body", [{"schema": 2, "what": "mark"}, {"schema": 1, "what": "dance"}, {}])
def test_what_a_later_version_wrote_is_kept_and_changes_nothing(body: dict[str, object]) -> None:
    assert read_event(body, event_id=EventId("x"), parents=()) == Unknown(event_id=EventId("x"), parents=())


MARKED = {"schema": 1, "what": "mark", "sheets": [code(1)], "outcome": "unused", "setting": ""}
VISITED = {"schema": 1, "what": "visit", "number": 1, "on": "2026-03-02", "conditions": {}, "because": ""}
ONE = offer(1).to_body()


@pytest.mark.parametrize(
    "body",
    [
        MARKED | {"outcome": ""},
        MARKED | {"outcome": "eaten"},
        MARKED | {"sheets": []},
        MARKED | {"sheets": "all"},
        MARKED | {"sheets": ["1"]},
        VISITED | {"conditions": []},
        VISITED | {"conditions": {"private_talk": "perhaps"}},
        {"schema": 1, "what": "printed", "batch": STACK, "sheets": [ONE | {"kind": "letter"}]},
        {"schema": 1, "what": "printed", "batch": STACK, "sheets": [ONE | {"meanings": ["EVERYTHING"]}]},
        {"schema": 1, "what": "printed", "batch": STACK, "sheets": [1]},
    ],
)
def test_what_is_not_what_it_should_be_is_not_believed(body: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        read_event(body, event_id=EventId("x"), parents=())


def test_lists_are_looked_at_one_by_one() -> None:
    assert codes_in({"codes": [code(1)]}, "codes") == (code(1),)
    assert maps_in({"sheets": [{}]}, "sheets") == ({},)


def test_an_account_is_read_as_it_was_kept() -> None:
    account = account_of(EVENTS)
    again = Account.from_body(account.to_body())
    assert again.to_body() == account.to_body()
    assert again.sheets == account.sheets


def test_the_heads_are_what_nobody_knows_of_yet() -> None:
    assert heads([STACK_OF_FIVE, mark("m", UNUSED, 1), mark("n", UNUSED, 2)]) == ("m", "n")
    assert heads([]) == ()


NOTES = st.sampled_from([Note(outcome) for outcome in Outcome] + [Note(o, s) for o in WITH_SETTING for s in Setting])


@st.composite
def happenings(draw: st.DrawFn) -> list[TripEvent]:
    """Events of a trip, each knowing of some that were before it, perhaps of one that we never got."""
    events: list[TripEvent] = []
    names = draw(st.lists(st.text("abcdef", min_size=4, max_size=4), min_size=1, max_size=8, unique=True))
    for name in names:
        parents = draw(st.lists(st.sampled_from([*(e.event_id for e in events), EventId("gone")]), max_size=3))
        given_by = named(name, *sorted(set(parents)))
        number = draw(st.integers(1, 5))
        what = draw(st.sampled_from(["printed", "mark", "mark", "visit", "closed", "unknown"]))
        sheets = tuple(draw(st.sampled_from([offer, asking, message]))(one) for one in range(1, number + 1))
        marked = frozenset(code(one) for one in draw(st.sets(st.integers(1, 5), min_size=1)))
        made: dict[str, TripEvent] = {
            "printed": Printed(**given_by, batch=STACK, sheets=sheets),
            "mark": Mark(**given_by, sheets=marked, note=draw(NOTES)),
            "visit": VisitNote(**given_by, number=number, on=DAY),
            "closed": Closed(**given_by),
            "unknown": Unknown(**given_by),
        }
        events.append(made[what])
    return events


@given(happenings(), st.randoms(use_true_random=False))
def test_the_same_set_of_events_gives_the_same_account_in_any_order(events: list[TripEvent], chance: object) -> None:
    shuffled = [*events, *events[:2]]  # some came twice
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # random.Random
    assert account_of(shuffled) == account_of(events)


@given(happenings())
def test_every_event_comes_after_all_it_knew_of(events: list[TripEvent]) -> None:
    place = {event.event_id: number for number, event in enumerate(in_order(events))}
    assert len(place) == len(events)
    for event in events:
        assert all(place[parent] < place[event.event_id] for parent in event.parents if parent in place)


@given(happenings(), st.sets(st.integers(1, 5)))
def test_every_sheet_is_noted_or_back_or_missing_and_never_two_of_them(events: list[TripEvent], back: set[int]) -> None:
    account = account_of(events)
    came = {code(one) for one in back}
    noted = [one.sheet.number for one in account.sheets if one.note]
    everything = sorted([*noted, *account.missing(came), *account.unnoted(came)])
    assert everything == [one.sheet.number for one in account.sheets]
    assert all(fits(one.sheet.kind, one.note) for one in account.sheets if one.note)


@given(happenings())
def test_a_new_note_about_a_sheet_wins_over_all_before_it(events: list[TripEvent]) -> None:
    account = account_of(events)
    for one in account.sheets:
        last = Mark(event_id=EventId("0"), parents=heads(events), sheets=frozenset({one.sheet.identity}), note=UNUSED)
        found = account_of([*events, last]).of_number(one.sheet.number)
        assert found is not None
        assert found.note == UNUSED
