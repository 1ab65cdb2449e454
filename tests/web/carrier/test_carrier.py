"""A carrier's pages: his own trips alone, told no more than needed, and every sheet accounted for by its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.accounts.colleagues import browser_of
from khabar.apps.trips import actions
from khabar.apps.trips.files import opened_trip
from khabar.domain.duties import Duty
from khabar.domain.ids import TripId
from khabar.domain.trip_events import Condition
from web.desks import as_bytes, text, words

if TYPE_CHECKING:
    from django.test import Client

    from apps.accounts.colleagues import Colleague
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from web.desks import Desks

VISIT = {"number": "1", "on": "2026-03-01", **{condition.value: "not_asked" for condition in Condition}}


@pytest.fixture
def browser(omar: Colleague, printed_trip: TripId) -> Client:
    assert printed_trip
    return browser_of(omar)


def test_a_carrier_without_a_trip_is_told_so(omar: Colleague) -> None:
    assert "You have no open trip." in words(browser_of(omar).get("/carrier/"))


def test_the_list_and_the_page_name_the_trip_as_its_cover_does(browser: Client, printed_trip: TripId) -> None:
    assert f"Trip {printed_trip[:4]}" in text(browser.get("/carrier/"))
    page = text(browser.get(f"/carrier/trips/{printed_trip}/"))
    assert f"Trip {printed_trip[:4]}" in page
    assert "8 of 8 sheets have no note and did not come back: numbers 1–8" in page


def test_the_page_tells_a_carrier_no_name_and_no_probability(
    desks: Desks, mira: Colleague, omar: Colleague, browser: Client
) -> None:
    pair = desks.pair()
    desks.ask(pair, mira, desks.colleague("tomas", Duty.ASKING_DESK))
    planner = browser_of(mira)
    plan = {"carrier": omar.account, "offers": "1", "languages": "en", "paper": "a4", "asked_with": "numbers"}
    made = planner.post("/asking/trips/new/", {**plan, "pairs": [pair]})["Location"].split("/")[-2]
    shown = planner.get(f"/asking/trips/{made}/")
    assert "داریوش احمدی" in words(shown)
    version = opened_trip(TripId(made), parts=desks.parts).version
    assert planner.post(f"/asking/trips/{made}/print/", {"seen": version}).status_code == 200
    page = words(browser.get(f"/carrier/trips/{made}/"))
    assert 'Asking <span class="whole">2</span>' in page
    for hidden in ("Darius", "داریوش", "Shirin", "Lindenau, ", pair, "%", "Mira", "4-digit"):
        assert hidden not in page.partition("<main")[2].partition("</main>")[0]


def test_fifty_five_sheets_need_one_act_and_what_is_missing_stays_listed(browser: Client, printed_trip: TripId) -> None:
    at = f"/carrier/trips/{printed_trip}/"
    noted = {"sheets": "1, ۲", "outcome": "answered", "setting": "alone"}
    assert browser.post(f"{at}sheets/", noted)["Location"] == at
    browser.post(f"{at}sheets/", {"sheets": "3", "outcome": "said_no", "setting": "observed"})
    wrong = browser.post(f"{at}rest/", {"outcome": "unused", "but": "", "counted": "۴"})
    assert "This is not how many have no note." in words(wrong)
    assert 'value="۴"' in words(wrong), "what was typed stays"
    done = browser.post(f"{at}rest/", {"outcome": "unused", "but": "7", "counted": "۴"}, follow=True)
    page = text(done)
    assert "It is noted of 4 sheets." in page
    assert "One of 8 sheets has no note and did not come back: number 7 ." in page
    assert "Offer 1–2 Answered, alone" in page
    assert "Offer 3 The person said no, under the eyes or ears of others" in page
    assert "Offer 4–6, 8 Brought back unused" in page


def test_a_single_sheet_is_corrected_by_noting_it_again(browser: Client, printed_trip: TripId) -> None:
    at = f"/carrier/trips/{printed_trip}/"
    browser.post(f"{at}sheets/", {"sheets": "1-8", "outcome": "unused"})
    page = text(browser.post(f"{at}sheets/", {"sheets": "5", "outcome": "left_blank"}, follow=True))
    assert "Nothing is missing: every sheet is back or has a note." in page
    assert "Offer 1–4, 6–8 Brought back unused" in page
    assert "Offer 5 Offered, and left blank" in page
    assert page.count(", you : Sheets") == 2
    assert ", the desk : 8 sheets were printed." in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"sheets": "99", "outcome": "unused"}, "There is no sheet with this number on this trip."),
        ({"sheets": "all", "outcome": "unused"}, "Write the numbers of the sheets"),
        ({"sheets": "1", "outcome": "answered"}, "Please say whether the person was alone."),
        ({"sheets": "1", "outcome": "not_met"}, '<a href="#sheets_outcome">'),
        ({"sheets": "", "outcome": ""}, '<a href="#sheets_sheets">'),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_is_noted(
    browser: Client, printed_trip: TripId, typed: dict[str, str], said: str
) -> None:
    page = browser.post(f"/carrier/trips/{printed_trip}/sheets/", typed)
    assert page.status_code == 200
    assert said in words(page)
    assert "8 of 8 sheets have no note" in text(page)


def test_a_visit_is_noted_with_its_conditions_or_with_why_it_was_not(browser: Client, printed_trip: TripId) -> None:
    at = f"/carrier/trips/{printed_trip}/"
    assert 'name="number" value="1"' in words(browser.get(f"{at}visits/"))
    browser.post(f"{at}visits/", VISIT | {"on": "1404-12-10", "private_talk": "met", "repeat_visits": "not_met"})
    page = text(browser.post(f"{at}visits/", VISIT | {"number": "2", "because": "The road was shut."}, follow=True))
    assert "Visit 1, " in page
    assert "2026-03-01" in page
    assert "It was possible to talk in private Met" in page
    assert "The visit may be repeated Not met" in page
    assert "Not carried out: The road was shut." in page
    later = browser.post(f"{at}visits/", VISIT | {"number": "3", "on": "2026-03-09"})
    assert "This day has not come yet." in words(later)


def test_pictures_are_sent_from_the_trip_and_the_sheets_are_back(
    desks: Desks, mira: Colleague, browser: Client, printed_trip: TripId
) -> None:
    now, at = desks.parts.clock.now(), f"/carrier/trips/{printed_trip}/"
    files = actions.print_stack(actor=mira.actor, now=now, parts=desks.parts, trip_id=printed_trip)
    stack = SimpleUploadedFile("scan.pdf", files[0].pdf, "application/pdf")
    assert f'action="{at}papers/"' in words(browser.get(f"{at}papers/"))
    sent = browser.post(f"{at}papers/", {"scans": stack}, follow=True)
    assert sent.redirect_chain == [(f"{at}papers/", 302)]
    assert "8 pages were taken in." in text(sent)
    page = text(browser.get(at))
    assert "Nothing is missing" in page
    assert "A picture of these came in, and nothing is noted about them yet: 1–8." in page


def test_another_carrier_gets_what_no_address_gives(desks: Desks, printed_trip: TripId) -> None:
    ezra = desks.browser("ezra", Duty.CARRIER)
    assert "You have no open trip." in words(ezra.get("/carrier/"))
    nothing = as_bytes(ezra.get("/carrier/trips/" + "0" * 32 + "/"))
    assert nothing[0] == 404
    assert as_bytes(ezra.get(f"/carrier/trips/{printed_trip}/")) == nothing
    assert as_bytes(ezra.get(f"/carrier/trips/{printed_trip}/papers/")) == nothing
    for deed, typed in (
        ("sheets", {"sheets": "1", "outcome": "unused"}),
        ("rest", {"outcome": "unused"}),
        ("visits", VISIT),
    ):
        assert as_bytes(ezra.post(f"/carrier/trips/{printed_trip}/{deed}/", typed)) == nothing


@pytest.mark.parametrize("duty", [Duty.HELPER, Duty.FAMILY_DESK, Duty.LETTERS, Duty.OPERATOR, Duty.ASKING_DESK])
def test_ezra_of_another_desk_finds_nothing_here(desks: Desks, printed_trip: TripId, duty: Duty) -> None:
    ezra = desks.browser("ezra", duty)
    nothing = as_bytes(ezra.get("/nowhere/at/all/"))
    assert nothing[0] == 404
    for place in ("/carrier/", f"/carrier/trips/{printed_trip}/", f"/carrier/trips/{printed_trip}/papers/"):
        assert as_bytes(ezra.get(place)) == nothing
    if duty is not Duty.ASKING_DESK:
        for place in ("/asking/trips/", "/asking/trips/new/", f"/asking/trips/{printed_trip}/"):
            assert as_bytes(ezra.get(place)) == nothing
        assert as_bytes(ezra.post(f"/asking/trips/{printed_trip}/print/", {"seen": "2"})) == nothing


def test_a_closed_trip_is_the_carriers_no_more(
    desks: Desks, browser: Client, mira: Colleague, printed_trip: TripId
) -> None:
    actions.close_trip(actor=mira.actor, now=desks.parts.clock.now(), parts=desks.parts, trip_id=printed_trip)
    assert browser.get(f"/carrier/trips/{printed_trip}/").status_code == 404
    assert "You have no open trip." in words(browser.get("/carrier/"))


def test_a_locked_house_says_so(browser: Client, printed_trip: TripId, agent: MemoryKeyAgent) -> None:
    agent.lock()
    for place in ("/carrier/", f"/carrier/trips/{printed_trip}/"):
        assert browser.get(place).status_code == 503


@pytest.mark.parametrize("duty", [Duty.FAMILY_DESK, Duty.HELPER])
def test_the_family_side_sees_the_same_with_a_trip_and_without(
    desks: Desks, mira: Colleague, omar: Colleague, duty: Duty
) -> None:
    desks.request()
    nima = desks.browser("nima", duty)
    places = ["/", "/families/", "/families/papers/", "/families/calls/", "/helper/", "/helper/calls/"]
    before = [as_bytes(nima.get(place)) for place in places]
    plan = {"carrier": omar.account, "offers": "5", "languages": "fa", "paper": "a5", "asked_with": "numbers"}
    planner = browser_of(mira)
    made = planner.post("/asking/trips/new/", plan)["Location"]
    assert planner.post(f"{made}print/", {"seen": "1"}).status_code == 200
    browser_of(omar).post(made.replace("asking", "carrier") + "sheets/", {"sheets": "1", "outcome": "unused"})
    assert [as_bytes(nima.get(place)) for place in places] == before
