"""Rounds and what passes between the installations, in the process that is told to; chance begins anew at each step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.exchange.making import make_bundles
from khabar.apps.exchange.queries import bundle_for
from khabar.apps.exchange.taking_in import take_in
from khabar.apps.lodged import side as lodged
from khabar.apps.rounds import association_steps, steps
from khabar.apps.rounds.actions import conduct
from khabar.domain.actors import system
from khabar.domain.kinds import Kind

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.apps.exchange.sides import Side
    from khabar.domain.rounds import Step
    from khabar.ports import Parts
    from silence.house import Ground

JOB = system("tests")


def round_of(ground: Ground, label: str, *, hers: bool = False) -> int:
    """Do one whole round of either installation, now."""
    parts = ground.hers if hers else ground.parts
    deeds = association_steps if hers else steps

    def do(step: Step, now: datetime) -> None:
        ground.begin(f"{label}/{step}")
        deeds.do_step(step, now=now, parts=parts)

    ground.begin(label)
    number = conduct(actor=system("rounds"), now=parts.clock.now(), parts=parts, do=do)
    ground.begin(f"{label}/over")
    return number


def errands(ground: Ground) -> None:
    """Do what waits between rounds: the searches of the family desk, lists that were handed over."""
    for errand in steps.ERRANDS:
        if errand.waits(ground.clock.now()):
            errand.do(ground.clock.now(), ground.parts)


def bundle(parts: Parts, side: Side, partner: str) -> bytes:
    """Make the bundle of this moment and give it."""
    make_bundles(actor=JOB, now=parts.clock.now(), parts=parts, side=side)
    return newest(partner)


def newest(partner: str) -> bytes:
    """Give the bundle of the last round."""
    found = bundle_for(partner)
    assert found is not None
    return found


def carry_in(ground: Ground, blob: bytes) -> None:
    """Take in at the intermediary what the association sent."""
    take_in(actor=JOB, now=ground.clock.now(), parts=ground.parts, side=lodged.SIDE, blob=blob)


__all__ = ["Kind", "bundle", "carry_in", "errands", "newest", "round_of"]
