"""Every real address of the house, for every duty and every verb: no cell is written by hand.

The addresses and who may enter come from the URL resolver. Whoever may not enter gets, to the byte, what an address
that does not exist gives.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from apps.accounts.colleagues import browser_of
from khabar.domain.duties import Duty
from khabar.web.front.access import Audience, table

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from apps.accounts.colleagues import House
    from khabar.web.front.access import AccessRow

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

VERBS = ("get", "post")
"""All seven, and objects in every state, are asked by the job `access`, and drawn from in tests/proofs."""
NOWHERE = "/no/such/address/at/all/"
ROWS = [
    row for row in table("khabar.config.urls_house") if row.access is not None and row.access.audience is Audience.DUTY
]


def path_of(route: str) -> str:
    return "/" + re.sub(r"<[^>]+>", "0" * 32, route.lstrip("/"))


def told(answer: HttpResponse) -> tuple[int, list[tuple[str, str]], bytes]:
    headers = sorted((name, value) for name, value in answer.headers.items() if name != "Set-Cookie")
    return answer.status_code, headers, answer.content


def asked(client: Client, verb: str, path: str) -> tuple[int, list[tuple[str, str]], bytes]:
    return told(getattr(client, verb)(path))


def test_there_are_desks_to_try() -> None:
    assert {"asking_desk:pair", "letters:open", "family_desk:establish", "operator:home", "helper:home"} <= {
        row.name for row in ROWS
    }


@pytest.mark.parametrize("duty", list(Duty))
def test_whoever_may_not_enter_gets_what_no_address_gives(house: House, duty: Duty) -> None:
    client = browser_of(house.colleague("ezra", duty))
    cells = 0
    for verb in VERBS:
        nothing = asked(client, verb, NOWHERE)
        for row in ROWS:
            if duty not in row.duties:
                assert asked(client, verb, path_of(row.route)) == nothing, (duty, verb, row.route)
                cells += 1
    assert cells >= len(VERBS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_desk_opens_for_its_own_duty_or_says_that_this_case_is_not_there(house: House, row: AccessRow) -> None:
    duty = min(row.duties)
    client = browser_of(house.colleague("mira", duty))
    answer = client.get(path_of(row.route))
    assert answer.status_code in {200, 302, 404, 405}


def test_the_locked_house_tells_the_wrong_duty_nothing_either(house: House) -> None:
    house.agent.lock()
    client = browser_of(house.colleague("ezra", Duty.FAMILY_DESK))
    nothing = asked(client, "get", NOWHERE)
    for row in ROWS:
        if Duty.FAMILY_DESK not in row.duties:
            assert asked(client, "get", path_of(row.route)) == nothing, row.route
