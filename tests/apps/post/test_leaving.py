"""Messages leave: with a Permit in force as they go, once, to one alone; and replies come the same way back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

import cast
from khabar.apps.consent import actions as consent
from khabar.apps.ledger.models import Entry
from khabar.apps.ledger.queries import flaws_in_chain
from khabar.apps.matches.actions import note_findings, record_answer
from khabar.apps.outbox.models import Item
from khabar.apps.outbox.queries import due_items
from khabar.apps.post import actions as post
from khabar.apps.post import releases
from khabar.apps.post.files import opened_message
from khabar.apps.post.models import Message, Release
from khabar.apps.post.queries import handing_over, message_for, messages_for
from khabar.apps.registry.actions import erase_presence, erase_request
from khabar.apps.rounds import steps
from khabar.domain.answers import Setting, Tells, draft_answer
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.messages import MessageState
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.domain.ids import MessageId, PairId, PresenceId, RequestId
    from khabar.ports import Parts

from apps.post.letters_desk import TEXT, by, let_go, read_and_accept, reply_to, state, withdraws

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

# Leaving


def test_an_accepted_message_waits_until_there_is_leave_to_carry_it(
    parts: Parts, message: MessageId, pair: PairId
) -> None:
    read_and_accept(parts, message)
    with pytest.raises(Conflict):
        post.let_go(**by(parts, cast.MIRA, message))
    cast.answered(parts, pair, Tells.ALIVE)
    with pytest.raises(Conflict):
        post.let_go(**by(parts, cast.MIRA, message))
    cast.answered(parts, pair, Tells.MESSAGES)
    (line,) = messages_for(cast.MIRA, on=parts.clock.now().date(), parts=parts)
    assert line.may_leave
    post.let_go(**by(parts, cast.MIRA, message))
    assert message_for(message, cast.MIRA, on=parts.clock.now().date(), parts=parts).is_leaving
    for late in (post.let_go, post.accept):
        with pytest.raises(Conflict):
            late(**by(parts, cast.MIRA, message))
    cast.release(parts)
    assert state(parts, message) is MessageState.LEFT
    assert message_for(message, cast.MIRA, on=parts.clock.now().date(), parts=parts).to_hand_over
    with pytest.raises(Conflict):
        post.accept(**by(parts, cast.MIRA, message))


def test_a_message_nobody_accepted_does_not_leave(parts: Parts, message: MessageId, pair: PairId) -> None:
    cast.answered(parts, pair, Tells.MESSAGES)
    post.open_letter(**by(parts, cast.MIRA, message), reason="to check it")
    with pytest.raises(Conflict):
        post.let_go(**by(parts, cast.MIRA, message))


def test_when_consent_ends_before_the_round_it_is_accepted_again_and_may_leave_once_there_is_a_yes(
    parts: Parts, message: MessageId, pair: PairId, clock: SettableClock
) -> None:
    cast.answered(parts, pair, Tells.MESSAGES)
    read_and_accept(parts, message)
    cast.release(parts)
    cast.renew(parts)
    before = cast.page("shirin").of_kind("notice")
    let_go(parts, message)
    withdraws(parts, pair)
    clock.advance(timedelta(days=1))
    assert cast.page_after_round(parts, "shirin").of_kind("notice") == before
    assert state(parts, message) is MessageState.ACCEPTED
    line = message_for(message, cast.MIRA, on=clock.now().date(), parts=parts)
    assert (line.is_leaving, line.may_leave, line.came_back) == (False, False, True)
    cast.answered(parts, pair, Tells.MESSAGES)
    line = message_for(message, cast.MIRA, on=clock.now().date(), parts=parts)
    assert (line.may_leave, line.came_back) == (True, True)
    let_go(parts, message)
    assert not message_for(message, cast.MIRA, on=clock.now().date(), parts=parts).came_back
    cast.release(parts)
    assert state(parts, message) is MessageState.LEFT
    assert not message_for(message, cast.MIRA, on=clock.now().date(), parts=parts).came_back


def test_a_letter_that_waits_again_is_looked_at_and_makes_no_row_that_a_letter_which_left_does_not(
    parts: Parts, message: MessageId, pair: PairId
) -> None:
    cast.answered(parts, pair, Tells.MESSAGES)
    read_and_accept(parts, message)
    before = len(bytes(Message.objects.get(id=message).sealed))
    let_go(parts, message)
    withdraws(parts, pair)
    cast.release(parts)
    assert message_for(message, cast.MIRA, on=parts.clock.now().date(), parts=parts).came_back
    assert len(bytes(Message.objects.get(id=message).sealed)) == before
    read_and_accept(parts, message)
    assert not message_for(message, cast.MIRA, on=parts.clock.now().date(), parts=parts).came_back


def test_a_letter_let_go_while_a_new_answer_waits_to_be_confirmed_is_kept_and_may_leave_afterwards(
    parts: Parts, message: MessageId, pair: PairId
) -> None:
    cast.answered(parts, pair, Tells.MESSAGES)
    read_and_accept(parts, message)
    let_go(parts, message)
    now = parts.clock.now()
    anew = draft_answer(tells=Tells.MESSAGES, setting=Setting.ALONE, given_on=now.date())
    record_answer(actor=cast.MIRA, now=now, parts=parts, pair_id=pair, answer=anew)
    cast.release(parts)
    assert state(parts, message) is MessageState.ACCEPTED
    with pytest.raises(Conflict, match="may not leave now"):
        let_go(parts, message)
    cast.confirmed(parts, pair)
    let_go(parts, message)
    cast.release(parts)
    assert state(parts, message) is MessageState.LEFT


def test_what_has_left_is_not_taken_back_on_the_page_by_a_withdrawal(
    parts: Parts, message: MessageId, pair: PairId, clock: SettableClock
) -> None:
    cast.answered(parts, pair, Tells.MESSAGES)
    read_and_accept(parts, message)
    let_go(parts, message)
    before = cast.page_after_round(parts, "shirin").pieces
    assert [one.state for one in before if one.kind == "notice"] == ["left"]
    withdraws(parts, pair)
    clock.advance(timedelta(days=1))
    assert cast.page_after_round(parts, "shirin").pieces == before


def test_a_letter_goes_to_the_page_of_its_addressee_with_name_and_day(parts: Parts, request_id: RequestId) -> None:
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), **cast.slip_of("darius")))
    pair = cast.pair_of(parts, request_id, presence)
    cast.ask(parts, pair)
    cast.answered(parts, pair, Tells.MESSAGES)
    message = cast.write(parts, "shirin", TEXT)
    read_and_accept(parts, message)
    let_go(parts, message)
    (letter,) = cast.page_after_round(parts, "darius").of_kind("letter")
    assert (letter.name, letter.text, letter.on) == ("Shirin Ahmadi", TEXT, parts.clock.now().date())
    back = cast.write(parts, "darius", "I am well")
    read_and_accept(parts, back)
    let_go(parts, back)
    (letter,) = cast.page_after_round(parts, "shirin").of_kind("letter")
    assert (letter.name, letter.text) == ("Darius Ahmadi", "I am well")
    assert not message_for(message, cast.MIRA, on=parts.clock.now().date(), parts=parts).to_hand_over


def test_what_a_person_writes_without_naming_one_of_several_enquirers_goes_to_none(
    parts: Parts, request_id: RequestId
) -> None:
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now(), **cast.slip_of("darius")))
    ezra = cast.file_request(parts, cast.ezras_request(parts.clock.now()))
    for one in (request_id, ezra):
        pair = cast.pair_of(parts, one, presence)
        cast.ask(parts, pair)
        cast.answered(parts, pair, Tells.MESSAGES)
    cast.release(parts)
    message = cast.write(parts, "darius", "Sister, I am well")
    read_and_accept(parts, message)
    with pytest.raises(Conflict):
        post.let_go(**by(parts, cast.MIRA, message))


# Replies


def test_a_typed_reply_is_accepted_by_somebody_else_and_comes_the_same_way_back(
    parts: Parts, message: MessageId, pair: PairId
) -> None:
    cast.answered(parts, pair, Tells.MESSAGES)
    with pytest.raises(Conflict):
        reply_to(parts, message)
    read_and_accept(parts, message)
    let_go(parts, message)
    cast.release(parts)
    found = handing_over(message, cast.MIRA, now=parts.clock.now(), parts=parts)
    assert found is not None
    assert (found.name, found.place) == ("داریوش احمدی", "Lindenau")
    there = replace(cast.FOUND_OUT, presented_as="Yusuf Barzin")
    note_findings(actor=cast.MIRA, now=parts.clock.now(), parts=parts, pair_id=pair, findings=there)
    known = handing_over(message, cast.MIRA, now=parts.clock.now(), parts=parts)
    assert known is not None
    assert (known.name, known.true_name) == ("Yusuf Barzin", found.name)
    assert found.name not in repr(known)
    assert handing_over(message, cast.LEYLA, now=parts.clock.now(), parts=parts) is None
    reply = reply_to(parts, message, "Thank you for the pears")
    assert state(parts, message) is MessageState.ANSWERED
    with pytest.raises(Conflict):
        reply_to(parts, message)
    post.open_letter(**by(parts, cast.MIRA, reply), reason="to check it")
    with pytest.raises(Invalid):
        post.accept(**by(parts, cast.MIRA, reply))
    read_and_accept(parts, reply, cast.TOMAS)
    let_go(parts, reply)
    page = cast.page_after_round(parts, "shirin")
    assert [one.text for one in page.of_kind("letter")] == ["Thank you for the pears"]
    assert [one.state for one in page.of_kind("notice")] == ["answered"]


@pytest.mark.parametrize("text", ["", "   ", "word " * 301, "ا" * 8000])
def test_a_reply_that_is_empty_or_too_long_is_not_kept(
    parts: Parts, message: MessageId, pair: PairId, text: str
) -> None:
    cast.answered(parts, pair, Tells.MESSAGES)
    read_and_accept(parts, message)
    let_go(parts, message)
    cast.release(parts)
    with pytest.raises(Invalid):
        reply_to(parts, message, text)
    assert state(parts, message) is MessageState.LEFT


def test_a_reply_to_shirin_never_reaches_ezra_though_he_may_write_too(
    parts: Parts, request_id: RequestId, presence_id: PresenceId
) -> None:
    ezra = cast.file_request(parts, cast.ezras_request(parts.clock.now()))
    pairs = {}
    for one in sorted((request_id, ezra)):
        pairs[one] = cast.pair_of(parts, one, presence_id)
        cast.ask(parts, pairs[one])
        cast.answered(parts, pairs[one], Tells.MESSAGES)
    cast.release(parts)
    for holder, other in (("shirin", "ezra"), ("ezra", "shirin")):
        message = cast.write(parts, holder, f"From {holder}")
        read_and_accept(parts, message)
        let_go(parts, message)
        cast.release(parts)
        reply = reply_to(parts, message, f"For {holder} alone")
        read_and_accept(parts, reply, cast.TOMAS)
        let_go(parts, reply)
        page = cast.page_after_round(parts, holder)
        assert [one.text for one in page.of_kind("letter")] == [f"For {holder} alone"]
        assert f"For {holder} alone" not in [one.text for one in cast.page(other).pieces]


def test_a_reply_stays_when_its_own_enquirer_may_hear_no_more(
    parts: Parts, message: MessageId, pair: PairId, presence_id: PresenceId
) -> None:
    other = cast.pair_of(parts, cast.file_request(parts, cast.ezras_request(parts.clock.now())), presence_id)
    cast.ask(parts, other)
    for one in (pair, other):
        cast.answered(parts, one, Tells.MESSAGES)
    read_and_accept(parts, message)
    let_go(parts, message)
    cast.release(parts)
    reply = reply_to(parts, message)
    withdraws(parts, pair)
    read_and_accept(parts, reply, cast.TOMAS)
    with pytest.raises(Conflict):
        post.let_go(**by(parts, cast.TOMAS, reply))


# Done once


def test_a_round_killed_between_claim_and_finish_does_it_again_and_only_once(
    parts: Parts, message: MessageId, pair: PairId, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.answered(parts, pair, Tells.MESSAGES)
    cast.release(parts)
    read_and_accept(parts, message)
    let_go(parts, message)
    before = (Release.objects.count(), Entry.objects.count())

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(steps, "finish", killed)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            cast.release(parts)
    assert (Release.objects.count(), Entry.objects.count()) == before
    assert state(parts, message) is MessageState.ACCEPTED
    assert Item.objects.exclude(state="done").get().attempts == 0
    for _ in range(2):
        cast.release(parts)
    assert Release.objects.count() == before[0] + 1
    assert state(parts, message) is MessageState.LEFT


def test_delivering_twice_does_nothing_twice(parts: Parts, message: MessageId, pair: PairId) -> None:
    cast.answered(parts, pair, Tells.MESSAGES)
    cast.release(parts)
    read_and_accept(parts, message)
    let_go(parts, message)
    now = parts.clock.now()
    (item,) = due_items(KeyClass.REGISTER, now=now, parts=parts)
    for _ in range(2):
        releases.deliver(actor=cast.JOB, now=now, parts=parts, body=item.body)
    assert Release.objects.filter(permit_id=item.body["permit"]).count() == 2  # the word, and this letter
    assert opened_message(message, parts=parts).version == 4


def test_an_item_that_names_another_addressee_than_its_permit_brings_nothing_there(
    parts: Parts, message: MessageId, pair: PairId
) -> None:
    ezra = cast.file_request(parts, cast.ezras_request(parts.clock.now()))
    cast.answered(parts, pair, Tells.MESSAGES)
    cast.release(parts)
    read_and_accept(parts, message)
    let_go(parts, message)
    now = parts.clock.now()
    (item,) = due_items(KeyClass.REGISTER, now=now, parts=parts)
    releases.deliver(actor=cast.JOB, now=now, parts=parts, body=item.body | {"addressee": ezra})
    assert state(parts, message) is MessageState.ACCEPTED
    assert Release.objects.count() == 1


# Erased


def test_letters_of_the_erased_leave_no_more_and_stop_nobody(
    parts: Parts, message: MessageId, pair: PairId, request_id: RequestId
) -> None:
    cast.answered(parts, pair, Tells.MESSAGES)
    read_and_accept(parts, message)
    let_go(parts, message)
    erase_request(actor=cast.JOB, now=parts.clock.now(), parts=parts, request_id=request_id)
    cast.page_after_round(parts, "shirin")
    assert not Item.objects.exclude(state="done").exists()
    assert messages_for(cast.MIRA, on=parts.clock.now().date(), parts=parts) == []
    with pytest.raises(Refused):
        post.open_letter(**by(parts, cast.MIRA, message), reason="to check it")
    assert list(flaws_in_chain("house")) == []


def test_a_letter_to_somebody_erased_stays_and_the_desk_works_on(
    parts: Parts, message: MessageId, pair: PairId, presence_id: PresenceId
) -> None:
    cast.answered(parts, pair, Tells.MESSAGES)
    read_and_accept(parts, message)
    let_go(parts, message)
    erase_presence(actor=cast.JOB, now=parts.clock.now(), parts=parts, presence_id=presence_id)
    cast.release(parts)
    assert state(parts, message) is MessageState.ACCEPTED
    (line,) = messages_for(cast.MIRA, on=parts.clock.now().date(), parts=parts)
    assert not line.may_leave


# Who sees which state


def test_before_a_yes_the_page_says_written_or_accepted_and_no_more(
    parts: Parts, message: MessageId, pair: PairId, presence_id: PresenceId
) -> None:
    seen = []

    def look() -> None:
        (notice,) = cast.page_after_round(parts, "shirin").of_kind("notice")
        seen.append(notice.state)

    look()
    read_and_accept(parts, message)
    look()
    cast.answered(parts, pair, Tells.NOTHING)
    look()
    consent.withdraw(actor=cast.JOB, now=parts.clock.now(), parts=parts, subject=presence_id)
    look()
    assert seen == ["written", "accepted", "accepted", "accepted"]
