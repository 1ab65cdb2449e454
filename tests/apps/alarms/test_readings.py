"""What one account may read in a day: counted wherever a person is shown, stopped, and lifted by two."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

import cast
from cast import EZRA, FARID, MIRA, TOMAS
from khabar.apps.alarms.models import Tally, Voice
from khabar.apps.alarms.queries import raised_alarms
from khabar.apps.alarms.readings import count_listed, count_opened, let_go_on, note_stopped, stopped_today
from khabar.apps.casework.actions import note_reading as note_file_reading
from khabar.apps.ledger.models import Entry
from khabar.apps.registry.actions import note_reading
from khabar.apps.registry.readings import note_list_reading
from khabar.domain.actors import operator, staff, system
from khabar.domain.alarms import AlarmKind
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import AccountId
from khabar.domain.reading_quotas import QuotaReached

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from conftest import SettableClock
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

SUBJECT = "5b" * 16
LEYLA = staff(AccountId("b2" * 16), Duty.ASKING_DESK)
OMAR = staff(AccountId("b3" * 16), Duty.UNLOCKER)
STAFF = {one.account: one.duties for one in (MIRA, TOMAS, LEYLA, OMAR) if one.account}


@pytest.fixture
def parts(parts: Parts) -> Parts:
    """A house in which forty records are a day's."""
    return replace(parts, options=replace(parts.options, records_per_day=40))  # type: ignore[type-var]  # a dataclass


def opens(parts: Parts, times: int = 1, actor: Actor = MIRA) -> None:
    for _ in range(times):
        note_reading(actor=actor, now=parts.clock.now(), parts=parts, subject=SUBJECT, act="pair read")


def kinds(parts: Parts) -> list[AlarmKind]:
    return [one.kind for one in reversed(raised_alarms(now=parts.clock.now(), parts=parts))]


def speaks(
    parts: Parts,
    actor: Actor,
    reason: str = "A list of forty came back from the valley",
    duties: Mapping[AccountId, frozenset[Duty]] | None = None,
) -> bool:
    assert MIRA.account
    now = parts.clock.now()
    duties = STAFF if duties is None else duties
    return let_go_on(actor=actor, now=now, parts=parts, stopped=MIRA.account, duties=duties, reason=reason)


def test_the_thirty_first_record_of_a_newcomer_rings_and_the_forty_first_is_not_shown(parts: Parts) -> None:
    opens(parts, 30)
    assert kinds(parts) == []
    opens(parts, 10)
    assert kinds(parts) == [AlarmKind.READ_MUCH]
    for _ in range(3):
        with pytest.raises(QuotaReached):
            opens(parts)
    assert sorted(kinds(parts)) == [AlarmKind.QUOTA_REACHED, AlarmKind.READ_MUCH]
    assert Entry.objects.filter(act="pair read").count() == 40
    opens(parts, actor=TOMAS)


def test_the_next_day_begins_anew_and_what_was_usual_rings_no_more(parts: Parts, clock: SettableClock) -> None:
    opens(parts, 35)
    clock.advance(timedelta(days=1))
    opens(parts, 40)
    assert kinds(parts) == [AlarmKind.READ_MUCH]


@pytest.mark.parametrize(
    "route",
    [
        lambda parts: note_reading(actor=MIRA, now=parts.clock.now(), parts=parts, subject=SUBJECT, act="request read"),
        lambda parts: note_file_reading(actor=MIRA, now=parts.clock.now(), parts=parts, file_id=SUBJECT),
        lambda parts: count_opened(actor=MIRA, now=parts.clock.now(), parts=parts),
        lambda parts: note_list_reading(
            actor=MIRA, now=parts.clock.now(), parts=parts, subjects=[SUBJECT] * 10, act="pairs listed"
        ),
    ],
)
def test_no_other_route_leads_past_it_nor_a_list(parts: Parts, route: Callable[[Parts], None]) -> None:
    opens(parts, 20)
    for _ in range(20):
        route(parts)
    with pytest.raises(QuotaReached):
        route(parts)
    with pytest.raises(QuotaReached):
        opens(parts)


def test_two_pages_opened_at_once_at_the_edge_are_two(parts: Parts) -> None:
    """Both saw 39; the count is taken by the database, whatever either of them has read before."""
    opens(parts, 39)
    seen = Tally.objects.get(account=MIRA.name)
    opens(parts)
    assert seen.points == 390
    with pytest.raises(QuotaReached):
        opens(parts)
    assert Tally.objects.get(account=MIRA.name).points == 400


def test_jobs_and_empty_lists_are_not_counted_and_an_operator_reads_nothing_anyway(parts: Parts) -> None:
    now = parts.clock.now()
    for actor in (system("lists"), operator(AccountId("e2" * 16))):
        count_opened(actor=actor, now=now, parts=parts)
    count_listed(actor=MIRA, now=now, parts=parts, lines=0)
    assert not Tally.objects.exists()


def test_two_colleagues_of_the_desk_let_her_go_on_each_for_a_reason(parts: Parts) -> None:
    opens(parts, 40)
    with pytest.raises(QuotaReached):
        opens(parts)
    assert not speaks(parts, TOMAS)
    with pytest.raises(Conflict):
        speaks(parts, TOMAS)
    (stopped,) = stopped_today(now=parts.clock.now(), parts=parts)
    assert stopped.account == MIRA.account
    assert stopped.voices == ((TOMAS.account, "A list of forty came back from the valley"),)
    with pytest.raises(QuotaReached):
        opens(parts)
    assert speaks(parts, LEYLA)
    assert stopped_today(now=parts.clock.now(), parts=parts) == []
    opens(parts, 40)
    with pytest.raises(QuotaReached):
        opens(parts)
    assert AlarmKind.QUOTA_LIFTED in kinds(parts)
    assert b"valley" not in b"".join(bytes(one.sealed) for one in Voice.objects.all())


@pytest.mark.parametrize("now_holds", [None, frozenset(), frozenset({Duty.FAMILY_DESK}), frozenset({Duty.OPERATOR})])
def test_the_voice_of_one_who_has_left_the_desk_counts_no_more_but_that_of_an_unlocker_does(
    parts: Parts, now_holds: frozenset[Duty] | None
) -> None:
    """Ezra speaks as Tomas, leaves, and comes back as Leyla."""
    opens(parts, 40)
    note_stopped(actor=MIRA, now=parts.clock.now(), parts=parts)
    assert not speaks(parts, TOMAS)
    left = {account: held for account, held in STAFF.items() if account != TOMAS.account}
    if now_holds is not None and TOMAS.account:
        left[TOMAS.account] = now_holds
    assert not speaks(parts, LEYLA, duties=left)
    with pytest.raises(QuotaReached):
        opens(parts)
    assert speaks(parts, OMAR, duties=left)
    opens(parts, 40)
    with pytest.raises(QuotaReached):
        opens(parts)
    with pytest.raises(Conflict):
        speaks(parts, LEYLA)
    assert not Voice.objects.get(by=TOMAS.account).is_spent


def test_four_colleagues_let_her_go_on_twice_and_whoever_leaves_after_that_takes_nothing_back(parts: Parts) -> None:
    unlocker = staff(AccountId("b4" * 16), Duty.UNLOCKER)
    for first, second in ((TOMAS, LEYLA), (OMAR, unlocker)):
        opens(parts, 40)
        with pytest.raises(QuotaReached):
            opens(parts)
        assert not speaks(parts, first)
        assert speaks(parts, second, duties={MIRA.account or AccountId(""): MIRA.duties, **STAFF})
    opens(parts, 40)


@pytest.mark.parametrize("nobody", [MIRA, FARID, EZRA, cast.EZRA_OPERATOR])
def test_ezra_another_desk_an_operator_and_she_herself_let_nobody_go_on(parts: Parts, nobody: Actor) -> None:
    opens(parts, 40)
    note_stopped(actor=MIRA, now=parts.clock.now(), parts=parts)
    with pytest.raises(Refused):
        speaks(parts, nobody)


def test_without_a_reason_or_where_nobody_is_stopped_nothing_is_lifted(parts: Parts) -> None:
    with pytest.raises(Conflict):
        speaks(parts, TOMAS)
    with pytest.raises(Invalid):
        speaks(parts, TOMAS, " ")
    assert not Voice.objects.exists()


def test_a_stop_inside_a_larger_act_is_kept_afterwards(parts: Parts) -> None:
    """The act is undone with its alarm; the door notes the stop again, once."""
    opens(parts, 40)
    with transaction.atomic():
        with pytest.raises(QuotaReached):
            opens(parts)
        transaction.set_rollback(True)
    assert AlarmKind.QUOTA_REACHED not in kinds(parts)
    for _ in range(2):
        note_stopped(actor=MIRA, now=parts.clock.now(), parts=parts)
    assert kinds(parts).count(AlarmKind.QUOTA_REACHED) == 1
