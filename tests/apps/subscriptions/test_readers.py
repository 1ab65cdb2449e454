from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from databases import rows_as_written, tables
from khabar.apps.rounds import association_steps
from khabar.apps.subscriptions import actions
from khabar.apps.subscriptions.models import Edition, Reader
from khabar.domain.publishing.printed import PublicIssue
from newsletter_cast import DOOR, article

if TYPE_CHECKING:
    from conftest import SettableClock
    from newsletter_cast import Newsroom

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def states() -> list[str]:
    return sorted(Reader.objects.values_list("state", flat=True))


def test_nothing_comes_before_the_mailboxs_owner_has_pressed_the_button(room: Newsroom) -> None:
    issue = room.published()
    assert room.ask("shirin@example.org")
    [token] = room.deliver()
    room.send(issue)
    assert room.post() == 0
    assert room.confirm(token)
    assert room.confirm(token)
    assert not room.confirm("x" * 32)
    second = room.published(article(title="Later"))
    room.send(second)
    assert room.post() == 1


def test_whoever_gets_it_already_is_told_so_and_gets_it_once(room: Newsroom, clock: SettableClock) -> None:
    room.reader("shirin@gmail.com")
    clock.advance(timedelta(hours=1))
    room.ask("S.hirin+news@googlemail.com")
    [again] = room.deliver()
    assert "already" in room.mailer.sent[-1].subject
    assert room.confirm(again)
    issue = room.published()
    room.send(issue)
    assert room.post() == 1


def test_one_mailbox_gets_each_language_it_asked_for(room: Newsroom, clock: SettableClock) -> None:
    room.reader("shirin@example.org", "en")
    clock.advance(timedelta(hours=1))
    room.reader("shirin@example.org", "fa")
    assert states() == ["confirmed", "confirmed"]


def test_a_flood_of_forms_meets_silence(room: Newsroom, clock: SettableClock) -> None:
    for _ in range(9):
        room.ask("shirin@example.org")
        room.deliver()
        clock.advance(timedelta(hours=1))
    assert len(room.mailer.sent) == 5


def test_silence_holds_whoever_types_the_address(room: Newsroom, clock: SettableClock) -> None:
    room.ask("shirin@example.org")
    [token] = room.deliver()
    actions.be_silent(actor=DOOR, now=clock.now(), token=token)
    clock.advance(timedelta(hours=1))
    room.ask("Shirin@Example.org", "fa")
    assert room.deliver() == []


def test_leaving_destroys_the_address_and_can_be_done_twice(room: Newsroom, clock: SettableClock) -> None:
    token = room.reader("shirin@example.org")
    for given in (token, token, "no such token"):
        actions.leave(actor=DOOR, now=clock.now(), token=given)
    [row] = Reader.objects.all()
    assert (row.state, bytes(row.sealed), row.mailbox) == ("left", b"", "")
    clock.advance(timedelta(days=1))
    room.reader("shirin@example.org")
    assert states() == ["confirmed", "left"]


def test_the_link_of_a_second_mail_leaves_the_first_subscription_too(room: Newsroom, clock: SettableClock) -> None:
    room.reader("shirin@example.org")
    clock.advance(timedelta(hours=1))
    room.ask("shirin@example.org")
    [again] = room.deliver()
    actions.leave(actor=DOOR, now=clock.now(), token=again)
    assert states() == ["left", "left"]


def test_what_nobody_confirmed_goes_after_a_week_and_what_ended_after_a_month(
    room: Newsroom, clock: SettableClock
) -> None:
    room.ask("nobody@example.org")
    room.deliver()
    token = room.reader("shirin@example.org")
    actions.leave(actor=DOOR, now=clock.now(), token=token)
    clock.advance(timedelta(days=8))
    association_steps.count(clock.now(), room.parts)
    assert states() == ["left"]
    clock.advance(timedelta(days=30))
    association_steps.count(clock.now(), room.parts)
    assert states() == []


def test_nothing_of_a_reader_lies_on_the_porch_in_clear(room: Newsroom) -> None:
    issue = room.published()
    room.reader("shirin.ahmadi@readers.example")
    room.send(issue)
    room.post()
    rows = [repr(row) for table in tables("porch") for row in rows_as_written("porch", table)]
    everything = " ".join(rows).lower()
    assert not any(word in everything for word in ("ahmadi", "readers.example", "192.0.2"))


def test_asking_does_the_same_for_every_address_and_state(room: Newsroom, clock: SettableClock) -> None:
    def statements(address: str) -> list[str]:
        with CaptureQueriesContext(connections["porch"]) as seen:
            assert room.ask(address)
        return [" ".join(re.sub(r"s\d+_x\d+|X?'[^']*'|\b\d+\b", "…", query["sql"]).split()) for query in seen]

    statements("first@example.org")  # the counters of the network are there from now on
    room.deliver()
    room.reader("shirin@example.org")
    left = room.reader("tomas@example.org")
    actions.leave(actor=DOOR, now=clock.now(), token=left)
    unknown = statements("nobody@example.org")
    assert unknown == statements("shirin@example.org") == statements("tomas@example.org")


def test_one_network_is_stopped_after_its_number_without_a_word_about_addresses(room: Newsroom) -> None:
    most = room.parts.options.signatures_per_minute
    assert most == 1000
    assert room.ask("one@example.org")


def test_an_older_version_never_takes_the_place_of_a_newer_one(room: Newsroom) -> None:
    issue = room.published()
    gone = PublicIssue(issue, "en", 1, "2026-03-02", 2, None)
    for one in (gone, gone):
        actions.publish(actor=DOOR, now=room.parts.clock.now(), issue=one)
    assert Edition.objects.get().is_gone
    old = PublicIssue(issue, "en", 1, "2026-03-02", 1, None)
    actions.publish(actor=DOOR, now=room.parts.clock.now(), issue=old)
    assert Edition.objects.get().version == 2


def test_no_actor_no_act(room: Newsroom) -> None:
    with pytest.raises(ValueError, match="no actor"):
        actions.leave(actor=DOOR, now=room.parts.clock.now().replace(tzinfo=None), token="x")
