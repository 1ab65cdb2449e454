from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory

import cast
from apps.accounts.colleagues import browser_of
from khabar.apps.accounts import actions, queries
from khabar.apps.accounts.models import Kin
from khabar.domain.duties import Duty
from khabar.web.front.desks import DESKS, duty_words, places
from khabar.web.front.frame import house as frame_of

if TYPE_CHECKING:
    from apps.accounts.colleagues import House

pytestmark = pytest.mark.urls("web.front.house_addresses")


def test_the_first_page_lists_the_desks_of_whoever_is_signed_in_and_no_others(house: House) -> None:
    page = browser_of(house.colleague("farid", Duty.FAMILY_DESK)).get("/").content.decode()
    assert 'href="/families/"' in page
    for foreign in ("/pairs/", "/operator/", "/helper/", "/letters/"):
        assert foreign not in page


def test_without_a_duty_the_first_page_says_so(house: House) -> None:
    assert "given no duty yet" in browser_of(house.colleague("ezra")).get("/").content.decode()


def test_the_first_page_says_what_is_locked_in_words(house: House) -> None:
    client = browser_of(house.colleague("mira", Duty.ASKING_DESK))
    assert "Locked now" not in client.get("/").content.decode()
    house.agent.lock()
    page = client.get("/").content.decode()
    assert "Locked now" in page
    assert "requests, presences and pairs" in page


@pytest.mark.django_db(databases=["default", "porch"])
def test_a_locked_house_warns_a_week_before_a_promised_date_passes(house: House) -> None:
    client = browser_of(house.colleague("mira", Duty.UNLOCKER))
    cast.file_request(house.parts, cast.shirins_request(house.clock.now()))
    house.agent.lock()
    assert "call an unlocker" not in client.get("/").content.decode()
    house.clock.wait(days=23)
    client = browser_of(house.colleague("tomas", Duty.UNLOCKER))
    assert "call an unlocker" in client.get("/").content.decode()


def test_a_colleague_seals_the_name_of_a_relative_and_sees_only_a_number(house: House) -> None:
    mira = house.colleague("mira", Duty.ASKING_DESK)
    client = browser_of(mira)
    house.agent.lock()
    assert client.post("/kin/", {"name": "Darius Ahmadi"})["Location"] == "/kin/"
    page = client.get("/kin/").content.decode()
    assert "You have declared 1 name." in " ".join(page.split())
    assert "Darius" not in page
    assert Kin.objects.count() == 1
    assert "error-summary" in client.post("/kin/", {"name": ""}).content.decode()
    assert "error-summary" in client.post("/kin/", {"name": "\u200e"}).content.decode()


def test_every_duty_has_a_desk_and_a_desk_without_a_door_has_no_address() -> None:
    assert {desk.duty for desk in DESKS} == set(Duty)
    assert duty_words([Duty.OPERATOR, Duty.HELPER]) == ["Helper", "Operator"]
    [carrier] = places([Duty.CARRIER])
    assert carrier.url == ""
    [letters] = places([Duty.LETTERS])
    assert letters.url == ""
    [families] = places([Duty.FAMILY_DESK], at="/families/of/somebody/")
    assert families.current


def test_the_frame_names_the_colleague_the_duties_and_the_end_of_a_session(house: House) -> None:
    keeper = house.colleague("keeper", Duty.OPERATOR)
    request = RequestFactory().get("/operator/")
    assert frame_of(request) == {}
    request.actor, request.parts = keeper.actor, house.parts  # type: ignore[attr-defined]  # what middleware does
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]  # same
    frame = frame_of(request)["house"]
    assert (frame.signed_in_as, frame.duties, frame.locked, frame.session_until) == (
        "Keeper",
        ["Operator"],
        False,
        None,
    )
    assert [place.url for place in frame.navigation] == ["/operator/"]
    actions.open_operator_session(actor=keeper.actor, now=house.clock.now(), parts=house.parts, reason="Disk")
    session = queries.operator_session(keeper.account, now=house.clock.now())
    assert session is not None
    assert frame_of(request)["house"].session_until == session.until
