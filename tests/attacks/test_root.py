"""Ezra is operator with root and compares the locked house's files, before and after each step of the asking desk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import cast
from apps.consent.worlds import shape_of
from apps.trips.travels import account, carrier, note, printed, trip_of
from khabar.apps.consent.queries import may_tell
from khabar.apps.ledger.models import Event
from khabar.apps.ledger.queries import flaws_in_events
from khabar.apps.matches import actions as matches
from khabar.apps.matches.models import Pair
from khabar.apps.matches.weighing import weigh
from khabar.apps.post import actions as post
from khabar.apps.post.files import opened_message
from khabar.apps.post.stations import messages_that_differ
from khabar.apps.trips.projections import rebuild, trips_that_differ
from khabar.domain.actors import staff
from khabar.domain.answers import Setting, Tells
from khabar.domain.asking import Step
from khabar.domain.duties import Duty
from khabar.domain.messages import MessageState
from khabar.domain.trip_events import Note, Outcome
from khabar.vault.errors import Tampered
from khabar.vault.events import decode_event, encode_event, sign_event
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Callable

    from khabar.domain.ids import PairId
    from khabar.ports import Parts
    from khabar.vault.events import SignedEvent

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


@pytest.fixture
def pair(parts: Parts) -> PairId:
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))
    made = cast.pair_of(parts, request, presence)
    cast.verify_enquirer(parts, request)
    cast.agree_to_ask(parts, made, cast.MIRA)
    return made


@pytest.mark.parametrize("instead", [Step.SET_ASIDE, Step.TAKE_BACK])
@pytest.mark.parametrize("rounds_between", [0, 1])
def test_rows_do_not_tell_asking_from_setting_aside(
    parts: Parts, pair: PairId, instead: Step, rounds_between: int
) -> None:
    if rounds_between:
        cast.release(parts)

    def tomas(step: Step) -> None:
        now = parts.clock.now()
        matches.take_step(actor=cast.TOMAS, now=now, parts=parts, pair_id=pair, step=step, reason="Known to the elders")

    def then_it_leaves(step: Step) -> None:
        tomas(step)
        cast.release(parts)

    assert shape_of(lambda: tomas(Step.AGREE_TO_ASK)) == shape_of(lambda: tomas(instead))
    assert shape_of(lambda: then_it_leaves(Step.AGREE_TO_ASK)) == shape_of(lambda: then_it_leaves(instead))


def test_a_pair_does_not_grow_while_a_death_waits_for_a_second_person(parts: Parts, pair: PairId) -> None:
    cast.agree_to_ask(parts, pair, cast.TOMAS, reason="ر" * 1000)
    before = len(bytes(Pair.objects.get(id=pair).sealed))
    found = cast.death_found(parts, reason="r" * 1000, to_say="s" * 700, source_words="w" * 700)
    weigh(actor=cast.MIRA, now=parts.clock.now(), parts=parts, pair_id=pair, found=found)
    assert len(bytes(Pair.objects.get(id=pair).sealed)) == before


def said_again(subject: str, first: int) -> None:
    """Ezra copies the sealed inside of an earlier event under a statement of his own, as if it were the newest."""
    events = events_about(subject)
    statement = replace(events[first].statement, sequence=next_sequence(), parents=(events[-1].id,))
    forged = sign_event(statement, signing=b"e" * 32)
    keep(forged, forged.id, statement.sequence)


def put_last(subject: str, first: int) -> None:
    """Ezra puts an earlier event, as the house signed it, after all others, under an id that is not its own."""
    keep(events_about(subject)[first], "e" * 64, next_sequence())


def events_about(subject: str) -> list[SignedEvent]:
    return [decode_event(bytes(row.encoded)) for row in Event.objects.filter(subject=subject).order_by("sequence")]


def next_sequence() -> int:
    newest = Event.objects.order_by("-sequence").first()
    assert newest
    return newest.sequence + 1


def keep(event: SignedEvent, event_id: str, sequence: int) -> None:
    said = event.statement
    columns = {"device": said.device, "kind": said.type, "subject": said.subject, "encoded": encode_event(event)}
    Event.objects.create(id=event_id, sequence=sequence, **columns)


AGAIN = pytest.mark.parametrize("again", [said_again, put_last])


@AGAIN
def test_a_mark_that_was_corrected_does_not_come_back_by_an_event_of_roots(
    parts: Parts, again: Callable[[str, int], None]
) -> None:
    omar_account = carrier(parts, "omar")
    omar, trip = staff(omar_account, Duty.CARRIER), trip_of(parts, omar_account, offers=2)
    printed(parts, trip)
    note(parts, trip, omar, Outcome.ANSWERED, 1, setting=Setting.ALONE)
    note(parts, trip, omar, Outcome.ANSWERED, 1, setting=Setting.OBSERVED)
    again(trip, 1)
    assert list(flaws_in_events(parts.public.verify_keys(KeyClass.REGISTER)))
    assert trips_that_differ(parts=parts) == []
    note(parts, trip, omar, Outcome.UNUSED, 2)
    rebuild(actor=cast.JOB, now=parts.clock.now(), parts=parts)
    assert account(parts, trip).sheets[0].note == Note(Outcome.ANSWERED, Setting.OBSERVED)


@AGAIN
def test_a_message_that_was_answered_does_not_wait_again_by_an_event_of_roots(
    parts: Parts, again: Callable[[str, int], None]
) -> None:
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))
    pair = cast.pair_of(parts, request, presence)
    cast.verify_enquirer(parts, request)
    cast.ask(parts, pair)
    cast.answered(parts, pair, Tells.MESSAGES)
    cast.release(parts)
    message, now = cast.write(parts, "shirin", "We are all well."), parts.clock.now()
    post.open_letter(actor=cast.MIRA, now=now, parts=parts, message_id=message, reason="my turn")
    post.accept(actor=cast.MIRA, now=now, parts=parts, message_id=message)
    post.let_go(actor=cast.MIRA, now=now, parts=parts, message_id=message)
    cast.release(parts)
    post.record_reply(actor=cast.MIRA, now=now, parts=parts, message_id=message, text="So am I.")
    again(request, 0)
    assert messages_that_differ(parts=parts) == []
    assert opened_message(message, parts=parts).inside.state is MessageState.ANSWERED


@AGAIN
def test_a_yes_that_was_taken_back_does_not_come_back_by_an_event_of_roots(
    parts: Parts, again: Callable[[str, int], None]
) -> None:
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))
    pair = cast.pair_of(parts, request, presence)
    cast.verify_enquirer(parts, request)
    cast.ask(parts, pair)
    cast.answered(parts, pair, Tells.MESSAGES)
    matches.withdraw(actor=cast.MIRA, now=parts.clock.now(), parts=parts, pair_id=pair)
    today = parts.clock.now().date()
    assert not may_tell(presence, request, on=today, parts=parts)
    again(presence, 0)
    with pytest.raises(Tampered):
        may_tell(presence, request, on=today, parts=parts)
