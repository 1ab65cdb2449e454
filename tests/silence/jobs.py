"""The jobs of the silence check, each with what it promises; those with a control fail where it is not seen.

states      a person in each state: visits, rounds, paper and bundles, all compared until a word leaves
release     after a yes exactly one pigeonhole changes, at the next round, and nothing else
month       thirty days of rounds and mail after what happened
bridge      a no to a family of the association, in the hands of its operator
guarantor   the same where everything waits for a guarantor, whose word comes after each round
brother     two years of a true brother of whom the person said "not him"
hunting     one description in thousands of variants, within the quotas and beyond
presence    the other direction: who poses as the person, with and without a request
sign-in     refusals at the door of the house, told apart by their time or their words
timing      how well the time of an answer tells the worlds apart
controls    a leak of each kind, planted in world A

Those of `sizes.APART` are done by `proofs`, in processes of their own.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from silence import leaks
from silence.apart import apart
from silence.brother import brother
from silence.climbing import hunting
from silence.core.rows import Row
from silence.guaranteed import guarantor
from silence.hunting import presence
from silence.knocking import sign_in
from silence.racing import timing
from silence.sizes import APART
from silence.stage import staged, told
from silence.states import OVER_THE_BRIDGE, STATES
from silence.visits import CONTROLLED, GRAMMAR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from silence.core.seen import Comparison, Difference
    from silence.house import Ground
    from silence.sizes import Size
    from silence.stage import Stage
    from silence.states import State

SHOWN = 3
LEAST_CHANNELS = 20


@dataclass(frozen=True)
class Job:
    """One job: what it is about, in a line, and its run."""

    about: str
    run: Callable[[Ground, Size, int], Iterator[Row]]


def states(ground: Ground, size: Size, seed: int) -> Iterator[Row]:
    """Let the same visits happen with and without the person, in every state, until the round that releases."""
    for state in _of(size):
        began = time.monotonic()
        draw = random.Random(f"{seed} {state.name}")
        with staged(ground, with_association=True) as stage:
            told(stage, state)
            count = size.visits
            stage.visits(GRAMMAR.visits(count, draw))
            stage.look("after what happened")
            if not state.released:
                stage.round("the round after")
                stage.exchange("the round after")
                stage.round("one more")
                stage.exchange("one more")
            yield _row("states", state.name, count, seed, stage.compared, began)


def month(ground: Ground, size: Size, seed: int) -> Iterator[Row]:
    """Let days of rounds pass after what happened, with a few visits, mail and bundles each day."""
    for state in (one for one in STATES if one.name in size.month):
        began = time.monotonic()
        visits = GRAMMAR.visits(size.days * size.visits_a_day, random.Random(f"{seed} month"))
        with staged(ground, with_association=True) as stage:
            told(stage, state)
            for day in range(size.days):
                for hour in range(0, 24, 6):
                    stage.round(f"day {day}, {hour} o'clock")
                stage.exchange(f"day {day}", hours=24)
                stage.visits(next(visits) for _ in range(size.visits_a_day))
            stage.look("at the end")
            yield _row("month", f"{state.name}, days", size.days, seed, stage.compared, began)


def release(ground: Ground, size: Size, seed: int) -> Iterator[Row]:
    """See that a yes changes one pigeonhole, at the next round, and nothing of what everybody else sees."""
    for state in (one for one in _of(size) if one.released):
        began = time.monotonic()
        with staged(ground) as stage:
            told(stage, state)
            before = stage.changed_pages()
            stage.a.do("round", "the round that releases")
            stage.b.do("round", "the round that releases")
            after = stage.changed_pages()
            stage.visits(GRAMMAR.colleagues(size.visits, random.Random(seed)))
            stage.look("after the release")
            counted = {
                "pages changed before": len(before),
                "after": len(after),
                "bytes of others differing": stage.compared.differing,
            }
            good = (before, after) == ([], [state.released]) and not stage.compared.differences
            remarks = [one.told()[:300] for one in stage.compared.differences[:SHOWN]]
            yield Row("release", state.name, 1, seed, counted, good, time.monotonic() - began, remarks=remarks)


def bridge(ground: Ground, size: Size, seed: int) -> Iterator[Row]:
    """See that a no to a family of the association shows in no slot, and that a slot left as it was would show."""
    del size
    for is_control in (False, True):
        began, state = time.monotonic(), OVER_THE_BRIDGE
        with staged(ground, with_association=True) as stage:
            stage.round("a round before")
            stage.exchange("at first")
            told(stage, state)
            if is_control:
                stage.a.do("leave slots")
            for number in range(3):
                stage.round(f"round {number}")
                stage.exchange(f"round {number}")
            if is_control:
                yield _row_of_slots(seed, stage, began)
            else:
                yield _row("bridge", state.name, 3, seed, stage.compared, began)


def controls(ground: Ground, size: Size, seed: int) -> Iterator[Row]:
    """Plant each leak in world A, one after the other, and see that it is found, in its channel."""
    del size
    with staged(ground) as stage:
        for number, (name, leak) in enumerate(leaks.LEAKS.items()):
            began = time.monotonic()
            stage.a.do("plant", name)
            found = _with_leak(stage, leak, number)
            stage.a.do("plant", "")
            seen = sorted({one.channel for one in found if one.channel.endswith(leak.shows)})
            counted = {"places seen": len(found), "channels of that kind": len(seen)}
            yield Row("controls", name, 1, seed, counted, bool(seen), time.monotonic() - began, is_control=True)


JOBS = {
    "states": Job("a person in each state, and the same without", states),
    "release": Job("a yes, and what it changes", release),
    "month": Job("days of rounds after what happened", month),
    "bridge": Job("a no to a family of the association, in the hands of its operator", bridge),
    "guarantor": Job("the same where everything waits for a guarantor", guarantor),
    "brother": Job("two years of a brother with true papers, of whom the person said: not him", brother),
    "hunting": Job("thousands of variants of one description, day after day", hunting),
    "presence": Job("who poses as the person, with and without a request", presence),
    "sign-in": Job("refusals at the door of the house: unknown, wrong, closed, no factor", sign_in),
    "timing": Job("how well the time of an answer tells the worlds apart", timing),
    "controls": Job("a leak of each kind, planted", controls),
    **{name: Job(about, apart(name)) for name, about in APART.items()},
}


def _of(size: Size) -> Sequence[State]:
    return [one for one in STATES if size.states is None or one.name in size.states]


def _row(job: str, tried: str, times: int, seed: int, compared: Comparison, began: float) -> Row:
    channels, whole = len(compared.channels()), sum(compared.bytes_in.values())
    counted = {"channels": channels, "bytes compared": whole, "bytes differing": compared.differing}
    good = not compared.differences and (channels >= LEAST_CHANNELS or job == "bridge")
    remarks = [one.told()[:300] for one in compared.differences[:SHOWN]]
    return Row(job, tried, times, seed, counted, good, time.monotonic() - began, remarks=remarks)


def _row_of_slots(seed: int, stage: Stage, began: float) -> Row:
    found = [one for one in stage.compared.differences if one.channel.endswith("every slot of her pages")]
    counted = {"places seen": len(found), "channels": len({one.channel for one in stage.compared.differences})}
    spent = time.monotonic() - began
    return Row("bridge", "a slot with a no left as it was", 3, seed, counted, bool(found), spent, is_control=True)


def _with_leak(stage: Stage, leak: leaks.Leak, number: int) -> list[Difference]:
    if leak.rounds is not None:
        return [*stage.round(f"round {number}"), *stage.round(f"round {number}, the next")]
    if leak.looks is not None:
        return stage.look(f"look {number}")
    return stage.visits(CONTROLLED.visits(len(CONTROLLED.openings), random.Random(number)))
