"""Messages come in: signed by a slip, opened one at a time on the record, accepted or sent back for a change."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction

import cast
from khabar.apps.ledger.models import Entry
from khabar.apps.post import actions as post
from khabar.apps.post.files import opened_message, sealed_letter
from khabar.apps.post.models import Message, Reading
from khabar.apps.post.queries import message_for, messages_for, open_until
from khabar.apps.registry.actions import store_arrival
from khabar.apps.rounds import steps
from khabar.apps.rounds.models import Unreadable
from khabar.domain.answers import Tells
from khabar.domain.errors import Invalid, Locked, Refused
from khabar.domain.messages import MessageState, message_as_signed
from khabar.vault import canonical
from khabar.vault.pigeonholes import signed_by_slip

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.domain.actors import Actor
    from khabar.domain.ids import MessageId, PairId, RequestId
    from khabar.ports import Parts

from apps.post.letters_desk import TEXT, by, colleague_with_kin, let_go, read_and_accept, reply_to, state

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

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
        body["key"] = its_key
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
