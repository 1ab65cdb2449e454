"""What was tried on the guarantor's rows and words: by root with its public key, by the guarantor itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast
from guarantor_parts import Guarantor, with_guarantor
from khabar.apps.alarms.canaries import Canary, plant
from khabar.apps.guarantor.models import GuaranteedAct
from khabar.apps.guarantor.terms import guarantor_of
from khabar.apps.matches import actions as matches
from khabar.apps.matches.queries import pairs_for
from khabar.domain.asking import Step
from khabar.domain.guaranteeing.acts import SIGNATURE_BYTES, ActKind, holds

if TYPE_CHECKING:
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def kinds_that_hold(oak: Guarantor) -> set[ActKind]:
    """What root tries with the files and the settings alone, on every stretch of every clear column."""
    card = guarantor_of(oak.parts)
    assert card
    found = set()
    for row in GuaranteedAct.objects.all():
        blind, said = bytes(row.blind), bytes(row.countersignature)
        for start in range(max(1, len(said) - SIGNATURE_BYTES + 1)):
            piece = said[start : start + SIGNATURE_BYTES]
            found |= {one for one in ActKind if holds(piece, oak.house, one, blind, verify_key=card.verify_key)}
    return found


@pytest.mark.parametrize("step", [Step.AGREE_TO_ASK, Step.SET_ASIDE])
def test_root_cannot_try_out_what_the_guarantor_has_signed(parts: Parts, step: Step) -> None:
    oak = with_guarantor(parts)
    oak.tells(oak.licenses())
    request = cast.file_request(oak.parts, cast.shirins_request(parts.clock.now()))
    cast.verify_enquirer(oak.parts, request)
    pair = cast.pair_of(oak.parts, request, cast.file_presence(oak.parts, cast.dariuss_presence(parts.clock.now())))
    cast.agree_to_ask(oak.parts, pair, cast.MIRA)
    now = parts.clock.now()
    matches.take_step(actor=cast.TOMAS, now=now, parts=oak.parts, pair_id=pair, step=step, reason="Known to the elders")
    cast.release(oak.parts)
    assert oak.tells(oak.signs()).countersigned == 1
    assert kinds_that_hold(oak) == set()


def test_a_canary_that_bears_a_living_name_is_put_before_no_desk_and_rings_for_nobody(parts: Parts) -> None:
    request = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    cast.pair_of(parts, request, cast.file_presence(parts, cast.dariuss_presence(parts.clock.now())))
    assert len(pairs_for(cast.MIRA, parts=parts)) == 1
    planted = Canary(cast.slip("shirin").locator.hex(), parts.clock.now())
    plant(actor=cast.JOB, now=parts.clock.now(), parts=parts, canary=planted, known=())
    assert pairs_for(cast.MIRA, parts=parts) == []
