"""In whatever order things are done, nothing leaves unsigned, and nobody is asked by name without a licence."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest

import cast
from guarantor_parts import TAKES_IN, with_guarantor
from khabar.apps.consent.queries import permitted_now
from khabar.apps.guarantor.actions import ask_again
from khabar.apps.guarantor.models import GuaranteedAct
from khabar.apps.guarantor.queries import licence_standing
from khabar.apps.matches import actions as matches
from khabar.apps.matches.files import opened_pair
from khabar.apps.post.models import Lane, Release
from khabar.domain.answers import Setting, Tells
from khabar.domain.asking import PairState, Step
from khabar.domain.errors import Conflict, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import SettableClock
    from khabar.domain.ids import PairId, PermitId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
STEPS = 24
SEEDS = ["x2", "x6"]


class Walk:
    """One house in which things are done in a random order, refusals included."""

    def __init__(self, parts: Parts, clock: SettableClock, seed: str) -> None:
        self.oak, self.clock, self.random = with_guarantor(parts), clock, Random(seed)  # noqa: S311 - the same walk in every run
        now = clock.now()
        request = cast.file_request(self.parts, cast.shirins_request(now))
        cast.verify_enquirer(self.parts, request)
        self.pair: PairId = cast.pair_of(
            self.parts, request, cast.file_presence(self.parts, cast.dariuss_presence(now))
        )
        self.permits: list[PermitId] = []
        self.asked = 0

    @property
    def parts(self) -> Parts:
        return self.oak.parts

    @property
    def state(self) -> PairState:
        return opened_pair(self.pair, parts=self.parts).inside.standing.state

    def goes(self) -> None:
        deeds: tuple[Callable[[], object], ...] = (
            *(self.a_round,) * 5,
            *(self.signs,) * 4,
            *(self.two_agree,) * 3,
            *(self.is_answered,) * 2,
            *(self.is_licensed,) * 3,
            lambda: self.oak.tells(self.oak.licenses(ends=True)),
            lambda: self.oak.tells(self.oak.signs(lambda _: False)),
            lambda: ask_again(actor=TAKES_IN, now=self.clock.now()),
            lambda: self.takes(Step.TAKE_BACK),
            lambda: self.clock.advance(timedelta(days=self.random.choice([1, 30]))),
        )
        try:
            self.random.choice(deeds)()
        except (Refused, Conflict):
            return  # a refusal is an answer, too

    def a_round(self) -> None:
        before, signed = self.state, signed_ids()
        licensed = licence_standing((self.clock.now() + timedelta(minutes=1)).date(), parts=self.parts).may_ask
        item = opened_pair(self.pair, parts=self.parts).inside.item
        cast.release(self.parts)
        if before is not PairState.ASKED and self.state is PairState.ASKED:
            assert item in signed
            assert licensed
            self.asked += 1

    def is_licensed(self) -> None:
        self.oak.tells(self.oak.licenses())

    def signs(self) -> None:
        self.oak.tells(self.oak.signs(lambda _: self.random.random() < 0.8))

    def two_agree(self) -> None:
        cast.agree_to_ask(self.parts, self.pair, cast.MIRA, cast.TOMAS)

    def takes(self, step: Step) -> None:
        matches.take_step(actor=cast.MIRA, now=self.clock.now(), parts=self.parts, pair_id=self.pair, step=step)

    def is_answered(self) -> None:
        tells = self.random.choice([Tells.NOTHING, Tells.ALIVE, Tells.MESSAGES])
        setting = Setting.OBSERVED if tells is Tells.NOTHING else Setting.ALONE  # a no said alone ends the walk
        self.permits.append(cast.answered(self.parts, self.pair, tells, setting))

    def holds(self) -> None:
        signed, on = signed_ids(), self.clock.now().date()
        released = set(Release.objects.filter(lane=Lane.WORD).values_list("permit_id", flat=True))
        assert released <= signed
        assert all(one in signed for one in self.permits if permitted_now(one, on=on, parts=self.parts))


def signed_ids() -> set[str]:
    return set(GuaranteedAct.objects.exclude(countersignature=b"").values_list("id", flat=True))


def walked(parts: Parts, clock: SettableClock, seed: str) -> Walk:
    walk = Walk(parts, clock, seed)
    walk.oak.tells(walk.oak.licenses())
    walk.two_agree()
    cast.release(walk.parts)
    for _ in range(STEPS):
        walk.goes()
        walk.holds()
    return walk


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_leaves_unsigned_in_whatever_order_things_are_done(
    parts: Parts, clock: SettableClock, seed: str
) -> None:
    """Seeds are chosen so that something does leave: a walk in which nothing ever left would prove nothing."""
    walk = walked(parts, clock, seed)
    assert walk.asked
    assert Release.objects.filter(lane=Lane.WORD).exists()
