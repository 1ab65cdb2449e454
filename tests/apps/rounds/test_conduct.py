from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from khabar.apps.intake.actions import take_in
from khabar.apps.intake.models import Counter, Submission
from khabar.apps.ledger.queries import flaws_in_chain
from khabar.apps.pigeonholes.actions import open_pigeonhole
from khabar.apps.pigeonholes.models import Pigeonhole
from khabar.apps.rounds.actions import conduct, reopen
from khabar.apps.rounds.models import Round, Unreadable
from khabar.apps.rounds.queries import finished, state, steps_done
from khabar.apps.rounds.steps import do_step
from khabar.domain.actors import porch, system
from khabar.domain.errors import Broken, Locked
from khabar.domain.rounds import INTERMEDIARY_ROUND, Step, round_number
from khabar.vault import Cost
from khabar.vault.pigeonholes import PAGE_SIZE, derive

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
WORK = system("work")
Do = Callable[[Step, datetime], None]


class Killed(BaseException):
    """What a kill does: it is no exception that anybody catches."""


class Recorder:
    """Does steps by writing them down; breaks or finds its key locked where it is told to."""

    def __init__(
        self,
        *,
        killed_at: Step | None = None,
        locked: frozenset[str] = frozenset(),
        broken: frozenset[Step] = frozenset(),
    ) -> None:
        self.done: list[Step] = []
        self._killed_at, self._locked, self._broken = killed_at, locked, broken

    def __call__(self, step: Step, _now: datetime) -> None:
        if step is self._killed_at:
            raise Killed
        if step in self._broken:
            raise Broken(step)
        if INTERMEDIARY_ROUND.key_for(step) in self._locked:
            raise Locked(INTERMEDIARY_ROUND.key_for(step))
        self.done.append(step)


def run(parts: Parts, do: Do) -> int:
    return conduct(actor=WORK, now=parts.clock.now(), parts=parts, do=do)


def real(parts: Parts) -> Do:
    return lambda step, now: do_step(step, now=now, parts=parts)


def number_now(parts: Parts) -> int:
    return round_number(parts.clock.now(), parts.options.round_hours)


def test_a_round_does_every_step_once_in_order_and_is_then_finished(parts: Parts) -> None:
    do = Recorder()
    number = run(parts, do)
    assert do.done == list(INTERMEDIARY_ROUND.steps)
    assert finished(number)
    assert not finished(number + 1)
    assert steps_done(number) == frozenset(INTERMEDIARY_ROUND.steps)
    again = Recorder()
    run(parts, again)
    assert again.done == []


@pytest.mark.parametrize("step", list(INTERMEDIARY_ROUND.steps))
def test_a_killed_round_goes_on_at_the_step_that_was_not_done(parts: Parts, step: Step) -> None:
    first, second = Recorder(killed_at=step), Recorder()
    with pytest.raises(Killed):
        run(parts, first)
    assert not finished(number_now(parts))
    run(parts, second)
    assert first.done + second.done == list(INTERMEDIARY_ROUND.steps)
    assert second.done[0] is step
    assert finished(number_now(parts))


def test_steps_without_their_key_are_noted_and_the_others_go_on(parts: Parts) -> None:
    do = Recorder(locked=frozenset({"register"}))
    run(parts, do)
    assert do.done == [Step.TAKE_IN, Step.RENEW, Step.MAIL, Step.WITNESS]
    stands = state(parts.clock.now(), every_hours=parts.options.round_hours)
    assert stands.waiting_for_keys == (Step.FILE, Step.MATCH, Step.RELEASE, Step.CONTACT, Step.EXCHANGE)
    assert finished(number_now(parts))


def test_a_broken_step_keeps_nothing_else_from_being_done_and_is_tried_again(parts: Parts) -> None:
    broken = frozenset({Step.FILE, Step.MAIL})
    first, second = Recorder(broken=broken), Recorder()
    with pytest.raises(Broken, match="file"):
        run(parts, first)
    assert first.done == [step for step in INTERMEDIARY_ROUND.steps if step not in broken]
    assert not finished(number_now(parts))
    run(parts, second)
    assert second.done == [Step.FILE, Step.MAIL]
    assert finished(number_now(parts))


def test_the_next_round_does_what_waited_for_keys(parts: Parts, clock: SettableClock) -> None:
    run(parts, Recorder(locked=frozenset({"intake", "register", "mail"})))
    clock.advance(timedelta(hours=6))
    do = Recorder()
    run(parts, do)
    assert do.done == list(INTERMEDIARY_ROUND.steps)
    assert state(clock.now(), every_hours=6).waiting_for_keys == ()


def test_a_round_opened_again_by_hand_is_done_from_the_beginning(parts: Parts) -> None:
    run(parts, Recorder())
    reopen(actor=WORK, now=parts.clock.now(), parts=parts)
    do = Recorder()
    run(parts, do)
    assert do.done == list(INTERMEDIARY_ROUND.steps)
    assert list(flaws_in_chain("house")) == []


def test_a_missed_round_is_overdue_and_one_round_makes_up_for_many(parts: Parts, clock: SettableClock) -> None:
    run(parts, Recorder())
    clock.advance(timedelta(hours=6))
    assert not state(clock.now(), every_hours=6).is_overdue
    clock.advance(timedelta(days=3))
    assert state(clock.now(), every_hours=6).is_overdue
    run(parts, Recorder())
    assert not state(clock.now(), every_hours=6).is_overdue
    assert Round.objects.count() == 2


def test_before_the_first_round_nothing_is_overdue(parts: Parts) -> None:
    stands = state(parts.clock.now(), every_hours=6)
    assert (stands.last_finished_at, stands.missed, stands.is_overdue) == (None, 0, False)


def test_a_real_round_in_an_empty_house_finishes_locked_and_unlocked(
    parts: Parts, clock: SettableClock, agent: MemoryKeyAgent
) -> None:
    run(parts, real(parts))
    assert state(clock.now(), every_hours=6).waiting_for_keys == ()
    agent.lock()
    clock.advance(timedelta(hours=6))
    run(parts, real(parts))
    assert state(clock.now(), every_hours=6).waiting_for_keys == tuple(
        step for step in INTERMEDIARY_ROUND.steps if INTERMEDIARY_ROUND.key_for(step)
    )


def test_a_locked_house_renews_every_page_in_new_bytes_of_the_same_size(
    parts: Parts, clock: SettableClock, agent: MemoryKeyAgent
) -> None:
    for number in range(3):
        keys = derive(f"{number:012}", "654321", bytes(16), cost=Cost(64, 1))
        locator, public = keys.locator, keys.public
        open_pigeonhole(
            actor=porch("request"), now=clock.now(), parts=parts, locator=locator, public=public, standing=b""
        )
    before = {row.locator: bytes(row.blob) for row in Pigeonhole.objects.all()}
    agent.lock()
    run(parts, real(parts))
    after = {row.locator: bytes(row.blob) for row in Pigeonhole.objects.all()}
    assert set(after) == set(before)
    assert all(after[one] != before[one] and len(after[one]) == len(before[one]) == PAGE_SIZE for one in before)


def test_what_came_in_waits_on_the_porch_while_locked_and_is_taken_in_once_unlocked(
    parts: Parts, clock: SettableClock, agent: MemoryKeyAgent, unlocked: object
) -> None:
    take_in(actor=porch("request"), now=clock.now(), parts=parts, key=b"k" * 32, body={"kind": "no form of ours"})
    agent.lock()
    run(parts, real(parts))
    assert Submission.objects.count() == 1
    agent.unlock(unlocked)  # type: ignore[arg-type]  # the keys of the tests
    clock.advance(timedelta(hours=6))
    run(parts, real(parts))
    assert Submission.objects.count() == 0
    assert Unreadable.objects.count() == 1


@pytest.mark.parametrize("sealed", [b"", b"\x02", b"\x02" + bytes(8) + b"x" * 60, b"nothing of ours"])
def test_what_cannot_be_opened_is_kept_aside_and_nothing_is_lost(parts: Parts, sealed: bytes) -> None:
    Submission.objects.create(key=b"k" * 32, sealed=sealed)
    run(parts, real(parts))
    assert Submission.objects.count() == 0
    assert [bytes(row.sealed) for row in Unreadable.objects.all()] == [sealed]
    assert state(parts.clock.now(), every_hours=6).unreadable == 1


def test_a_round_sweeps_counters_of_days_gone_by(parts: Parts) -> None:
    Counter.objects.create(bucket="b", window=0, count=3)
    run(parts, real(parts))
    assert not Counter.objects.exists()
