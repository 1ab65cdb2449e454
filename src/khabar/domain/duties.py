"""What a member of staff may be asked to do, and which duties never meet in one person.

Who speaks with families must not know who is here, and who knows must not speak with families: silence
rests on that. A rule here may be made stricter; it must never be waived for a small team.
"""

from collections.abc import Iterable
from enum import StrEnum
from itertools import combinations
from types import MappingProxyType


class Duty(StrEnum):
    """The duties of an intermediary installation (DESIGN section 1)."""

    HELPER = "helper"
    FAMILY_DESK = "family_desk"
    ASKING_DESK = "asking_desk"
    LETTERS = "letters"
    BRINGER = "bringer"
    CARRIER = "carrier"
    OPERATOR = "operator"
    UNLOCKER = "unlocker"


_FAMILY_SIDE = "Who speaks with families sees no presence, no pair and no answer."
_FIELD_SIDE = "Who meets a sought person, or brings one release, works at no desk that sees all of them."
_BOTH_ENDS = "Who fills in forms for families does not also carry paper to those they seek."
_OPERATOR = "Who runs the machines holds no case key and does no work on cases."

_TABLE: tuple[tuple[Duty, tuple[Duty, ...], str], ...] = (
    (Duty.FAMILY_DESK, (Duty.ASKING_DESK, Duty.LETTERS), _FAMILY_SIDE),
    (Duty.HELPER, (Duty.ASKING_DESK, Duty.LETTERS), _FAMILY_SIDE),
    (Duty.HELPER, (Duty.CARRIER,), _BOTH_ENDS),
    (Duty.BRINGER, (Duty.FAMILY_DESK, Duty.ASKING_DESK, Duty.LETTERS), _FIELD_SIDE),
    (Duty.CARRIER, (Duty.FAMILY_DESK, Duty.ASKING_DESK, Duty.LETTERS), _FIELD_SIDE),
    (Duty.OPERATOR, tuple(duty for duty in Duty if duty is not Duty.OPERATOR), _OPERATOR),
)

EXCLUDED_TOGETHER = MappingProxyType(
    {frozenset((one, other)): sentence for one, others, sentence in _TABLE for other in others},
)
"""Each pair of duties that one account may not hold, with the sentence that says why."""


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
