from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cast import JOB
from khabar.apps.outbox.actions import claim, claim_all, put
from khabar.apps.outbox.models import Item
from khabar.apps.quarantine.actions import begin, confirm, end_on_the_porch, note_replayed
from khabar.apps.quarantine.models import Quarantine
from khabar.apps.quarantine.queries import ended_count, is_quarantined, standing
from khabar.apps.rounds.actions import conduct
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.rounds import IN_QUARANTINE, Step, timetable
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from datetime import datetime

    from conftest import SettableClock
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _it_was_restored(parts: Parts) -> None:
    now = parts.clock.now()
    begin(actor=JOB, now=now, parts=parts, as_of=now - DAY)


def said(parts: Parts, *names: str, days_ago: int = 0) -> bool:
    now = parts.clock.now()
    return confirm(actor=JOB, now=now, parts=parts, names=names, until=now.date() - days_ago * DAY)


def test_two_people_who_name_the_same_day_end_it_in_both_databases(parts: Parts) -> None:
    assert not said(parts, "mira")
    assert not said(parts, "mira"), "one person twice is one person"
    assert is_quarantined()
    assert said(parts, "tomas")
    assert not is_quarantined()
    assert not is_quarantined("porch")
    assert ended_count() == 1


def test_two_people_who_name_two_days_do_not_and_may_change_their_minds(parts: Parts) -> None:
    assert not said(parts, "mira", days_ago=2)
    assert not said(parts, "tomas")
    assert is_quarantined()
    assert said(parts, "mira")


def test_a_day_that_has_not_come_or_that_the_journal_does_not_reach_is_refused(
    parts: Parts, clock: SettableClock
) -> None:
    with pytest.raises(Invalid, match="not come yet"):
        said(parts, "mira", days_ago=-1)
    note_replayed(actor=JOB, now=clock.now(), parts=parts, until=clock.now() - 2 * DAY, done=0)
    note_replayed(actor=JOB, now=clock.now(), parts=parts, until=clock.now() - 9 * DAY, done=0)
    with pytest.raises(Invalid, match="The journal goes until 2026-02-28"):
        said(parts, "mira")
    assert said(parts, "mira", "tomas", days_ago=2)


def test_nothing_can_be_confirmed_where_nothing_is_going_on(parts: Parts) -> None:
    said(parts, "mira", "tomas")
    with pytest.raises(Refused):
        said(parts, "ezra")
    assert standing() is None


def test_a_second_one_does_not_begin_while_one_goes_on(parts: Parts, clock: SettableClock) -> None:
    begin(actor=JOB, now=clock.now(), parts=parts, as_of=clock.now(), reason="behind")
    assert Quarantine.objects.count() == 1


@pytest.mark.parametrize("reason", ["restored", "behind"])
def test_a_backup_made_in_a_quarantine_brings_neither_its_replay_nor_its_words(parts: Parts, reason: str) -> None:
    now = parts.clock.now()
    Quarantine.objects.update(reason=reason)
    note_replayed(actor=JOB, now=now, parts=parts, until=now, done=1)
    assert not said(parts, "mira")
    begin(actor=JOB, now=now, parts=parts, as_of=now - 3 * DAY)
    stands = standing()
    assert stands is not None
    assert (stands.reason, stands.as_of, stands.replayed_until) == ("restored", now - 3 * DAY, None)
    assert stands.confirmed == {}
    assert not said(parts, "tomas"), "one word of after the restore is not enough"
    assert said(parts, "mira")
    assert not is_quarantined("porch")


def test_a_porch_that_was_not_told_of_the_end_follows_the_house(parts: Parts, clock: SettableClock) -> None:
    with pytest.raises(Conflict):
        end_on_the_porch(actor=JOB, now=clock.now())
    said(parts, "mira", "tomas")
    Quarantine.objects.using("porch").update(ended_at=None)
    end_on_the_porch(actor=JOB, now=clock.now())
    assert not is_quarantined("porch")


def test_no_outbox_gives_anything_out(parts: Parts, clock: SettableClock) -> None:
    now = clock.now()
    item = put(actor=JOB, now=now, parts=parts, kind="tell", body={"permit": "x"}, key_class=KeyClass.REGISTER)
    assert not claim(item, actor=JOB, now=now)
    assert claim_all([item], actor=JOB, now=now, using="default") == frozenset()
    assert Item.objects.get(id=item).attempts == 0
    said(parts, "mira", "tomas")
    assert claim(item, actor=JOB, now=now)


def test_a_round_takes_in_and_renews_and_does_what_waited_once_it_has_ended(parts: Parts) -> None:
    done: list[Step] = []

    def do(step: Step, _now: datetime) -> None:
        done.append(step)

    number = conduct(actor=JOB, now=parts.clock.now(), parts=parts, do=do)
    assert done == [step for step in timetable(parts.options.kind).steps if step in IN_QUARANTINE]
    said(parts, "mira", "tomas")
    assert conduct(actor=JOB, now=parts.clock.now(), parts=parts, do=do) == number
    assert set(done) == set(timetable(parts.options.kind).steps)
