"""A request about which nothing waits is opened for a reason, whichever of its pages is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from apps.accounts.colleagues import browser_of
from khabar.apps.ledger.models import Entry
from khabar.apps.rounds import steps
from khabar.apps.searches.actions import ask
from khabar.config import wiring
from khabar.domain.actors import staff
from khabar.domain.duties import Duty
from khabar.domain.searching import Why
from web.desks import Desks, acts, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import SettableClock
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
REASON = {"reason": "Her brother telephoned about the wrong number."}


@pytest.fixture
def desks(parts: Parts) -> Iterator[Desks]:
    """A house that is no demonstration."""
    ours = replace(parts, options=replace(parts.options, demo=False, fast_keys=False))  # type: ignore[type-var]  # a dataclass
    wiring.use(ours)
    yield Desks(ours)
    wiring.use(None)


@pytest.fixture
def old(desks: Desks, clock: SettableClock) -> str:
    """A request that is forty days old; its family hears from us in three weeks."""
    address = f"/families/{desks.request()}/"
    clock.advance(timedelta(days=40))
    steps.write_contacts(clock.now(), desks.parts)
    return address


def test_what_is_new_or_soon_due_is_opened_as_it_comes(desks: Desks, clock: SettableClock) -> None:
    address = f"/families/{desks.request()}/"
    farid = desks.browser("farid", Duty.FAMILY_DESK)
    assert farid.get(address).status_code == 200
    clock.advance(timedelta(days=55))
    assert farid.get(address).status_code == 200


@pytest.mark.parametrize("page", ["", "caller/", "slip/", "pass-on/"])
def test_any_page_of_another_one_asks_for_a_reason_first_and_shows_nothing_of_it(
    desks: Desks, old: str, page: str
) -> None:
    farid = desks.browser("farid", Duty.FAMILY_DESK)
    assert farid.get(old + page)["Location"] == f"{old}why/"
    asked = words(farid.get(f"{old}why/"))
    assert "Why do you open this request?" in asked
    assert "Darius" not in asked
    assert "request read" not in acts()


def test_a_reason_holds_for_this_colleague_this_request_and_this_day_and_lies_sealed(
    desks: Desks, old: str, clock: SettableClock
) -> None:
    farid, ezra = desks.browser("farid", Duty.FAMILY_DESK), desks.browser("ezra", Duty.FAMILY_DESK)
    assert "error-summary" in words(farid.post(f"{old}why/", {"reason": " "}))
    assert farid.get(old).status_code == 302
    assert farid.post(f"{old}why/", REASON)["Location"] == old
    assert farid.get(old).status_code == 200
    assert farid.get(f"{old}caller/").status_code == 200
    assert ezra.get(old)["Location"] == f"{old}why/"
    assert b"telephoned" not in b"".join(bytes(one.sealed) for one in Entry.objects.filter(act="reason given"))
    clock.advance(timedelta(days=1))
    assert farid.get(old).status_code == 302


def test_what_a_search_has_found_had_its_reason_already(desks: Desks, old: str) -> None:
    farid = desks.colleague("farid", Duty.FAMILY_DESK)
    client = desks.browser("nima", Duty.FAMILY_DESK)
    now = desks.parts.clock.now()
    asker = staff(farid.account, Duty.FAMILY_DESK)
    ask(actor=asker, now=now, parts=desks.parts, name="Shirin Ahmadi", why=Why.FAMILY_ASKS)
    steps.match(now, desks.parts)
    steps.answer_searches(now, desks.parts)
    assert browser_of(farid).get(old).status_code == 200
    assert client.get(old).status_code == 302


def test_ezra_learns_no_more_from_a_request_that_is_not_there(desks: Desks, old: str) -> None:
    ezra = desks.browser("ezra", Duty.FAMILY_DESK)
    nowhere = ezra.get(f"/families/{'0' * 32}/why/")
    assert nowhere.status_code == 404
    assert desks.browser("mira", Duty.ASKING_DESK).get(f"{old}why/").content == nowhere.content
