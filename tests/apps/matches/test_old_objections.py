"""A mark for silence that version 0.1.0 had set at a request: it closes on, becomes a wish, and two lift it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast
from apps.wishes.wishing import both, word
from khabar.apps.accounts.actions import declare_kin
from khabar.apps.consent.queries import may_tell
from khabar.apps.matches.files import opened_pair
from khabar.apps.matches.old_objections import make_wish_of_objection
from khabar.apps.matches.wished import for_the_asking_desk
from khabar.apps.registry.queries import request_file
from khabar.apps.wishes.models import Wish
from khabar.domain.answers import Disclosure, Tells
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Refused
from khabar.domain.wishes import Deed, WishKind

if TYPE_CHECKING:
    from khabar.domain.actors import Actor
    from khabar.domain.ids import PairId, RequestId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def told(parts: Parts, pair: PairId) -> frozenset[Disclosure]:
    file = opened_pair(pair, parts=parts)
    return may_tell(file.presence_id, file.request_id, on=parts.clock.now().date(), parts=parts)


def becomes_a_wish(parts: Parts, pair: PairId, who: Actor = cast.MIRA, seen: int | None = None) -> str:
    return make_wish_of_objection(actor=who, now=parts.clock.now(), parts=parts, pair_id=pair, seen=seen)


@pytest.fixture
def marked(parts: Parts, pair: PairId, request_id: RequestId) -> PairId:
    cast.ask(parts, pair)
    cast.answered(parts, pair, Tells.ALIVE)
    cast.objects(parts, request_id, stands=True)
    return pair


def test_the_mark_becomes_a_wish_that_closes_as_before_and_two_lift_it(
    parts: Parts, marked: PairId, request_id: RequestId
) -> None:
    assert told(parts, marked) == frozenset()
    wish = becomes_a_wish(parts, marked)
    assert not request_file(request_id, parts=parts).objection
    assert told(parts, marked) == frozenset()
    assert [(one.id, one.said.kind) for one in for_the_asking_desk(cast.TOMAS, parts=parts)] == [
        (wish, WishKind.SILENCE)
    ]
    assert not word(parts, cast.MIRA, wish, Deed.LIFT).is_decided
    assert told(parts, marked) == frozenset()
    assert word(parts, cast.TOMAS, wish, Deed.LIFT).is_decided
    assert Disclosure.ALIVE in told(parts, marked)


def test_one_request_alone_can_be_spared(parts: Parts, marked: PairId, request_id: RequestId) -> None:
    wish = becomes_a_wish(parts, marked)
    both(parts, wish, Deed.SPARE, request_id)
    both(parts, wish, Deed.SPARE, opened_pair(marked, parts=parts).presence_id)
    assert Disclosure.ALIVE in told(parts, marked)


def test_without_a_mark_a_second_time_or_on_an_old_page_nothing_is_made(parts: Parts, marked: PairId) -> None:
    with pytest.raises(Conflict):
        becomes_a_wish(parts, marked, seen=0)
    becomes_a_wish(parts, marked)
    with pytest.raises(Conflict, match="no such mark"):
        becomes_a_wish(parts, marked)
    assert Wish.objects.count() == 1


def test_ezra_makes_no_wish_of_it_at_another_desk_nor_about_his_own_family(parts: Parts, marked: PairId) -> None:
    for outsider in cast.OUTSIDE_THE_DESK:
        with pytest.raises(Refused):
            becomes_a_wish(parts, marked, who=outsider)
    ezra = cast.ezra_joins(parts, Duty.ASKING_DESK)
    assert ezra.account
    declare_kin(actor=ezra, now=parts.clock.now(), parts=parts, account=ezra.account, name="Shirin Ahmadi")
    with pytest.raises(Refused):
        becomes_a_wish(parts, marked, who=ezra)
    assert not Wish.objects.exists()
