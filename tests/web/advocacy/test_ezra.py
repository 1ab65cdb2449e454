"""Ezra at every address of files: whoever may not enter, and whatever is not there, is one page to the byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apps.accounts.colleagues import browser_of
from khabar.apps.accounts.actions import declare_kin
from khabar.domain.duties import Duty
from khabar.web.front.access import table
from web.advocacy.deeds import HOME, page_of
from web.association import HOUSE, NOWHERE, address_of, told
from web.desks import text

if TYPE_CHECKING:
    from django.test import Client

    from web.association import Rooms

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

ROWS = [row for row in table(HOUSE) if row.name.startswith("advocacy:")]
OF_A_FILE = [row.route for row in ROWS if row.route.startswith("/advocacy/files/")]
VERBS = ("get", "post", "delete")


def leading_to(file_id: str) -> list[str]:
    """Every address below a file, with its id and with inner ids that nobody has."""
    return [address_of(route.replace("<str:file_id>", file_id)) for route in OF_A_FILE]


def test_there_are_addresses_to_try_and_each_is_the_advocates_alone() -> None:
    assert len(OF_A_FILE) > 15
    assert {row.duties for row in ROWS} == {frozenset({Duty.ADVOCATE})}


@pytest.mark.parametrize("duty", [one for one in Duty if one is not Duty.ADVOCATE])
def test_with_any_other_duty_every_address_is_what_no_address_is(rooms: Rooms, duty: Duty) -> None:
    file_id, ezra = rooms.file(), rooms.browser("ezra", duty)
    for verb in VERBS:
        nothing = told(getattr(ezra, verb)(NOWHERE))
        for address in (*leading_to(file_id), *(address_of(row.route) for row in ROWS)):
            assert told(getattr(ezra, verb)(address)) == nothing, (verb, address)


def test_unknown_erased_and_own_family_are_one_page_for_an_advocate_too(leyla: Client, rooms: Rooms) -> None:
    file_id = rooms.file()
    ezra = rooms.colleague("ezra", Duty.ADVOCATE)
    now = rooms.parts.clock.now()
    declare_kin(actor=ezra.actor, now=now, parts=rooms.parts, account=ezra.account, name="Dariush Ahmadi")
    browser = browser_of(ezra)
    for verb in ("get", "post"):
        nothing = told(getattr(browser, verb)(NOWHERE))
        unknown = [told(getattr(browser, verb)(address)) for address in leading_to("0" * 32)]
        own = [told(getattr(browser, verb)(address)) for address in leading_to(file_id)]
        allowed = [told(getattr(leyla, verb)(address)) for address in leading_to(file_id)]
        for address, one, other, seen in zip(OF_A_FILE, unknown, own, allowed, strict=True):
            if seen[0] != 405:
                assert one == other == nothing, (verb, address)
    assert "baker" not in text(browser.get(HOME))
    assert "baker" in text(leyla.get(HOME))


def test_people_bars_and_documents_that_are_not_in_the_file_are_not_there(leyla: Client, rooms: Rooms) -> None:
    nothing = told(leyla.get(NOWHERE))
    page = page_of(rooms.file())
    for inner in ("people/ezra/", "bars/bel-origin/", "bars/nld-fear/", f"documents/{'0' * 32}/"):
        assert told(leyla.get(page + inner)) == nothing, inner


def test_a_locked_house_says_so_to_advocates_and_nothing_to_ezra(rooms: Rooms, leyla: Client) -> None:
    page = page_of(rooms.file())
    ezra = rooms.browser("ezra", Duty.EDITOR)
    rooms.parts.keys.lock()  # type: ignore[attr-defined]  # the agent of tests
    assert leyla.get(page).status_code == 503
    assert "The house is locked" in leyla.get(page).content.decode()
    assert told(ezra.get(page)) == told(ezra.get(NOWHERE))
