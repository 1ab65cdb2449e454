from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apps.accounts.colleagues import MONDAY, browser_of
from khabar.apps.accounts import actions
from khabar.apps.ledger.models import Entry
from khabar.apps.rounds.models import Round
from khabar.domain.duties import Duty
from khabar.domain.rounds import round_number

if TYPE_CHECKING:
    from apps.accounts.colleagues import House

pytestmark = [pytest.mark.urls("web.front.house_addresses"), pytest.mark.django_db(databases=["default", "porch"])]


def test_without_a_session_there_is_only_the_question_why(house: House) -> None:
    house.colleague("mira", Duty.ASKING_DESK)
    page = browser_of(house.colleague("keeper", Duty.OPERATOR)).get("/operator/").content.decode()
    assert "Open a session" in page
    assert "mira" not in page
    assert "Chains" not in page


def test_a_session_without_a_reason_is_not_opened(house: House) -> None:
    client = browser_of(house.colleague("keeper", Duty.OPERATOR))
    page = client.post("/operator/open/", {"reason": "  "}).content.decode()
    assert "Open a session" in page
    assert "error-summary" in page
    assert "Open a session" in client.get("/operator/").content.decode()


def test_with_a_reason_the_machinery_is_shown_for_half_an_hour_and_no_longer(house: House) -> None:
    house.colleague("mira", Duty.ASKING_DESK)
    client = browser_of(house.colleague("keeper", Duty.OPERATOR))
    assert client.post("/operator/open/", {"reason": "Disk is filling up"})["Location"] == "/operator/"
    page = client.get("/operator/").content.decode()
    for words in ("Disk is filling up", "mira", "Asking desk", f"house: {Entry.objects.count()}"):
        assert words in page
    house.agent.lock()
    assert "requests, presences and pairs" in client.get("/operator/").content.decode()
    house.clock.wait(minutes=31)
    assert "Open a session" in client.get("/operator/").content.decode()


def test_missing_rounds_are_told_to_the_operator_and_on_every_first_page(house: House) -> None:
    client = browser_of(house.colleague("keeper", Duty.OPERATOR))
    number = round_number(MONDAY, house.parts.options.round_hours)
    Round.objects.create(number=number, planned_at=MONDAY, started_at=MONDAY, finished_at=MONDAY)
    client.post("/operator/open/", {"reason": "Disk is filling up"})
    assert "Last finished: 2026-03-02 09:00 (UTC)" in client.get("/operator/").content.decode()
    assert "The rounds are late" not in client.get("/").content.decode()
    house.clock.wait(hours=3 * house.parts.options.round_hours)
    client.post("/operator/open/", {"reason": "Rounds are late"})
    assert "3 rounds are missing." in " ".join(client.get("/operator/").content.decode().split())
    assert "The rounds are late" in client.get("/").content.decode()


def test_a_session_is_ended_by_a_posted_form_and_a_second_opening_changes_nothing(house: House) -> None:
    client = browser_of(house.colleague("keeper", Duty.OPERATOR))
    for reason in ("Look at the disk", "Look again"):
        assert client.post("/operator/open/", {"reason": reason})["Location"] == "/operator/"
    assert "Look at the disk" in client.get("/operator/").content.decode()
    assert client.get("/operator/close/").status_code == 405
    client.post("/operator/close/")
    assert "Open a session" in client.get("/operator/").content.decode()


def test_every_colleague_sees_on_the_first_page_who_looked_and_why(house: House) -> None:
    keeper, farid = house.colleague("keeper", Duty.OPERATOR), house.colleague("farid", Duty.FAMILY_DESK)
    assert "There were none." in browser_of(farid).get("/").content.decode()
    actions.open_operator_session(actor=keeper.actor, now=MONDAY, parts=house.parts, reason="Disk is filling up")
    page = browser_of(farid).get("/").content.decode()
    assert "Keeper" in page
    assert "Disk is filling up" in page


def test_ezra_at_a_desk_does_not_find_the_operators_page(house: House) -> None:
    for duty in Duty:
        if duty is not Duty.OPERATOR:
            client = browser_of(house.colleague(f"ezra-{duty.replace('_', '-')}", duty))
            assert client.get("/operator/").status_code == 404
            assert client.post("/operator/open/", {"reason": "Curious"}).status_code == 404
