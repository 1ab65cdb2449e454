"""Ezra is operator with root and compares the locked house's files, before and after each step of the asking desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast
from apps.consent.worlds import shape_of
from khabar.apps.matches import actions as matches
from khabar.domain.asking import Step

if TYPE_CHECKING:
    from khabar.domain.ids import PairId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


@pytest.fixture
def pair(parts: Parts) -> PairId:
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))
    made = cast.pair_of(parts, request, presence)
    cast.verify_enquirer(parts, request)
    cast.agree_to_ask(parts, made, cast.MIRA)
    return made


@pytest.mark.parametrize("instead", [Step.SET_ASIDE, Step.TAKE_BACK])
@pytest.mark.parametrize("rounds_between", [0, 1])
def test_rows_do_not_tell_asking_from_setting_aside(
    parts: Parts, pair: PairId, instead: Step, rounds_between: int
) -> None:
    if rounds_between:
        cast.release(parts)

    def tomas(step: Step) -> None:
        now = parts.clock.now()
        matches.take_step(actor=cast.TOMAS, now=now, parts=parts, pair_id=pair, step=step, reason="Known to the elders")

    def then_it_leaves(step: Step) -> None:
        tomas(step)
        cast.release(parts)

    assert shape_of(lambda: tomas(Step.AGREE_TO_ASK)) == shape_of(lambda: tomas(instead))
    assert shape_of(lambda: then_it_leaves(Step.AGREE_TO_ASK)) == shape_of(lambda: then_it_leaves(instead))
