"""Whoever has died asks nobody on a trip that is still to be planned or printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast
from apps.trips.travels import carrier, printed, trip_of
from khabar.apps.post.filing import pass_on, take_back_passing
from khabar.apps.trips.queries import askable_pairs
from khabar.domain.forms import RequestForm
from khabar.domain.inheritance import Passing

if TYPE_CHECKING:
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def test_an_asking_that_is_not_on_paper_yet_stays_here_when_its_enquirer_has_died(parts: Parts) -> None:
    now = parts.clock.now()
    request = cast.file_request(parts, cast.shirins_request(now, heirs=("my son Kian",)))
    pair = cast.pair_of(parts, request, cast.file_presence(parts, cast.dariuss_presence(now)))
    cast.verify_enquirer(parts, request)
    cast.ask(parts, pair)
    assert [line.id for line in askable_pairs(cast.MIRA, parts=parts)] == [pair]
    trip = trip_of(parts, carrier(parts, "omar"), offers=2, pairs=(pair,))
    heir = RequestForm(filed_at=now.isoformat(), enquirer_name="Kian Ahmadi")
    passing = Passing(chosen="my son Kian", related="son", heir=heir, reason="The neighbours buried her.")
    pass_on(actor=cast.FARID, now=now, parts=parts, request_id=request, passing=passing)
    assert set(printed(parts, trip)) == {"sheets.pdf", "cover.pdf"}, "the offers alone"
    assert askable_pairs(cast.MIRA, parts=parts) == []
    take_back_passing(actor=cast.FARID, now=now, parts=parts, request_id=request, reason="She came herself.")
    assert set(printed(parts, trip)) == {"sheets-1.pdf", "sheets-2.pdf", "cover.pdf"}
