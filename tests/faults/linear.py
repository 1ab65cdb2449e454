"""Decides whether what readers and writers of one cell saw can have happened one after the other.

Every value is written once, so the rule of Gibbons and Korach (1997, testing shared memories) is enough: the deeds
about one value make a zone from the first answer to the last beginning. Zones that run forward must not overlap, and
one that runs backward must not lie inside one that runs forward.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Deed:
    """One write or read of a value: when it was begun, when it was answered (never, where nobody heard)."""

    is_write: bool
    value: int
    begun: float
    ended: float = float("inf")


def contradiction(deeds: Sequence[Deed], first: int) -> str:
    """Name the first contradiction, or give nothing; `first` is what the cell held before."""
    of_value: dict[int, list[Deed]] = defaultdict(list)
    of_value[first].append(Deed(is_write=True, value=first, begun=float("-inf"), ended=float("-inf")))
    for deed in deeds:
        of_value[deed.value].append(deed)
    forward: list[tuple[float, float, int]] = []
    backward: list[tuple[float, float, int]] = []
    for value, all_of_it in of_value.items():
        write = next((one for one in all_of_it if one.is_write), None)
        reads = [one for one in all_of_it if not one.is_write]
        if write is None:
            return f"{value} was read and never written"
        if any(one.ended < write.begun for one in reads):
            return f"{value} was read before it was written"
        if write.ended == float("inf") and not reads:
            continue  # nobody knows whether it ever happened
        low, high = min(one.ended for one in all_of_it), max(one.begun for one in all_of_it)
        (forward if low < high else backward).append((min(low, high), max(low, high), value))
    forward.sort()
    for before, after in pairwise(forward):
        if after[0] < before[1]:
            return f"{before[2]} was read again after {after[2]}"
    for low, high, value in backward:
        if any(one[0] < low and high < one[1] for one in forward):
            return f"{value} was written and read within the time of another"
    return ""
