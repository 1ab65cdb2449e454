"""How much each form of the check does."""

from __future__ import annotations

from dataclasses import dataclass

from silence.core.timing import AN_ARM

APART = {
    "seizure": "marks in 8 encodings, looked for in all that a seized house holds",
    "access": "every role, route, state and verb, generated from the resolver",
    "sequences": "random orders of what people do, and a gate that is open",
    "withdrawals": "a withdrawal while things leave, in every order of statements, on both engines",
}
"""Jobs of `proofs`, each in a process of its own, and what they are about; the short form leaves them to tests."""
_WORLDS = (
    "states",
    "release",
    "month",
    "bridge",
    "guarantor",
    "brother",
    "presence",
    "hunting",
    "sign-in",
    "timing",
    "controls",
)
NAMES = (*_WORLDS, *APART)
"""The jobs, in their order; what they do stands in `jobs`, which needs the whole program to be read."""


@dataclass(frozen=True, kw_only=True)
class Size:
    """`others`: families and persons in the background; `states`: None for all; `arm`: requests timed in each world.

    `month`: the states after which days of rounds pass; `brother`: for how many days he comes back.
    `variants`: how many ways to describe one person. `guaranteed`: the states tried with a guarantor, as `states`.
    """

    others: int
    visits: int
    days: int
    visits_a_day: int
    arm: int
    brother: int
    variants: int
    month: tuple[str, ...]
    states: tuple[str, ...] | None = None
    guaranteed: tuple[str, ...] | None = None


LONG = Size(
    others=6,
    visits=160,
    days=30,
    visits_a_day=2,
    arm=AN_ARM,
    brother=730,
    variants=10_000,
    month=("asked", "observed no", "no alone", "yes, but this enquirer must not know"),
)
SHORT = Size(
    others=2,
    visits=14,
    days=1,
    visits_a_day=4,
    arm=0,
    brother=3,
    variants=24,
    month=("yes, but this enquirer must not know",),
    guaranteed=("yes",),
    states=("no alone", "yes", "yes, but this enquirer must not know"),
)
