from __future__ import annotations

from datetime import UTC, datetime

import pytest

from khabar.domain.actors import operator, staff, system
from khabar.domain.alarms import Alarm, AlarmKind, Topic, shown_to
from khabar.domain.duties import Duty
from khabar.domain.errors import Refused
from khabar.domain.ids import AccountId

FARID = staff(AccountId("f1" * 16), Duty.FAMILY_DESK)
MIRA = staff(AccountId("a1" * 16), Duty.ASKING_DESK, Duty.UNLOCKER)
EZRA = operator(AccountId("e1" * 16))
MOMENT = datetime(2026, 3, 2, 9, 41, 7, tzinfo=UTC)


def alarm(kind: AlarmKind, by: str = "b1" * 16, *seen_by: AccountId) -> Alarm:
    return Alarm("01" * 16, kind, MOMENT, by, seen_by)


@pytest.mark.parametrize("viewer", [FARID, EZRA])
def test_a_desk_and_an_operator_see_a_topic_and_a_day_and_cannot_tell_a_canary_from_much_reading(
    viewer: object,
) -> None:
    seen = [shown_to(viewer, [alarm(kind)]) for kind in (AlarmKind.CANARY, AlarmKind.READ_MUCH)]  # type: ignore[arg-type]  # one of the two actors
    assert seen[0] == seen[1]
    ((one,),) = seen[:1]
    assert one.topic is Topic.READING
    assert one.kind is None
    assert one.at == datetime(2026, 3, 2, tzinfo=UTC)


def test_an_unlocker_sees_the_kind_and_the_minute_and_who_has_looked() -> None:
    (one,) = shown_to(MIRA, [alarm(AlarmKind.CANARY, FARID.name, AccountId("c1" * 16))])
    assert (one.kind, one.at, one.by, one.was_seen) == (AlarmKind.CANARY, MOMENT, FARID.name, False)


def test_nobody_is_shown_an_alarm_that_he_set_off_himself_an_unlocker_neither() -> None:
    alarms = [alarm(AlarmKind.CANARY, FARID.name), alarm(AlarmKind.CANARY, MIRA.name, FARID.account or AccountId(""))]
    assert [one.by for one in shown_to(FARID, alarms)] == [MIRA.name]
    assert [one.was_seen for one in shown_to(FARID, alarms)] == [True]
    assert [one.by for one in shown_to(MIRA, alarms)] == [FARID.name]


@pytest.mark.parametrize(
    "nobody",
    [staff(AccountId("d1" * 16), Duty.HELPER), staff(AccountId("0c" * 16), Duty.CARRIER, Duty.UNLOCKER), system("job")],
)
def test_who_works_on_no_cases_sees_none_but_an_unlocker_does(nobody: object) -> None:
    if nobody.duties >= {Duty.UNLOCKER}:  # type: ignore[attr-defined]  # an actor
        assert shown_to(nobody, [alarm(AlarmKind.LICENCE)])  # type: ignore[arg-type]  # the same
        return
    with pytest.raises(Refused):
        shown_to(nobody, [alarm(AlarmKind.LICENCE)])  # type: ignore[arg-type]  # the same


def test_every_kind_has_a_topic() -> None:
    assert {alarm(kind).topic for kind in AlarmKind} == set(Topic)
