"""A house with a guarantor, whose word comes back after each round: nothing of that is seen outside either.

What waits for it, and for how long, must look to everybody else as if nothing did. A yes changes one page, and that in
the round after it was countersigned.
"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import cast
from guarantor_parts import with_guarantor
from khabar.apps.consent import queries
from khabar.apps.guarantor.queries import newest_bundle
from khabar.apps.rounds import guaranteeing
from khabar.config import wiring
from silence.core.rows import Row
from silence.core.seen import Seen
from silence.household import Household
from silence.stage import staged, told
from silence.states import STATES
from silence.visits import GRAMMAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.ports import Parts
    from silence.core.worlds import Words
    from silence.house import Ground
    from silence.sizes import Size
    from silence.states import State

SHOWN = 3
CONTROL = "yes"
"""The state in which gates that ask no guarantor let a word out too early."""


class GuaranteedHousehold(Household):
    """The same world, in whose settings a guarantor stands. It has given a licence, and signs whatever waits."""

    def __init__(self, ground: Ground) -> None:
        self._oak = with_guarantor(ground.parts)
        ground.parts = self._oak.parts
        wiring.use(ground.parts)
        super().__init__(ground)
        ground.begin("the licence")
        self._oak.tells(self._oak.licenses())
        self._released = cast.release
        setattr(cast, "release", self._release)  # noqa: B010 - what leaves between rounds waits for it too, in this world

    def words(self) -> Words:
        """List what it can be told."""
        return super().words() | {"open gates": self.open_gates}

    def round(self, label: str, hours: int = 6) -> list[Seen]:
        """Do a round as any household; then the bundle goes out, of which the size is seen, and a word comes back."""
        found = super().round(label, hours)
        found.append(Seen("guarantor: size of the bundle", label, str(len(newest_bundle())).encode()))
        self._word_comes(label)
        return found

    def open_gates(self) -> None:
        """Let everything leave unsigned: past the round, and past the Permit, which asks once more."""
        for gate in (guaranteeing, queries):
            setattr(gate, "is_countersigned", lambda _act, **_parts: True)  # noqa: B010 - in this world alone

    def _release(self, parts: Parts) -> None:
        self._released(parts)
        self._word_comes("between rounds")
        self._released(parts)

    def _word_comes(self, label: str) -> None:
        self.ground.begin(f"the guarantor's word {label}")
        self._oak.tells(self._oak.signs())


def guarantor(ground: Ground, size: Size, seed: int) -> Iterator[Row]:
    """Let the same visits and rounds happen where everything waits for a guarantor, in every state or in some."""
    for state in (one for one in STATES if size.guaranteed is None or one.name in size.guaranteed):
        yield _with_and_without(ground, size, seed, state)
    yield _with_open_gates(ground, seed)


def _with_and_without(ground: Ground, size: Size, seed: int, state: State) -> Row:
    began, expected = time.monotonic(), [state.released] if state.released else []
    with staged(ground, made=GuaranteedHousehold) as stage:
        told(stage, state)
        stage.visits(GRAMMAR.visits(size.visits, random.Random(f"{seed} {state.name}")))
        stage.look("after what happened")
        stage.round("the round after")
        unsigned = stage.changed_pages()
        for world in (stage.a, stage.b):
            world.do("leave out", state.released)
        stage.round("the round after the word")
        counted = {
            "channels": len(stage.compared.channels()),
            "bytes compared": sum(stage.compared.bytes_in.values()),
            "bytes differing": stage.compared.differing,
            "pages changed unsigned": len(unsigned),
            "signed": len(signed := stage.changed_pages()),
        }
        good = not stage.compared.differences and (unsigned, signed) == ([], expected)
        remarks = [one.told()[:300] for one in stage.compared.differences[:SHOWN]]
        spent = time.monotonic() - began
        return Row("guarantor", state.name, size.visits, seed, counted, good, spent, remarks=remarks)


def _with_open_gates(ground: Ground, seed: int) -> Row:
    began = time.monotonic()
    with staged(ground, made=GuaranteedHousehold) as stage:
        told(stage, next(one for one in STATES if one.name == CONTROL))
        stage.a.do("open gates")
        found = stage.round("the round after")
        counted = {"places seen": len(found), "pages changed unsigned": len(changed := stage.changed_pages())}
        spent = time.monotonic() - began
        return Row(
            "guarantor",
            "gates that ask no guarantor",
            1,
            seed,
            counted,
            bool(found and changed),
            spent,
            is_control=True,
        )
