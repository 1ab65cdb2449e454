"""What the asking desk reads of the guarantor."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import cast
from guarantor_parts import OAK, Guarantor, with_guarantor
from khabar.apps.guarantor.actions import ask_again
from khabar.apps.lists import actions as lists
from khabar.apps.lists.queries import list_view
from khabar.apps.lists.working import do_all
from khabar.config import wiring
from khabar.domain.actors import staff
from khabar.domain.duties import Duty
from khabar.domain.lists.columns import ListKind
from khabar.domain.lists.origin import HowMade, Knew, ListOrigin
from khabar.domain.lists.tables import Wishes
from web.desks import FILING, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from conftest import SettableClock
    from khabar.domain.ids import PairId
    from web.desks import Desks

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


@pytest.fixture
def oak(desks: Desks) -> Iterator[Guarantor]:
    made = with_guarantor(desks.parts)
    wiring.use(made.parts)
    yield made
    wiring.use(desks.parts)


@pytest.fixture
def mira(desks: Desks, oak: Guarantor) -> Client:
    assert oak.number == 0
    return desks.browser("mira", Duty.ASKING_DESK)


@pytest.fixture
def pair(oak: Guarantor, clock: SettableClock) -> PairId:
    """Shirin's pair with Darius, in a house with a licence."""
    oak.tells(oak.licenses())
    request = cast.file_request(oak.parts, cast.shirins_request(clock.now()))
    cast.verify_enquirer(oak.parts, request)
    return cast.pair_of(oak.parts, request, cast.file_presence(oak.parts, cast.dariuss_presence(clock.now())))


def test_the_desk_reads_that_nobody_is_asked_until_a_licence_comes_and_when_it_ends(
    mira: Client, oak: Guarantor, clock: SettableClock
) -> None:
    assert "Nobody is asked by name now" in words(mira.get("/asking/"))
    oak.tells(oak.licenses(20))
    page = words(mira.get("/asking/"))
    assert "Nobody is asked by name now" not in page
    assert "Whoever speaks with" not in page
    assert OAK in page
    assert "Waiting for it now: 0" in page
    clock.advance(timedelta(days=6))
    assert "The licence to ask by name ends on 21 March 2026" in words(mira.get("/asking/"))


def test_it_reads_so_in_persian(mira: Client, oak: Guarantor) -> None:
    assert oak.number == 0
    page = words(mira.get("/asking/", headers={"accept-language": "fa"}))
    assert "اکنون از هیچ‌کس به نام پرسیده نمی‌شود" in page
    assert "Nobody" not in page


def test_the_desk_reads_that_what_two_agreed_on_waits_and_how_much_was_refused(
    mira: Client, oak: Guarantor, pair: PairId, clock: SettableClock
) -> None:
    cast.agree_to_ask(oak.parts, pair, cast.MIRA, cast.TOMAS)
    cast.release(oak.parts)
    for address in ("/asking/", f"/asking/{pair}/"):
        page = words(mira.get(address))
        assert "Two agreed: leaves only after the guarantor has countersigned it" in page
        assert "leaves with the next round" not in page
    assert "Refused by" not in words(mira.get("/asking/"))
    oak.tells(oak.signs(lambda _: False))
    assert "and not put before it again: 1." in words(mira.get("/asking/"))
    ask_again(actor=FILING, now=clock.now())
    assert "Refused by" not in words(mira.get("/asking/"))


def test_the_desk_reads_that_what_two_agreed_on_asks_nobody_once_the_licence_has_ended(
    mira: Client, oak: Guarantor, pair: PairId, clock: SettableClock
) -> None:
    cast.agree_to_ask(oak.parts, pair, cast.MIRA, cast.TOMAS)
    assert "It leaves with the first round after" in words(mira.get(f"/asking/{pair}/"))
    clock.advance(timedelta(days=90))
    page = words(mira.get(f"/asking/{pair}/"))
    assert "The guarantor&#x27;s licence to ask has run out" in page
    assert "If it still stands when this would leave, nobody is asked" in page
    assert "It leaves with the first round after" not in page
    cast.release(oak.parts)
    oak.tells(oak.signs())
    cast.release(oak.parts)
    assert "<strong>Proposed</strong>" in words(mira.get(f"/asking/{pair}/"))


def test_a_list_that_waits_says_for_whom_can_be_forgotten_and_does_not_load_itself_again(
    desks: Desks, mira: Client, oak: Guarantor
) -> None:
    now, who = oak.parts.clock.now(), staff(desks.colleague("tomas", Duty.ASKING_DESK).account, Duty.ASKING_DESK)
    sent = lists.SentList("list.csv", b"id,name\np1,Darius Ahmadi\n", Wishes())
    common = {"actor": who, "now": now, "parts": oak.parts}
    list_id = lists.bring(**common, kind=ListKind.PRESENCES, sent=sent)  # type: ignore[arg-type]  # by name
    mapping = list_view(list_id, who, parts=oak.parts).mapping
    lists.map_columns(**common, list_id=list_id, mapping=mapping)  # type: ignore[arg-type]  # by name
    origin = ListOrigin(made_by="A nurse", how=HowMade.FROM_EACH, knew=Knew.YES, made_on="2026", purpose="to be found")
    lists.hand_over(**common, list_id=list_id, origin=origin)  # type: ignore[arg-type]  # by name
    do_all(actor=FILING, now=now, parts=oak.parts)
    page = mira.get(f"/asking/lists/{list_id}/")
    assert "Waits for the guarantor, who must agree before presences are taken in" in words(page)
    assert "Forget this list" in words(page)
    assert "Refresh" not in page.headers


def test_where_there_is_no_guarantor_nothing_is_said_of_one(desks: Desks) -> None:
    page = words(desks.browser("mira", Duty.ASKING_DESK).get("/asking/"))
    assert "countersigned" not in page
    assert "licence" not in page
