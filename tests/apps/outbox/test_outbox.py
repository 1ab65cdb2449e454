from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from khabar.adapters.entropy import SeededEntropy
from khabar.adapters.keyagent.memory import MemoryKeyAgent
from khabar.apps.outbox.actions import claim, finish, give_back, put, undo
from khabar.apps.outbox.models import Item, State
from khabar.apps.outbox.queries import due_items, waiting_count
from khabar.domain.actors import system
from khabar.domain.errors import Locked
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.ports import Parts
    from khabar.vault import Keyring, Unlocked

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
ROUND = system("round")


def queue(parts: Parts, kind: str = "ask", **body: object) -> str:
    now = parts.clock.now()
    return put(actor=ROUND, now=now, parts=parts, kind=kind, body=body, key_class=KeyClass.REGISTER)


def take(parts: Parts, item: str) -> bool:
    return claim(item, actor=ROUND, now=parts.clock.now())


def row(item: str) -> dict[str, object]:
    found = Item.objects.filter(id=item).values("state", "attempts", "sealed", "event", "due", "key_class").get()
    return {**found, "sealed": bytes(found["sealed"])}


def test_what_was_put_is_due_and_opens_again(parts: Parts) -> None:
    item = queue(parts, "tell", permit="p" * 32)
    (due,) = due_items(KeyClass.REGISTER, now=parts.clock.now(), parts=parts)
    assert (due.id, due.kind, due.body["permit"], due.attempts) == (item, "tell", "p" * 32, 0)
    assert due_items(KeyClass.MAIL, now=parts.clock.now(), parts=parts) == []
    assert due_items(KeyClass.REGISTER, now=parts.clock.now() - timedelta(seconds=1), parts=parts) == []


def test_every_item_has_one_size_whatever_it_is(parts: Parts) -> None:
    queue(parts, "ask", pair="p")
    queue(parts, "letter", piece=b"x" * 20000)
    assert len({len(bytes(item.sealed)) for item in Item.objects.all()}) == 1


def test_one_who_claims_has_it_twice_at_most_and_never_a_third_time(parts: Parts) -> None:
    item = queue(parts)
    assert [take(parts, item) for _ in range(4)] == [True, True, False, False]
    assert row(item)["attempts"] == 2


def test_a_third_attempt_is_refused_by_the_table_too(parts: Parts) -> None:
    item = queue(parts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(id=item).update(attempts=3)


def test_a_finished_item_is_empty_and_cannot_be_claimed(parts: Parts) -> None:
    item = queue(parts)
    take(parts, item)
    finish(item, actor=ROUND, now=parts.clock.now())
    assert not take(parts, item)
    assert (row(item)["state"], row(item)["sealed"]) == (State.DONE, b"")
    assert waiting_count() == 0
    assert due_items(KeyClass.REGISTER, now=parts.clock.now(), parts=parts) == []


def test_a_step_that_was_undone_looks_like_one_that_left(parts: Parts) -> None:
    left, undone = queue(parts, "ask", pair="one"), queue(parts, "ask", pair="two")
    take(parts, left)
    finish(left, actor=ROUND, now=parts.clock.now())
    assert undo(undone, actor=ROUND, now=parts.clock.now())
    assert row(left) == row(undone)


def test_what_has_left_cannot_be_undone_and_neither_can_what_is_leaving(parts: Parts) -> None:
    item = queue(parts)
    take(parts, item)
    assert not undo(item, actor=ROUND, now=parts.clock.now())
    finish(item, actor=ROUND, now=parts.clock.now())
    assert not undo(item, actor=ROUND, now=parts.clock.now())


def test_what_was_undone_does_not_leave(parts: Parts) -> None:
    item = queue(parts)
    undo(item, actor=ROUND, now=parts.clock.now())
    assert not take(parts, item)
    assert not undo(item, actor=ROUND, now=parts.clock.now())


def test_an_item_given_back_waits_as_if_never_tried(parts: Parts) -> None:
    item = queue(parts)
    before = row(item)
    for _ in range(5):
        assert take(parts, item)
        give_back(item, actor=ROUND, now=parts.clock.now())
        assert row(item) == before
    give_back(item, actor=ROUND, now=parts.clock.now())
    assert row(item) == before


def test_items_sealed_before_a_key_was_changed_still_open(parts: Parts, keyring: Keyring, unlocked: Unlocked) -> None:
    queue(parts, "ask", pair="old")
    rotated = keyring.rotate(KeyClass.REGISTER, unlocked, random=SeededEntropy("rotation").bytes).unlocked
    later = replace(parts, keys=MemoryKeyAgent(rotated), public=rotated.public_keys())
    queue(later, "ask", pair="new")
    found = {due.body["pair"] for due in due_items(KeyClass.REGISTER, now=parts.clock.now(), parts=later)}
    assert found == {"old", "new"}


def test_a_locked_house_queues_and_does_not_read(parts: Parts, agent: MemoryKeyAgent) -> None:
    agent.lock()
    queue(parts)
    assert waiting_count() == 1
    with pytest.raises(Locked):
        due_items(KeyClass.REGISTER, now=parts.clock.now(), parts=parts)
    with pytest.raises(Locked):
        due_items(KeyClass.MAIL, now=parts.clock.now(), parts=parts)


def test_without_a_moment_that_has_its_zone_nothing_is_done(parts: Parts, clock: SettableClock) -> None:
    item = queue(parts)
    for act in (claim, give_back, finish, undo):
        with pytest.raises(ValueError, match="no act"):
            act(item, actor=ROUND, now=clock.now().replace(tzinfo=None))
    assert row(item)["attempts"] == 0
