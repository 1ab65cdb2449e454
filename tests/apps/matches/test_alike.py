"""One person twice is told to the asking desk beside the pair, and blocks nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast
from khabar.apps.matches.alike import perhaps_twice
from khabar.apps.matches.queries import pair_view
from khabar.domain.errors import Refused
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


def test_nobody_of_another_desk_is_told(parts: Parts) -> None:
    desks = Desks(parts)
    request = desks.request()
    pair = desks.pair(request, desks.presence(**HERE))
    view = pair_view(pair, cast.MIRA, on=parts.clock.now().date(), parts=parts)
    for ezra in (cast.EZRA, cast.FARID, cast.LEYLA):
        with pytest.raises(Refused):
            perhaps_twice(view, ezra, parts=parts)
