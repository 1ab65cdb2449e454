"""Counts by place and by language that name nobody: a small group is not shown, nor one that would give it away.

A count of three in a town is three families. Whoever knows the whole and all other counts could subtract; so what is
hidden is at least two groups, together at least as many people as the least that is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass

LEAST = 10
"""People in the smallest group that is shown."""
_FEWEST_HIDDEN = 2


@dataclass(frozen=True)
class Shown:
    """What may be shown: the counts by group, largest first, and how many people are in none of them."""

    cells: tuple[tuple[str, int], ...]
    elsewhere: int


def shown_cells(counts: Mapping[str, int], *, least: int = LEAST) -> Shown:
    """Choose the groups that may be shown. "" stands for those who said nothing; it is never shown by itself.

    1. Every group smaller than `least` is hidden, and so are those who said nothing.
    2. While somebody is hidden, and the hidden are fewer than two groups or, together, not more people than the small
       groups could hold at most, the smallest shown group is hidden too.
    """
    if least < 1:
        raise ValueError("a group that is shown has at least one person")
    shown = sorted((item for item in counts.items() if item[0] and item[1] >= least), key=lambda one: (-one[1], one[0]))
    hidden = [number for name, number in counts.items() if number and (name, number) not in shown]
    while shown and hidden and not _is_covered(hidden, least):
        hidden.append(shown.pop()[1])
    return Shown(tuple(shown), sum(hidden))


def _is_covered(hidden: list[int], least: int) -> bool:
    """Say whether nobody can compute one of these counts from their sum and from knowing the rule."""
    return len(hidden) >= _FEWEST_HIDDEN and sum(hidden) >= least
