"""Alarms, limits, reasons and numbers, each done by the process that does it in life, under its allow-list."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cast import FARID, JOB, MIRA, TOMAS
from databases import acting_as
from khabar.apps.accounts.models import Account
from khabar.apps.alarms.access import give_reason, has_reason
from khabar.apps.alarms.actions import note_seen
from khabar.apps.alarms.queries import alarms_for
from khabar.apps.alarms.readings import let_go_on, stopped_today
from khabar.apps.alarms.ringing import ring
from khabar.apps.registry.actions import note_reading
from khabar.apps.rounds.comparing import compare_once_a_day
from khabar.apps.statistics.actions import tell_quarter
from khabar.apps.statistics.queries import told_quarters
from khabar.domain.actors import staff
from khabar.domain.alarms import AlarmKind
from khabar.domain.duties import Duty
from khabar.domain.ids import AccountId, RequestId
from khabar.domain.kinds import Kind
from khabar.domain.reading_quotas import QuotaReached

if TYPE_CHECKING:
    from khabar.ports import Envelope, Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

REQUEST = RequestId("5e" * 16)


@dataclass
class Postbox:
    """A mail server that takes everything."""

    taken: list[Envelope] = field(default_factory=list)

    def send(self, envelope: Envelope) -> None:
        self.taken.append(envelope)


@pytest.mark.parametrize("kind", Kind)
def test_a_stop_rings_is_told_lifted_and_looked_at_within_the_lists(parts: Parts, kind: Kind) -> None:
    postbox, now = Postbox(), parts.clock.now()
    few = replace(parts.options, records_per_day=1, mail_from="house@example.org")  # type: ignore[type-var]  # a dataclass
    ours = replace(parts, mailer=postbox, options=few)
    unlocker = staff(AccountId("a9" * 16), Duty.UNLOCKER)
    with acting_as("house", kind):
        if kind is Kind.INTERMEDIARY:
            note_reading(actor=MIRA, now=now, parts=ours, subject=REQUEST, act="request read")
            with pytest.raises(QuotaReached):
                note_reading(actor=MIRA, now=now, parts=ours, subject=REQUEST, act="request read")
            (stopped,) = stopped_today(now=now, parts=ours)
            held = {one.account: one.duties for one in (MIRA, TOMAS, unlocker) if one.account}
            for who in (TOMAS, unlocker):
                let_go_on(actor=who, now=now, parts=ours, stopped=stopped.account, duties=held, reason="Forty sheets")
            note_reading(actor=MIRA, now=now, parts=ours, subject=REQUEST, act="request read")
            give_reason(actor=FARID, now=now, parts=ours, request_id=REQUEST, reason="Her brother telephoned")
            assert has_reason(FARID, now=now, request_id=REQUEST)
        for one in alarms_for(unlocker, now=now, parts=ours):
            note_seen(actor=unlocker, now=now, parts=ours, alarm_id=one.id)
    with acting_as("work", kind):
        told = ring(actor=JOB, now=now, parts=ours, addresses=["guarantor@example.org"])
        assert tell_quarter(actor=JOB, now=now, parts=ours, count=lambda _quarter: {"a": 12})
    assert told == len(postbox.taken) == (1 if kind is Kind.INTERMEDIARY else 0)
    with acting_as("house", kind):
        assert told_quarters()[0].table.total == 10


@pytest.mark.parametrize("kind", Kind)
def test_the_rounds_hold_rows_against_the_ledger_and_ring_within_their_lists(parts: Parts, kind: Kind) -> None:
    now = parts.clock.now()
    with acting_as("work", kind):
        compare_once_a_day(actor=JOB, now=now, parts=parts)
    unlocker = staff(AccountId("a9" * 16), Duty.UNLOCKER)
    assert alarms_for(unlocker, now=now, parts=parts) == ()
    Account.objects.create(id="e" * 32, username="ezra", display_name="Ezra", joined_at=now)
    later = now + timedelta(days=1)
    with acting_as("work", kind):
        compare_once_a_day(actor=JOB, now=later, parts=parts)
    assert [one.kind for one in alarms_for(unlocker, now=later, parts=parts)] == [AlarmKind.NOT_ENTERED]
