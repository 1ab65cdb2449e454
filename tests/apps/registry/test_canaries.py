"""Canary persons: filed and kept like anybody, opened by nobody without a bell, asked and paired never."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cast import (
    FARID,
    JOB,
    MIRA,
    TOMAS,
    agree_to_ask,
    dariuss_presence,
    file_presence,
    file_request,
    pair_of,
    shirins_request,
    slip_of,
    verify_enquirer,
)
from khabar.apps.alarms.canaries import Canary, canaries, plant
from khabar.apps.alarms.models import Alarm
from khabar.apps.alarms.models import Canary as Row
from khabar.apps.alarms.queries import raised_alarms
from khabar.apps.alarms.ringing import ring
from khabar.apps.ledger.models import Entry
from khabar.apps.matches.files import opened_pair
from khabar.apps.matches.memory import Register
from khabar.apps.matches.models import Pair
from khabar.apps.matches.queries import pairs_for
from khabar.apps.registry.actions import note_reading
from khabar.apps.registry.models import Request
from khabar.apps.rounds import steps
from khabar.domain.alarms import MOST_CANARIES, AlarmKind
from khabar.domain.asking import PairState
from khabar.domain.errors import Conflict, Locked
from khabar.vault.errors import Malformed

if TYPE_CHECKING:
    from datetime import datetime

    from conftest import SettableClock
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.domain.ids import RequestId
    from khabar.ports import Envelope, Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def planted(parts: Parts, holder: str = "shirin", settles: timedelta = timedelta(0)) -> None:
    now, known = parts.clock.now(), canaries(parts.keys, parts.public.of_record)
    new = Canary(slip_of(holder)["locator"].hex(), now + settles)
    plant(actor=JOB, now=now, parts=parts, canary=new, known=known)


def reads(parts: Parts, subject: str, *cases: str) -> None:
    note_reading(actor=FARID, now=parts.clock.now(), parts=parts, subject=subject, act="request read", cases=cases)


def filed(parts: Parts) -> RequestId:
    return file_request(parts, shirins_request(parts.clock.now(), **slip_of("shirin")))


def test_whoever_opens_a_canary_rings_and_whoever_opens_another_does_not(parts: Parts) -> None:
    canary, other = (
        filed(parts),
        file_request(parts, shirins_request(parts.clock.now(), name="Omid Rahimi", **slip_of("ezra"))),
    )
    planted(parts)
    reads(parts, other)
    assert not Alarm.objects.exists()
    reads(parts, canary)
    reads(parts, "0a" * 16, other, canary)
    assert [one.kind for one in raised_alarms(now=parts.clock.now(), parts=parts)] == [AlarmKind.CANARY] * 2


def test_an_invented_presence_rings_at_every_way_to_it_and_its_rows_are_those_of_an_invented_request(
    parts: Parts,
) -> None:
    presence = file_presence(parts, dariuss_presence(parts.clock.now(), **slip_of("darius")))
    planted(parts, "darius")
    filed(parts)
    planted(parts, "shirin")
    assert len({len(bytes(row.sealed)) for row in Row.objects.all()}) == 1
    acts = [(one.act, one.sealed is None) for one in Entry.objects.filter(act="canary planted")]
    assert acts[0] == acts[1]
    ways: tuple[tuple[str, ...], ...] = ((presence,), ("0a" * 16, presence))
    for rung, cases in enumerate(ways, start=1):
        reads(parts, "0b" * 16, *cases)
        assert Alarm.objects.count() == rung
    reads(parts, presence)
    assert [one.kind for one in raised_alarms(now=parts.clock.now(), parts=parts)] == [AlarmKind.CANARY] * 3


def test_a_pair_with_an_invented_presence_is_put_before_no_desk_any_more(parts: Parts) -> None:
    request = file_request(parts, shirins_request(parts.clock.now()))
    pair = pair_of(parts, request, file_presence(parts, dariuss_presence(parts.clock.now(), **slip_of("darius"))))
    assert [line.id for line in pairs_for(MIRA, parts=parts)] == [pair]
    planted(parts, "darius")
    assert pairs_for(MIRA, parts=parts) == []


def test_while_it_settles_the_desk_opens_it_like_anybody_new(parts: Parts, clock: SettableClock) -> None:
    canary = filed(parts)
    planted(parts, settles=timedelta(days=30))
    reads(parts, canary)
    assert not Alarm.objects.exists()
    clock.advance(timedelta(days=30))
    reads(parts, canary)
    assert Alarm.objects.exists()


def test_a_hundred_openings_of_a_hundred_are_told_within_a_minute(parts: Parts, clock: SettableClock) -> None:
    @dataclass
    class Postbox:
        taken: list[datetime] = field(default_factory=list)

        def send(self, envelope: Envelope) -> None:
            del envelope
            self.taken.append(clock.now())

    post = Postbox()
    ours = replace(parts, mailer=post, options=replace(parts.options, mail_from="house@example.org"))  # type: ignore[type-var]  # a dataclass
    canary = filed(parts)
    planted(parts)
    waited = []
    for number in range(100):
        opened_at = clock.now()
        reads(ours, canary)
        clock.advance(timedelta(seconds=number % 6))
        ring(actor=JOB, now=clock.now(), parts=ours, addresses=["guarantor@example.org"])
        waited.append((post.taken[-1] - opened_at).total_seconds())
    assert len(post.taken) == 100
    assert max(waited) <= 60


def test_its_rows_are_those_of_anybody_and_who_it_is_lies_sealed_in_one_size(parts: Parts) -> None:
    canary, other = (
        filed(parts),
        file_request(parts, shirins_request(parts.clock.now(), name="Omid Rahimi", **slip_of("ezra"))),
    )
    planted(parts)
    planted(parts, "darius", timedelta(days=9))
    assert len({len(bytes(row.sealed)) for row in Row.objects.all()}) == 1
    assert slip_of("shirin")["locator"] not in b"".join(bytes(row.sealed) for row in Row.objects.all())
    Register.of_this_process().match_new(actor=JOB, now=parts.clock.now(), parts=parts)
    one, two = Request.objects.get(id=canary), Request.objects.get(id=other)
    assert one.matched_by == two.matched_by != ""
    assert [len(bytes(one.card)), len(bytes(one.body))] == [len(bytes(two.card)), len(bytes(two.body))]
    assert Entry.objects.filter(act="canary planted", subject=canary).count() == 0


def test_it_is_half_of_no_pair_whichever_half_it_would_be(parts: Parts) -> None:
    for holder in ("shirin", "darius"):
        planted(parts, holder)
    request = file_request(parts, shirins_request(parts.clock.now(), **slip_of("ezra")))
    filed(parts)
    presence = file_presence(parts, dariuss_presence(parts.clock.now(), **slip_of("darius")))
    Register.of_this_process().match_new(actor=JOB, now=parts.clock.now(), parts=parts)
    assert not Pair.objects.exists()
    assert request
    assert presence


def test_where_a_pair_was_there_before_a_decision_rings_and_nobody_is_ever_asked(parts: Parts) -> None:
    canary = filed(parts)
    pair = pair_of(parts, canary, file_presence(parts, dariuss_presence(parts.clock.now())))
    verify_enquirer(parts, canary)
    planted(parts)
    agree_to_ask(parts, pair, MIRA, TOMAS)
    assert [one.by for one in raised_alarms(now=parts.clock.now(), parts=parts)].count(TOMAS.name) == 1
    steps.release(parts.clock.now(), parts)
    assert opened_pair(pair, parts=parts).inside.standing.state is not PairState.ASKED


def test_twice_is_refused_and_so_is_one_more_than_is_looked_through(parts: Parts) -> None:
    planted(parts)
    with pytest.raises(Conflict, match="already"):
        planted(parts)
    known = tuple(Canary(f"{number:064x}", parts.clock.now()) for number in range(MOST_CANARIES))
    with pytest.raises(Conflict, match="as many"):
        plant(actor=JOB, now=parts.clock.now(), parts=parts, canary=Canary("ff", parts.clock.now()), known=known)


def test_root_who_puts_one_canary_in_the_place_of_another_is_noticed_and_a_locked_house_tells_none(
    parts: Parts, agent: MemoryKeyAgent
) -> None:
    planted(parts)
    planted(parts, "ezra")
    first, second = Row.objects.order_by("id")
    Row.objects.filter(id=first.id).update(sealed=second.sealed)
    with pytest.raises(Malformed):
        canaries(parts.keys, parts.public.of_record)
    agent.lock()
    with pytest.raises(Locked):
        canaries(parts.keys, parts.public.of_record)
