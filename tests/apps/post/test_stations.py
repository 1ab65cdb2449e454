"""Stations are signed events, and the states of messages follow from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast
from khabar.apps.ledger.queries import events_of, flaws_in_events
from khabar.apps.post import actions as post
from khabar.apps.post.files import in_state, opened_message, save_inside
from khabar.apps.post.stations import KIND, messages_that_differ, rebuild
from khabar.domain.answers import Tells
from khabar.domain.messages import MessageState
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from khabar.domain.ids import PairId, PresenceId, RequestId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def asked(parts: Parts) -> tuple[RequestId, PresenceId, PairId]:
    """Shirin's request, Darius's presence, and their pair, of which Darius has been asked."""
    now = parts.clock.now()
    request = cast.file_request(parts, cast.shirins_request(now))
    presence = cast.file_presence(parts, cast.dariuss_presence(now))
    pair = cast.pair_of(parts, request, presence)
    cast.verify_enquirer(parts, request)
    cast.ask(parts, pair)
    return request, presence, pair


@pytest.mark.parametrize("tells", [Tells.NOTHING, Tells.MESSAGES])
def test_a_yes_and_a_no_leave_one_station_each(parts: Parts, tells: Tells) -> None:
    _, presence, pair = asked(parts)
    cast.answered(parts, pair, tells)
    cast.release(parts)
    assert len(events_of(presence, kind=KIND, parts=parts)) == 1
    assert not list(flaws_in_events(parts.public.verify_keys(KeyClass.REGISTER)))


def test_a_message_that_left_has_its_station_and_one_that_did_not_has_none(parts: Parts) -> None:
    request, _, pair = asked(parts)
    cast.answered(parts, pair, Tells.MESSAGES)
    cast.release(parts)
    message, now = cast.write(parts, "shirin", "We are all well."), parts.clock.now()
    post.open_letter(actor=cast.MIRA, now=now, parts=parts, message_id=message, reason="my turn")
    post.accept(actor=cast.MIRA, now=now, parts=parts, message_id=message)
    assert events_of(request, kind=KIND, parts=parts) == ()
    post.let_go(actor=cast.MIRA, now=now, parts=parts, message_id=message)
    cast.release(parts)
    assert len(events_of(request, kind=KIND, parts=parts)) == 1
    assert opened_message(message, parts=parts).inside.state is MessageState.LEFT
    assert messages_that_differ(parts=parts) == []


def test_a_state_that_no_station_speaks_for_is_found_and_mended(parts: Parts) -> None:
    asked(parts)
    message, now = cast.write(parts, "shirin", "We are all well."), parts.clock.now()
    kept = opened_message(message, parts=parts)
    save_inside(kept, in_state(kept.inside, MessageState.LEFT, now), parts=parts)
    assert messages_that_differ(parts=parts) == [message]
    assert rebuild(actor=cast.JOB, now=now, parts=parts) == 1
    assert messages_that_differ(parts=parts) == []
    assert opened_message(message, parts=parts).inside.state is MessageState.ACCEPTED
