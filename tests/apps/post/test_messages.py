"""Messages: signed in, opened one at a time on the record, accepted by one and typed by another, gone with a Permit."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction

import cast
from khabar.apps.accounts.actions import create_account, declare_kin
from khabar.apps.consent import actions as consent
from khabar.apps.ledger.models import Entry
from khabar.apps.ledger.queries import flaws_in_chain
from khabar.apps.matches import actions as matches
from khabar.apps.outbox.models import Item
from khabar.apps.outbox.queries import due_items
from khabar.apps.post import actions as post
from khabar.apps.post import releases
from khabar.apps.post.files import opened_message, sealed_letter
from khabar.apps.post.models import Message, Reading, Release
from khabar.apps.post.queries import handing_over, message_for, messages_for, open_until
from khabar.apps.registry.actions import erase_presence, erase_request, store_arrival
from khabar.apps.rounds import steps
from khabar.apps.rounds.models import Unreadable
from khabar.domain.actors import staff
from khabar.domain.answers import Tells
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Locked, Refused
from khabar.domain.messages import MessageState, message_as_signed
from khabar.vault import canonical
from khabar.vault.keys import KeyClass
from khabar.vault.pigeonholes import signed_by_slip

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.domain.actors import Actor
    from khabar.domain.ids import MessageId, PairId, PresenceId, RequestId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
TEXT = "The pear tree is in flower. We think of you."


@pytest.fixture
def request_id(parts: Parts) -> RequestId:
    made = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    cast.renew(parts)
    return made


@pytest.fixture
def presence_id(parts: Parts) -> PresenceId:
    return cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))


@pytest.fixture
def pair(parts: Parts, request_id: RequestId, presence_id: PresenceId) -> PairId:
    made = cast.pair_of(parts, request_id, presence_id)
    cast.ask(parts, made)
    return made


@pytest.fixture
def message(parts: Parts, request_id: RequestId) -> MessageId:
    assert request_id
    return cast.write(parts, "shirin", TEXT)


def by(parts: Parts, who: Actor, message_id: MessageId) -> dict[str, Any]:
    return {"actor": who, "now": parts.clock.now(), "parts": parts, "message_id": message_id}


def read_and_accept(parts: Parts, message_id: MessageId, who: Actor = cast.MIRA) -> None:
    post.open_letter(**by(parts, who, message_id), reason="to check it")
    post.accept(**by(parts, who, message_id))


def let_go(parts: Parts, message_id: MessageId, who: Actor = cast.MIRA) -> None:
    post.open_letter(**by(parts, who, message_id), reason="to send it")
    post.let_go(**by(parts, who, message_id))


def reply_to(parts: Parts, message_id: MessageId, text: str = "Thank you", who: Actor = cast.MIRA) -> MessageId:
    return post.record_reply(**by(parts, who, message_id), text=text)


def state(parts: Parts, message_id: MessageId) -> MessageState:
    return opened_message(message_id, parts=parts).inside.state


def withdraws(parts: Parts, pair: PairId) -> None:
    matches.withdraw(actor=cast.MIRA, now=parts.clock.now(), parts=parts, pair_id=pair)


def colleague_with_kin(parts: Parts, kin: str) -> Actor:
    now = parts.clock.now()
    account = create_account(
        actor=cast.JOB,
        now=now,
        parts=parts,
        username="ezra",
        display_name="Ezra",
        duties=(Duty.LETTERS,),
        passphrase="8316 2074 5591 6038 2247",
    )
    declare_kin(actor=cast.JOB, now=now, parts=parts, account=account, name=kin)
    return staff(account, Duty.LETTERS)


# Taking in


def test_a_message_signed_by_its_slip_is_kept_once(parts: Parts, request_id: RequestId) -> None:
    sent, key = cast.sent_by(parts, "shirin", TEXT)
    given: dict[str, Any] = {"actor": cast.JOB, "now": parts.clock.now(), "parts": parts, "sent": sent, "key": key}
    kept = post.take_message(**given)
    assert kept
    assert opened_message(kept, parts=parts).writer == request_id
    assert post.take_message(**given) is None
    assert Message.objects.count() == 1


@pytest.mark.usefixtures("request_id")
def test_whatever_a_captured_porch_changes_or_invents_is_refused(parts: Parts) -> None:
    cast.file_request(parts, cast.ezras_request(parts.clock.now()))
    sent, key = cast.sent_by(parts, "shirin", TEXT)
    ezra = cast.slip("ezra")
    other = sealed_letter("Please come", parts=parts)
    forged = signed_by_slip(ezra.signing, message_as_signed(sent.locator, other, sent.written_on, key))
    inventions = [
        (replace(sent, letter=other), key),
        (replace(sent, locator=ezra.locator), key),
        (replace(sent, written_on=sent.written_on + timedelta(days=1)), key),
        (replace(sent, signature=bytes(64)), key),
        (replace(sent, signature=b""), key),
        (replace(sent, letter=other, signature=forged), key),
        (replace(sent, locator=bytes(32)), key),
        (sent, b"k" * 32),
    ]
    for one, its_key in inventions:
        with pytest.raises(Refused):
            post.take_message(actor=cast.JOB, now=parts.clock.now(), parts=parts, sent=one, key=its_key)
    assert not Message.objects.exists()


@pytest.mark.usefixtures("request_id")
def test_the_filing_step_keeps_a_forged_message_aside_and_goes_on(parts: Parts) -> None:
    sent, key = cast.sent_by(parts, "shirin", TEXT)
    for number, signature in enumerate((bytes(64), sent.signature)):
        body = {
            "kind": "message",
            "locator": sent.locator,
            "letter": sent.letter,
            "written_on": sent.written_on.isoformat(),
            "signature": signature,
        }
        its_key = bytes([number]) * 32 if number == 0 else key
        now = parts.clock.now()
        store_arrival(actor=cast.JOB, now=now, parts=parts, key=its_key, opened=canonical.encode(body))
    steps.file(parts.clock.now(), parts)
    assert Message.objects.count() == 1
    assert bytes(Unreadable.objects.get().key) == bytes(32)


def test_long_and_short_letters_have_one_length(parts: Parts, message: MessageId) -> None:
    long = cast.write(parts, "shirin", "سلام " * 290)
    rows = Message.objects.filter(id__in=[message, long])
    assert len({(len(row.letter), len(row.sealed)) for row in rows}) == 1


# Opening


def test_a_letter_is_opened_for_a_reason_for_some_minutes_and_on_the_record(
    parts: Parts, message: MessageId, clock: SettableClock
) -> None:
    with pytest.raises(Invalid):
        post.open_letter(**by(parts, cast.MIRA, message), reason="  ")
    assert not Entry.objects.filter(act="letter opened").exists()
    opened = post.open_letter(**by(parts, cast.MIRA, message), reason="to check it")
    assert opened.text == TEXT
    assert opened.until == clock.now() + timedelta(minutes=parts.options.reading_minutes)
    entry = Entry.objects.get(act="letter opened")
    assert (entry.actor, entry.subject) == (f"staff:{cast.MIRA.name}", message)
    assert post.look_again(**by(parts, cast.MIRA, message)).text == TEXT
    with pytest.raises(Refused):
        post.look_again(**by(parts, cast.TOMAS, message))
    assert open_until(message, cast.TOMAS, now=clock.now()) is None
    clock.advance(timedelta(minutes=parts.options.reading_minutes))
    for deed in (post.look_again, post.accept, post.let_go):
        with pytest.raises(Refused):
            deed(**by(parts, cast.MIRA, message))


def test_without_the_entry_in_the_ledger_nothing_is_shown(
    parts: Parts, message: MessageId, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(post, "record", full)
    with pytest.raises(OSError, match="full"), transaction.atomic():
        post.open_letter(**by(parts, cast.MIRA, message), reason="to check it")
    assert not Reading.objects.exists()


@pytest.mark.parametrize(
    "somebody", [cast.FARID, cast.NIMA, cast.EZRA, cast.EZRA_OPERATOR, cast.JOB], ids=lambda one: str(one.name)[:2]
)
def test_only_who_reads_letters_opens_accepts_and_lists_them(parts: Parts, message: MessageId, somebody: Actor) -> None:
    today = parts.clock.now().date()
    for refused in (
        lambda: post.open_letter(**by(parts, somebody, message), reason="I am curious"),
        lambda: post.look_again(**by(parts, somebody, message)),
        lambda: post.accept(**by(parts, somebody, message)),
        lambda: post.let_go(**by(parts, somebody, message)),
        lambda: post.record_reply(**by(parts, somebody, message), text="Thank you"),
        lambda: messages_for(somebody, on=today, parts=parts),
        lambda: message_for(message, somebody, on=today, parts=parts),
        lambda: open_until(message, somebody, now=parts.clock.now()),
    ):
        with pytest.raises(Refused):
            refused()
    assert not Reading.objects.exists()


def test_letters_stay_shut_while_their_key_is_locked(parts: Parts, message: MessageId, agent: MemoryKeyAgent) -> None:
    agent.lock()
    with pytest.raises(Locked):
        post.open_letter(**by(parts, cast.MIRA, message), reason="to check it")
    assert not Reading.objects.exists()


@pytest.mark.parametrize("kin", ["Shirin Ahmadi", "Darius Ahmady"])
def test_nobody_reads_lists_or_answers_a_letter_of_his_own_family(
    parts: Parts, message: MessageId, pair: PairId, kin: str
) -> None:
    cast.answered(parts, pair, Tells.MESSAGES)
    ezra, today = colleague_with_kin(parts, kin), parts.clock.now().date()
    read_and_accept(parts, message)
    let_go(parts, message)
    cast.release(parts)
    reply = reply_to(parts, message)
    assert messages_for(ezra, on=today, parts=parts) == []
    for one in (message, reply):
        with pytest.raises(Refused, match="no such message"):
            post.open_letter(**by(parts, ezra, one), reason="to check it")
        with pytest.raises(Refused, match="no such message"):
            message_for(one, ezra, on=today, parts=parts)
        with pytest.raises(Refused, match="no such message"):
            post.record_reply(**by(parts, ezra, one), text="Thank you")


# Accepting


def test_accepting_needs_the_letter_open_to_this_very_person(parts: Parts, message: MessageId) -> None:
    with pytest.raises(Refused):
        post.accept(**by(parts, cast.MIRA, message))
    post.open_letter(**by(parts, cast.TOMAS, message), reason="to check it")
    with pytest.raises(Refused):
        post.accept(**by(parts, cast.MIRA, message))
    post.accept(**by(parts, cast.TOMAS, message))
    assert state(parts, message) is MessageState.ACCEPTED


def test_a_change_is_asked_for_in_words_and_may_be_asked_again(parts: Parts, message: MessageId) -> None:
    with pytest.raises(Refused):
        post.ask_change(**by(parts, cast.MIRA, message), words="No street, please")
    post.open_letter(**by(parts, cast.MIRA, message), reason="to check it")
    with pytest.raises(Invalid):
        post.ask_change(**by(parts, cast.MIRA, message), words=" ")
    post.ask_change(**by(parts, cast.MIRA, message), words="No street, please")
    assert state(parts, message) is MessageState.PLEASE_CHANGE
    (notice,) = cast.page_after_round(parts, "shirin").of_kind("notice")
    assert (notice.state, notice.text) == ("please_change", "No street, please")
    post.accept(**by(parts, cast.MIRA, message))
    (notice,) = cast.page_after_round(parts, "shirin").of_kind("notice")
    assert (notice.state, notice.text) == ("accepted", "")


@pytest.mark.usefixtures("request_id")
def test_many_long_requests_for_a_change_never_stop_a_round(parts: Parts) -> None:
    for number in range(7):
        one = cast.write(parts, "shirin", f"{TEXT} {number}")
        post.open_letter(**by(parts, cast.MIRA, one), reason="to check it")
        post.ask_change(**by(parts, cast.MIRA, one), words="خیابان " * 140 + str(number))
    shown = cast.page_after_round(parts, "shirin").of_kind("notice")
    assert 2 <= len(shown) < 7
    assert "6" in {one.text[-1] for one in shown}


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
    assert not message_for(message, cast.MIRA, on=clock.now().date(), parts=parts).is_leaving
    cast.answered(parts, pair, Tells.MESSAGES)
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
    assert (letter.name, letter.text) == ("داریوش احمدی", "I am well")
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
