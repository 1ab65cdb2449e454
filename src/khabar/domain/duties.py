"""What a member of staff may be asked to do, and which duties never meet in one person.

Who speaks with families must not know who is here, and who knows must not speak with families: silence
rests on that. A rule here may be made stricter; it must never be waived for a small team.
"""

from collections.abc import Iterable
from enum import StrEnum
from itertools import combinations
from types import MappingProxyType

from khabar.domain.kinds import Kind


class Duty(StrEnum):
    """The duties of both kinds of installation (DESIGN section 1); `duties_of` says which belong to which."""

    HELPER = "helper"
    FAMILY_DESK = "family_desk"
    ASKING_DESK = "asking_desk"
    LETTERS = "letters"
    BRINGER = "bringer"
    CARRIER = "carrier"
    ADVOCATE = "advocate"
    EDITOR = "editor"
    COMPANION = "companion"
    OPERATOR = "operator"
    UNLOCKER = "unlocker"


_FAMILY_SIDE = "Who speaks with families sees no presence, no pair and no answer."
_FIELD_SIDE = "Who meets a sought person, or brings one release, works at no desk that sees all of them."
_BOTH_ENDS = "Who fills in forms for families does not also carry paper to those they seek."
_AFTERWARDS = "Who stands by somebody who came out does not also press the family's case: help is owed nothing for it."
_OPERATOR = "Who runs the machines holds no case key and does no work on cases."

_TABLE: tuple[tuple[Duty, tuple[Duty, ...], str], ...] = (
    (Duty.FAMILY_DESK, (Duty.ASKING_DESK, Duty.LETTERS), _FAMILY_SIDE),
    (Duty.HELPER, (Duty.ASKING_DESK, Duty.LETTERS), _FAMILY_SIDE),
    (Duty.HELPER, (Duty.CARRIER,), _BOTH_ENDS),
    (Duty.BRINGER, (Duty.FAMILY_DESK, Duty.ASKING_DESK, Duty.LETTERS), _FIELD_SIDE),
    (Duty.CARRIER, (Duty.FAMILY_DESK, Duty.ASKING_DESK, Duty.LETTERS), _FIELD_SIDE),
    (Duty.COMPANION, (Duty.ADVOCATE, Duty.EDITOR), _AFTERWARDS),
    (Duty.OPERATOR, tuple(duty for duty in Duty if duty is not Duty.OPERATOR), _OPERATOR),
)

EXCLUDED_TOGETHER = MappingProxyType(
    {frozenset((one, other)): sentence for one, others, sentence in _TABLE for other in others},
)
"""Each pair of duties that one account may not hold, with the sentence that says why."""


_EVERYWHERE = frozenset({Duty.OPERATOR, Duty.UNLOCKER})
_OF_ASSOCIATIONS = frozenset({Duty.ADVOCATE, Duty.EDITOR, Duty.COMPANION})


def duties_of(kind: Kind) -> tuple[Duty, ...]:
    """List the duties that there are in this kind of installation, in their order."""
    if kind is Kind.ASSOCIATION:
        return tuple(duty for duty in Duty if duty in _OF_ASSOCIATIONS | _EVERYWHERE)
    return tuple(duty for duty in Duty if duty not in _OF_ASSOCIATIONS)


def excluded_together(one: Duty, other: Duty) -> bool:
    """Say whether these two duties may never meet in one account."""
    return frozenset((one, other)) in EXCLUDED_TOGETHER


def refuse_duties(duties: Iterable[Duty]) -> list[str]:
    """List the reasons against giving one account all these duties, each once; empty when there is none."""
    held = sorted(set(duties))
    reasons = [
        EXCLUDED_TOGETHER[frozenset(pair)] for pair in combinations(held, 2) if frozenset(pair) in EXCLUDED_TOGETHER
    ]
    return list(dict.fromkeys(reasons))


def needs_two(duties: Iterable[Duty]) -> bool:
    """Say whether an account with these duties may be made, or given them, by two people only: any but an operator's.

    An operator sees no case; whoever keeps the machine makes such accounts alone.
    """
    return bool(set(duties) - {Duty.OPERATOR})
