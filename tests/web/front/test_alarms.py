"""The page of alarms: who sees which, and how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apps.accounts.colleagues import browser_of
from khabar.apps.alarms.actions import raise_alarm
from khabar.apps.alarms.models import Alarm, Seen
from khabar.domain.alarms import AlarmKind, Topic
from khabar.domain.duties import Duty
from khabar.web.front.alarms import KINDS, TOPICS
from web.desks import words

if TYPE_CHECKING:
    from apps.accounts.colleagues import Colleague, House

pytestmark = [pytest.mark.urls("web.front.house_addresses"), pytest.mark.django_db(databases=["default", "porch"])]


def rings(house: House, who: Colleague, kind: AlarmKind) -> str:
    house.clock.wait(minutes=1)
    now = house.clock.now()
    raise_alarm(actor=who.actor, now=now, parts=house.parts, kind=kind, details={"subject": "5e" * 16})
    return Alarm.objects.get(raised_at=now).id


def test_every_kind_and_topic_has_words() -> None:
    assert set(KINDS) == set(AlarmKind)
    assert set(TOPICS) == set(Topic)


def test_a_desk_sees_a_day_and_a_topic_an_unlocker_the_kind_and_the_minute_and_nobody_his_own(house: House) -> None:
    farid, mira = house.colleague("farid", Duty.FAMILY_DESK), house.colleague("mira", Duty.ASKING_DESK)
    rings(house, farid, AlarmKind.CANARY)
    desk = words(browser_of(mira).get("/alarms/"))
    whole = words(browser_of(house.colleague("tomas", Duty.ASKING_DESK, Duty.UNLOCKER)).get("/alarms/"))
    assert "Somebody’s reading calls for a look" in desk
    assert "2026-03-02</time>" in desk
    assert "Farid" in desk
    assert "An invented person" in whole
    assert "09:01" in whole
    for page in (desk, words(browser_of(farid).get("/alarms/"))):
        assert "invented person" not in page
        assert "09:01" not in page
    assert "There were none" in words(browser_of(farid).get("/alarms/"))
    assert "5e5e" not in desk + whole


def test_who_has_looked_says_so_once_and_stands_on_the_page(house: House) -> None:
    farid, mira = house.colleague("farid", Duty.FAMILY_DESK), house.colleague("mira", Duty.ASKING_DESK)
    alarm = rings(house, farid, AlarmKind.READ_MUCH)
    client = browser_of(mira)
    assert "Nobody has looked" in words(client.get("/alarms/"))
    for _ in range(2):
        assert client.post(f"/alarms/{alarm}/seen/")["Location"] == "/alarms/"
    page = words(client.get("/alarms/"))
    assert 'Looked at by: <bdi translate="no">Mira</bdi>' in page
    assert "I have looked" not in page
    assert Seen.objects.count() == 1
    assert client.post(f"/alarms/{'0' * 32}/seen/").status_code == 404


def test_an_operator_sees_them_inside_a_session_only(house: House) -> None:
    alarm = rings(house, house.colleague("farid", Duty.FAMILY_DESK), AlarmKind.CANARY)
    client = browser_of(house.colleague("keeper", Duty.OPERATOR))
    assert client.get("/alarms/")["Location"] == "/operator/"
    client.post(f"/alarms/{alarm}/seen/")
    assert not Seen.objects.exists()
    client.post("/operator/open/", {"reason": "An alarm came by mail"})
    assert "Farid" in words(client.get("/alarms/"))


def test_the_first_page_leads_there_whoever_sees_them_and_ezra_the_helper_finds_no_such_page(house: House) -> None:
    assert "/alarms/" in words(browser_of(house.colleague("mira", Duty.LETTERS)).get("/"))
    ezra = browser_of(house.colleague("ezra", Duty.HELPER))
    assert "/alarms/" not in words(ezra.get("/"))
    assert ezra.get("/alarms/").content == ezra.get("/nowhere/").content
