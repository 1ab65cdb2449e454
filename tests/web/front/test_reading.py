"""The page that says it is enough for today, and the one on which two colleagues let somebody go on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from apps.accounts.colleagues import SHELL, browser_of
from khabar.apps.accounts.actions import close_account
from khabar.apps.alarms.models import Alarm
from khabar.config import wiring
from khabar.domain.duties import Duty
from web.desks import Desks, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
REASON = {"reason": "Forty came back from the valley"}


@pytest.fixture
def desks(parts: Parts) -> Iterator[Desks]:
    """A house in which three records are a day's."""
    few = replace(parts, options=replace(parts.options, records_per_day=3))  # type: ignore[type-var]  # a dataclass
    wiring.use(few)
    yield Desks(few)
    wiring.use(None)


def test_the_fourth_record_is_one_plain_page_whichever_it_was_until_two_colleagues_lift_it(desks: Desks) -> None:
    address = f"/families/{desks.request()}/"
    client = desks.browser("ezra", Duty.FAMILY_DESK)
    mira, tomas = desks.browser("mira", Duty.FAMILY_DESK), desks.browser("tomas", Duty.LETTERS, Duty.UNLOCKER)
    assert [client.get(address).status_code for _ in range(3)] == [200] * 3
    stopped = client.get(address)
    assert stopped.status_code == 429
    assert "Ask a colleague of your desk to lift it" in words(stopped)
    assert "Darius" not in words(stopped)
    assert words(client.get("/families/")) == words(stopped)
    assert Alarm.objects.count() == 1
    page = words(mira.get("/reading/"))
    assert "Ezra" in page
    way = page.partition('href="/reading/')[2].partition('"')[0]
    assert "error-summary" in words(mira.post(f"/reading/{way}", {"reason": ""}))
    assert mira.post(f"/reading/{way}", REASON)["Location"] == "/reading/"
    assert "You have spoken already" in words(mira.post(f"/reading/{way}", REASON))
    assert "Forty came back" in words(tomas.get("/reading/"))
    assert client.get(address).status_code == 429
    tomas.post(f"/reading/{way}", REASON)
    assert client.get(address).status_code == 200
    assert "Nobody for whom you may speak." in words(tomas.get("/reading/"))
    assert tomas.get(f"/reading/{way}")["Location"] == "/reading/"


def test_the_word_of_a_colleague_who_was_closed_since_is_shown_and_counted_no_more(desks: Desks) -> None:
    address = f"/families/{desks.request()}/"
    client = desks.browser("ezra", Duty.FAMILY_DESK)
    for _ in range(4):
        client.get(address)
    mira = desks.colleague("mira", Duty.FAMILY_DESK)
    tomas = desks.browser("tomas", Duty.FAMILY_DESK)
    way = words(tomas.get("/reading/")).partition('href="/reading/')[2].partition('"')[0]
    browser_of(mira).post(f"/reading/{way}", REASON)
    assert "Forty came back" in words(tomas.get("/reading/"))
    close_account(actor=SHELL, now=desks.parts.clock.now(), parts=desks.parts, account=mira.account)
    assert "Forty came back" not in words(tomas.get("/reading/"))
    tomas.post(f"/reading/{way}", REASON)
    assert client.get(address).status_code == 429
    desks.browser("omar", Duty.UNLOCKER).post(f"/reading/{way}", REASON)
    assert client.get(address).status_code == 200


def test_the_form_that_lifts_is_labelled_and_says_what_it_does(desks: Desks) -> None:
    address = f"/families/{desks.request()}/"
    client = desks.browser("ezra", Duty.FAMILY_DESK)
    for _ in range(4):
        client.get(address)
    mira = desks.browser("mira", Duty.FAMILY_DESK)
    way = words(mira.get("/reading/")).partition('href="/reading/')[2].partition('"')[0]
    page = words(mira.get(f"/reading/{way}"))
    for sentence in ("Let a colleague read on today", "Speak with your colleague first", "I let my colleague read on"):
        assert sentence in page


def test_ezra_speaks_neither_for_himself_nor_at_another_desk(desks: Desks) -> None:
    address = f"/families/{desks.request()}/"
    ezra = desks.colleague("ezra", Duty.FAMILY_DESK)
    client = desks.browser("farid", Duty.ASKING_DESK)
    himself = desks.browser("nima", Duty.FAMILY_DESK)
    for _ in range(4):
        himself.get(address)
    assert "Nima" not in words(himself.get("/reading/")).partition("<main")[2]
    for other in (client, himself):
        assert other.get(f"/reading/{ezra.account}/")["Location"] == "/reading/"
    assert desks.browser("omar", Duty.CARRIER).get("/reading/").status_code == 404
