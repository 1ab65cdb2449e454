"""One person twice is told to the asking desk beside the pair, and blocks nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast
from khabar.apps.alarms.canaries import Canary, plant
from khabar.apps.matches.alike import perhaps_twice
from khabar.apps.matches.queries import pair_view, pairs_for
from khabar.apps.wishes.actions import Said, keep
from khabar.domain.errors import Refused
from khabar.domain.wishes import CameBy, WishKind
from web.desks import Desks

if TYPE_CHECKING:
    from khabar.apps.matches.alike import Twice
    from khabar.domain.actors import Actor
    from khabar.domain.ids import PairId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

HERE = {"name": "Darius Ahmadi", "father": "Hassan", "birth": "1365", "birth_place": "Lindenau"}


def twice(parts: Parts, pair: PairId, who: Actor = cast.MIRA) -> list[Twice]:
    view = pair_view(pair, who, on=parts.clock.now().date(), parts=parts)
    return perhaps_twice(view, who, parts=parts)


def test_two_presences_of_likely_one_person_are_told_beside_each_pair(parts: Parts) -> None:
    desks = Desks(parts)
    request = desks.request()
    one = desks.pair(request, desks.presence(**HERE))
    other = desks.pair(request, desks.presence(**HERE, last_place="Gohlis"))
    stranger = desks.pair(request, desks.presence(name="Omar Nasser", father="Karim", birth="1340"))
    assert [(found.pair, found.is_request) for found in twice(parts, one)] == [(other, False)]
    assert [found.pair for found in twice(parts, other)] == [one]
    assert twice(parts, stranger) == []


def test_a_pair_that_the_list_leaves_out_is_not_told_beside_another(parts: Parts) -> None:
    desks = Desks(parts)
    here, slip, now = desks.presence(**HERE), desks.slip("leyla"), parts.clock.now()
    of_slip = {"locator": slip.locator, "public": slip.public, "verify_key": slip.verify_key}
    invented = desks.request(enquirer_name="Nobody at all", **of_slip)
    one, canary = desks.pair(desks.request(), here), desks.pair(invented, here)
    assert [found.pair for found in twice(parts, one)] == [canary]
    plant(actor=cast.JOB, now=now, parts=parts, canary=Canary(slip.locator.hex(), now), known=())
    assert [line.id for line in pairs_for(cast.MIRA, parts=parts)] == [one]
    assert twice(parts, one) == [], "whoever followed it would ring, and learn that there is one"


def test_one_who_asked_for_silence_is_not_told_beside_another_before_anything_went_out(parts: Parts) -> None:
    desks = Desks(parts)
    request, quiet = desks.request(), desks.presence(**HERE, last_place="Gohlis")
    one, hidden = desks.pair(request, desks.presence(**HERE)), desks.pair(request, quiet)
    said = Said(kind=WishKind.ERASE, came_by=CameBy.PAGE, holder=quiet)
    assert keep(actor=cast.JOB, now=parts.clock.now(), parts=parts, said=said, key=bytes(32))
    assert hidden not in [line.id for line in pairs_for(cast.MIRA, parts=parts)]
    assert twice(parts, one) == []


def test_nobody_of_another_desk_is_told(parts: Parts) -> None:
    desks = Desks(parts)
    request = desks.request()
    pair = desks.pair(request, desks.presence(**HERE))
    view = pair_view(pair, cast.MIRA, on=parts.clock.now().date(), parts=parts)
    for ezra in (cast.EZRA, cast.FARID, cast.LEYLA):
        with pytest.raises(Refused):
            perhaps_twice(view, ezra, parts=parts)
