"""The job `sequences`: thousands of random orders of what people do, with the machine of the consent app's own tests.

After each of them no page holds what was not allowed as it left. The machine keeps a rule of its own, independent of
the gate's. Everything runs in one transaction that is taken back, so that each begins from the same four cases.
"""

from __future__ import annotations

import copy
import time
from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any

from django.core.management import call_command
from django.db import transaction

import cast
from apps.consent.test_no_path_around import NAMES, STEPS, Story
from conftest import SettableClock
from faults.recording import world_parts
from khabar.apps.consent import queries
from khabar.apps.post import releases
from khabar.config import wiring
from khabar.domain.answers import Disclosure, Setting, Tells
from silence.core.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

MANY, A_ROW, FEW, OF_CONTROL = 10_000, 1_000, 12, 60
SHORTEST, LONGEST = 3, 9
_KEPT = ("said", "withheld", "letters", "erased", "may_stand", "count", "ids", "pairs")
_PEOPLE, _ENQUIRERS = ("listed", "darius"), tuple(NAMES)


def run(seed: int, _folder: Path, *, short: bool) -> Iterator[Row]:
    """Let so many orders happen; then the same with a gate that lets everything through."""
    machine, draw = _begun(), Random(f"{seed} sequences")
    if short:
        yield _tried(machine, draw, FEW, seed, "random orders of acts")
    for part in range(0 if short else MANY // A_ROW):
        yield _tried(machine, draw, A_ROW, seed, f"random orders of acts, {part + 1} of {MANY // A_ROW}")
    setattr(releases, "permitted_now", _open_gate)  # noqa: B010 - for the control alone
    try:
        yield _tried(machine, draw, OF_CONTROL, seed, "the same with a gate that is open")
    finally:
        setattr(releases, "permitted_now", queries.permitted_now)  # noqa: B010 - the same


def _open_gate(*_asked: object, **_more: object) -> frozenset[Disclosure]:
    return frozenset(Disclosure)


def _begun() -> Story:
    for alias in ("default", "porch"):
        call_command("migrate", database=alias, verbosity=0)
    parts, clock = world_parts(), SettableClock()
    wiring.use(parts)
    Story.parts, Story.clock, Story.marks_seen = parts, clock, set()
    Story.unlocked = parts.keys._unlocked  # type: ignore[attr-defined]  # the keys in memory
    machine = Story()
    machine.everybody_files()
    machine.no_page_holds_what_was_not_allowed_as_it_left()
    return machine


def _tried(machine: Story, draw: Random, times: int, seed: int, tried: str) -> Row:
    began, broken, done, left = time.monotonic(), [], Counter[str](), 0
    is_control = "open" in tried
    at_first = set(machine.marks_seen)
    for number in range(times):
        machine.marks_seen = set()
        told = _one(machine, draw, done)
        left += len(machine.marks_seen - at_first)
        if told:
            broken.append(f"order {number}: {told}")
    machine.marks_seen = at_first
    counted = {"acts": sum(done.values()), "words and letters that left": left, "broken": len(broken)}
    good = bool(broken) if is_control else not broken and left > 0
    spent, remarks = time.monotonic() - began, [] if is_control else broken[:4]
    return Row("sequences", tried, times, seed, counted, good, spent, is_control, remarks)


def _one(machine: Story, draw: Random, done: Counter[str]) -> str:
    """Do one order of acts from the beginning, and say what was broken; then everything is as it was."""
    kept = {name: copy.deepcopy(getattr(machine, name)) for name in _KEPT}
    moment = machine.clock.moment
    points = [transaction.atomic(), transaction.atomic(using="porch")]
    for point in points:
        point.__enter__()
    told = ""
    try:
        for _ in range(draw.randint(SHORTEST, LONGEST)):
            name = draw.choices(list(_ACTS), [weight for weight, _ in _ACTS.values()])[0]
            getattr(machine, name)(**_ACTS[name][1](draw))
            done[name] += 1
        machine.a_round()
        machine.no_page_holds_what_was_not_allowed_as_it_left()
    except AssertionError as problem:
        told = str(problem).partition("\n")[0]
    finally:
        for alias in ("default", "porch"):
            transaction.set_rollback(True, using=alias)
        for point in reversed(points):
            point.__exit__(None, None, None)
    for name, value in kept.items():
        setattr(machine, name, value)
    machine.clock.moment = moment
    machine.agent.unlock(machine.unlocked)
    return told


def _pair(draw: Random) -> tuple[str, str]:
    return draw.choice(_ENQUIRERS), draw.choice(_PEOPLE)


def _desk(draw: Random) -> Any:  # noqa: ANN401 - an actor
    return draw.choice((cast.MIRA, cast.TOMAS))


_ACTS: Mapping[str, tuple[int, Callable[[Random], dict[str, Any]]]] = {
    "a_step": (2, lambda draw: {"pair": _pair(draw), "who": _desk(draw), "step": draw.choice(STEPS)}),
    "all_is_found_out_and_both_agree": (1, lambda draw: {"pair": _pair(draw)}),
    "an_answer": (
        4,
        lambda draw: {
            "pair": _pair(draw),
            "tells": draw.choice(list(Tells)),
            "setting": draw.choice((Setting.ALONE, Setting.ALONE, Setting.OBSERVED)),
            "withheld": draw.choice(("", "", "", *_ENQUIRERS)),
        },
    ),
    "a_withdrawal": (3, lambda draw: {"pair": _pair(draw), "who": _desk(draw)}),
    "a_withdrawal_from_all": (1, lambda draw: {"person": draw.choice(_PEOPLE)}),
    "a_message": (2, lambda draw: {"holder": draw.choice((*_ENQUIRERS, "darius"))}),
    "a_letter_is_read": (
        3,
        lambda draw: {"number": draw.randrange(10), "who": _desk(draw), "turn": draw.randrange(4)},
    ),
    "a_reply_is_typed": (1, lambda draw: {"number": draw.randrange(10), "who": _desk(draw)}),
    "a_round": (2, lambda _draw: {}),
    "days_pass": (1, lambda draw: {"days": draw.choice((1, 1, 40, 200))}),
    "locking": (1, lambda draw: {"turn": draw.randrange(4)}),
    "an_erasure": (1, lambda draw: {"case": draw.choice((*_ENQUIRERS, *_PEOPLE)), "turn": draw.randrange(4)}),
}
