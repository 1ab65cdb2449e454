"""A stolen database opens no visit, and a visit ends with what it was begun for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from apps.accounts.colleagues import MONDAY, SHELL, browser_of
from apps.accounts.rooms import house
from khabar.apps.accounts import actions
from khabar.apps.accounts.visits import SessionStore, kept_as
from khabar.domain.duties import Duty

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps.accounts.colleagues import Colleague, House

__all__ = ["house"]

pytestmark = pytest.mark.urls("web.front.house_addresses")


def is_signed_in(client: Client) -> bool:
    return bool(client.get("/kin/").status_code == 200)


def test_the_database_holds_no_key_that_opens_a_visit(house: House) -> None:
    mira = browser_of(house.colleague("mira"))
    key = mira.cookies[settings.SESSION_COOKIE_NAME].value
    (row,) = Session.objects.all()
    assert row.session_key == kept_as(key) != key
    assert is_signed_in(mira)
    for stolen in (row.session_key, kept_as(row.session_key)):
        ezra = Client()
        ezra.cookies[settings.SESSION_COOKIE_NAME] = stolen
        assert not is_signed_in(ezra)


def test_a_visit_that_is_over_leaves_no_row(house: House) -> None:
    mira = browser_of(house.colleague("mira"))
    mira.post("/sign-out/")
    assert Session.objects.count() == 0
    assert not is_signed_in(mira)


def test_a_new_key_replaces_the_old_one(house: House) -> None:
    del house
    visit = SessionStore()
    visit["began"] = 1
    visit.save()
    old = visit.session_key
    assert old is not None
    visit.cycle_key()
    assert not SessionStore().exists(old)
    assert SessionStore(visit.session_key)["began"] == 1
    assert "began" not in SessionStore(old)
    visit.delete()
    assert Session.objects.count() == 0
    SessionStore().delete()


ENDINGS: dict[str, Callable[[House, Colleague], None]] = {
    "a duty is given": lambda house, one: actions.give_duty(
        actor=SHELL, now=MONDAY, parts=house.parts, account=one.account, duty=Duty.LETTERS
    ),
    "a duty is taken": lambda house, one: actions.take_duty(
        actor=SHELL, now=MONDAY, parts=house.parts, account=one.account, duty=Duty.ASKING_DESK
    ),
    "the account is closed": lambda house, one: actions.close_account(
        actor=SHELL, now=MONDAY, parts=house.parts, account=one.account
    ),
}


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
def test_every_visit_of_a_colleague_ends_when(house: House, ending: Callable[[House, Colleague], None]) -> None:
    mira, tomas = house.colleague("mira", Duty.ASKING_DESK), house.colleague("tomas", Duty.ASKING_DESK)
    at_home, at_work, other = browser_of(mira), browser_of(mira), browser_of(tomas)
    assert is_signed_in(at_home)
    ending(house, mira)
    assert not is_signed_in(at_home)
    assert not is_signed_in(at_work)
    assert is_signed_in(other)
