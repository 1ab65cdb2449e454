"""The helper's page of calls: his own of today, the words for everyone, what came of each, the list on paper."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from apps.accounts.colleagues import browser_of
from khabar.apps.calls.actions import plan_calls
from khabar.apps.calls.queries import to_see
from khabar.apps.post.contact import promise_first
from khabar.apps.registry.queries import request_file
from khabar.domain.calls import Hands
from khabar.domain.duties import Duty
from khabar.domain.reaching import Way
from web.desks import FILING, acts, as_bytes, text, words

if TYPE_CHECKING:
    from apps.accounts.colleagues import Colleague
    from conftest import SettableClock
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.domain.ids import RequestId
    from web.desks import Desks

NO_SLIP = {"locator": b"", "public": b"", "verify_key": b""}


def family(desks: Desks, clock: SettableClock, **fields: object) -> RequestId:
    """A mother with a telephone, whose day comes within the week."""
    made = desks.request(**({"way": Way.TELEPHONE, "phone": "۵۵۵ ۰۱ ۲۳", **NO_SLIP} | fields))
    form = request_file(made, parts=desks.parts).form
    promise_first(actor=FILING, now=clock.now(), parts=desks.parts, holder=made, form=form)
    clock.advance(timedelta(days=25))
    return made


def planned(desks: Desks, clock: SettableClock, helper: Colleague) -> None:
    farid = desks.colleague("farid", Duty.FAMILY_DESK)
    hands = [Hands(helper.account, clock.now().date(), 5)]
    plan_calls(actor=farid.actor, now=clock.now(), parts=desks.parts, hands=hands)


@pytest.fixture
def nima(desks: Desks) -> Colleague:
    return desks.colleague("nima", Duty.HELPER)


def call_on(page: str) -> str:
    found = re.search(r'action="/helper/calls/([0-9a-f]{32})/"', page)
    assert found
    return found.group(1)


def test_nima_sees_a_first_name_a_number_safe_hours_the_stop_word_and_what_to_say(
    desks: Desks, clock: SettableClock, nima: Colleague
) -> None:
    family(desks, clock)
    planned(desks, clock, nima)
    page = browser_of(nima).get("/helper/calls/")
    for shown in (
        "Shirin",
        "۵۵۵ ۰۱ ۲۳",
        "mornings",
        "aubergine",
        "There is nothing I may tell you today",
        "2026-04-26",
    ):
        assert shown in text(page)
    for hidden in ("Ahmadi", "Darius", "sister", "Lindenau</", "the blue boat"):
        assert hidden not in page.content.decode().partition("<main")[2]
    assert acts()[-1] == "calling list read"


def test_a_day_without_calls_says_so_and_a_locked_house_too(nima: Colleague, agent: MemoryKeyAgent) -> None:
    browser = browser_of(nima)
    assert "There is nobody for you to call today." in text(browser.get("/helper/calls/"))
    agent.lock()
    assert browser.get("/helper/calls/").status_code == 503
    assert browser.get("/helper/").status_code == 200


def test_what_came_of_a_call_is_noted_once_and_the_note_is_not_shown_again(
    desks: Desks, clock: SettableClock, nima: Colleague
) -> None:
    family(desks, clock)
    planned(desks, clock, nima)
    browser = browser_of(nima)
    call = call_on(words(browser.get("/helper/calls/")))
    empty = browser.post(f"/helper/calls/{call}/", {"note": "a better hour is noon"})
    assert "error-summary" in words(empty)
    assert "a better hour is noon" in words(empty)
    noted = browser.post(f"/helper/calls/{call}/", {"outcome": "wants_call", "note": "a better hour is noon"})
    assert noted.status_code == 302
    page = words(browser.get("/helper/calls/"))
    assert "Noted: Wants to be called back" in page
    assert "noon" not in page
    again = browser.post(f"/helper/calls/{call}/", {"outcome": "reached"})
    assert "noted already" in text(again)
    (seen,) = to_see(desks.colleague("f2", Duty.FAMILY_DESK).actor, today=clock.now().date(), parts=desks.parts)
    assert seen.note == "a better hour is noon"


def test_a_call_of_another_helper_of_another_day_and_of_nobody_are_not_found_alike(
    desks: Desks, clock: SettableClock, nima: Colleague
) -> None:
    family(desks, clock)
    planned(desks, clock, nima)
    browser, ezra = browser_of(nima), desks.browser("ezra", Duty.HELPER)
    call = call_on(words(browser.get("/helper/calls/")))
    said = {"outcome": "reached"}
    nothing = as_bytes(ezra.post("/helper/calls/" + "0" * 32 + "/", said))
    assert nothing[0] == 404
    assert as_bytes(ezra.post(f"/helper/calls/{call}/", said)) == nothing
    clock.advance(timedelta(days=1))
    assert browser.post(f"/helper/calls/{call}/", said).status_code == 404
    assert "nobody for you to call" in text(browser.get("/helper/calls/"))


def test_the_list_on_paper_has_a_name_that_says_nothing(desks: Desks, clock: SettableClock, nima: Colleague) -> None:
    browser = browser_of(nima)
    assert browser.post("/helper/calls/print/").status_code == 302
    family(desks, clock)
    planned(desks, clock, nima)
    paper = browser.post("/helper/calls/print/")
    assert (paper["Content-Type"], paper["Content-Disposition"]) == (
        "application/pdf",
        'attachment; filename="list.pdf"',
    )
    assert paper["Cache-Control"] == "no-store"
    assert paper.content.startswith(b"%PDF")
