"""Alarms: sealed in one size, told within a minute whatever the worker does, in words that say nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from cast import EZRA, FARID, MIRA, NIMA
from khabar.apps.alarms.actions import note_seen, raise_alarm
from khabar.apps.alarms.models import Alarm, Told
from khabar.apps.alarms.queries import alarms_for, raised_alarms
from khabar.apps.alarms.ringing import ring
from khabar.apps.ledger.models import Entry
from khabar.domain.actors import staff, system
from khabar.domain.alarms import AlarmKind
from khabar.domain.duties import Duty
from khabar.domain.errors import Locked, Outside, Refused
from khabar.domain.ids import AccountId
from khabar.vault.errors import Malformed

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.ports import Envelope, Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

GUARANTOR, WATCH = "guarantor@example.org", "watch@example.org"
BELL = system("alarms")
UNLOCKER = staff(AccountId("a9" * 16), Duty.ASKING_DESK, Duty.UNLOCKER)


@dataclass
class Postbox:
    """A mail server: what it took, and what it says to the next mails."""

    taken: list[Envelope] = field(default_factory=list)
    trouble: list[Outside] = field(default_factory=list)

    def send(self, envelope: Envelope) -> None:
        if self.trouble:
            raise self.trouble.pop(0)
        self.taken.append(envelope)


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def parts(parts: Parts, postbox: Postbox) -> Parts:
    return replace(parts, mailer=postbox, options=replace(parts.options, mail_from="house@example.org"))  # type: ignore[type-var]  # the options of tests are a dataclass


def alarm(parts: Parts, kind: AlarmKind = AlarmKind.CANARY, **details: object) -> None:
    raise_alarm(actor=FARID, now=parts.clock.now(), parts=parts, kind=kind, details=details)


def rung(parts: Parts, *addresses: str) -> int:
    return ring(actor=BELL, now=parts.clock.now(), parts=parts, addresses=addresses or (GUARANTOR,))


def test_what_it_was_lies_sealed_in_one_size_and_the_ledger_names_it(parts: Parts) -> None:
    alarm(parts, AlarmKind.READ_MUCH, opened=61)
    alarm(parts, AlarmKind.CANARY, subject="ab" * 16)
    sealed = [bytes(row.sealed) for row in Alarm.objects.all()]
    assert len({len(one) for one in sealed}) == 1
    assert not any(word in one for one in sealed for word in (b"canary", b"read", FARID.name.encode()))
    assert list(Entry.objects.values_list("act", flat=True)) == ["alarm raised"] * 2


def test_it_goes_where_the_act_goes_that_raised_it(parts: Parts) -> None:
    with transaction.atomic():
        alarm(parts)
        transaction.set_rollback(True)
    assert not Alarm.objects.exists()


def test_it_is_raised_in_a_locked_house_and_read_in_an_open_one(parts: Parts, agent: MemoryKeyAgent) -> None:
    agent.lock()
    alarm(parts)
    with pytest.raises(Locked):
        alarms_for(UNLOCKER, now=parts.clock.now(), parts=parts)


def test_colleagues_see_it_and_say_so_once_but_not_who_set_it_off(parts: Parts) -> None:
    alarm(parts)
    now = parts.clock.now()
    assert alarms_for(FARID, now=now, parts=parts) == ()
    (one,) = alarms_for(UNLOCKER, now=now, parts=parts)
    assert (one.kind, one.by, one.seen_by) == (AlarmKind.CANARY, FARID.name, ())
    for _ in range(2):
        note_seen(actor=MIRA, now=now, parts=parts, alarm_id=one.id)
    (one,) = alarms_for(MIRA, now=now, parts=parts)
    assert (one.seen_by, one.was_seen, one.kind) == ((MIRA.account,), True, None)
    assert Entry.objects.filter(act="alarm seen").count() == 1


def test_ezra_says_nothing_about_an_alarm_that_is_none_and_a_helper_sees_none(parts: Parts) -> None:
    with pytest.raises(Refused):
        note_seen(actor=EZRA, now=parts.clock.now(), parts=parts, alarm_id="00" * 16)
    with pytest.raises(Refused):
        alarms_for(NIMA, now=parts.clock.now(), parts=parts)


def test_root_who_puts_one_alarm_in_the_place_of_another_is_noticed(parts: Parts) -> None:
    alarm(parts)
    alarm(parts)
    first, second = Alarm.objects.all()
    Alarm.objects.filter(id=first.id).update(sealed=second.sealed)
    with pytest.raises(Malformed):
        raised_alarms(now=parts.clock.now(), parts=parts)


def test_after_three_months_it_leaves_the_page(parts: Parts, clock: SettableClock) -> None:
    alarm(parts)
    clock.advance(timedelta(days=90))
    assert raised_alarms(now=clock.now(), parts=parts) == []


def test_each_address_is_told_once_in_the_same_words_whatever_it_was(parts: Parts, postbox: Postbox) -> None:
    assert rung(parts) == 0
    alarm(parts, AlarmKind.CANARY, subject="ab" * 16)
    assert [rung(parts, GUARANTOR, WATCH), rung(parts, GUARANTOR, WATCH)] == [2, 0]
    alarm(parts, AlarmKind.LICENCE)
    rung(parts)
    first, _, other = postbox.taken
    assert (first.subject, first.body) == (other.subject, other.body)
    assert first.message_id != other.message_id
    assert len(first.message_id) == len(other.message_id)


def test_many_alarms_at_once_are_one_mail(parts: Parts, postbox: Postbox) -> None:
    for _ in range(30):
        alarm(parts)
    assert rung(parts) == 1
    assert len(postbox.taken) == 1


def test_a_mail_that_could_not_leave_is_tried_again_one_refused_for_good_is_not(
    parts: Parts, postbox: Postbox, clock: SettableClock
) -> None:
    alarm(parts)
    postbox.trouble = [Outside(retry=True)]
    assert [rung(parts), rung(parts), rung(parts)] == [0, 1, 0]
    alarm(parts)
    postbox.trouble = [Outside(retry=False)]
    assert [rung(parts), rung(parts)] == [0, 0]
    alarm(parts)
    clock.advance(timedelta(days=7))
    assert rung(parts) == 0


def test_a_mail_of_unknown_fate_is_repeated_once_under_its_own_name(parts: Parts, postbox: Postbox) -> None:
    alarm(parts)
    unknown = Outside(retry=True, fate_unknown=True)
    postbox.trouble = [unknown]
    assert [rung(parts), rung(parts), rung(parts)] == [0, 1, 0]
    alarm(parts)
    postbox.trouble = [unknown, unknown]
    assert [rung(parts), rung(parts), rung(parts)] == [0, 0, 0]
    assert not Told.objects.filter(is_done=False).exists()


def test_a_hundred_of_a_hundred_are_told_within_a_minute_while_each_look_comes_after_five_seconds(
    parts: Parts, postbox: Postbox, clock: SettableClock
) -> None:
    raised: dict[str, float] = {}
    begin = clock.now()
    told: list[float] = []
    for number in range(100):
        alarm(parts)
        raised[str(number)] = (clock.now() - begin).total_seconds()
        clock.advance(timedelta(seconds=(7 * number) % 23))
        if number % 3 == 0:
            postbox.trouble = [Outside(retry=True)] * (number % 4)
        while not rung(parts):
            clock.advance(timedelta(seconds=5))
        told.append((clock.now() - begin).total_seconds())
    waited = [at - raised[str(number)] for number, at in enumerate(told)]
    assert len(postbox.taken) == 100
    assert max(waited) <= 60


def test_no_actor_no_bell(parts: Parts) -> None:
    with pytest.raises(ValueError, match="no actor"):
        ring(actor=BELL, now=parts.clock.now().replace(tzinfo=None), parts=parts, addresses=())
