"""How well the time of an answer tells two worlds apart: the Kolmogorov-Smirnov distance of two sets of times.

It is the advantage of the best threshold over guessing, 0 for none and 1 for certainty. Two sets of 2,952 times from
one distribution exceed .05 once in 800 runs (2·exp(-2·.05²·2952/2)), which is why that number is asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping, Sequence

AN_ARM = 2952
MOST_ADVANTAGE = 0.05


def advantage(left: Sequence[float], right: Sequence[float]) -> float:
    """Give the largest distance between the two distributions."""
    one, other = sorted(left), sorted(right)
    return max(abs(bisect_right(one, at) / len(one) - bisect_right(other, at) / len(other)) for at in (*one, *other))


def interleaved(
    measure: Mapping[str, Callable[[int], float]], times: int, draw: random.Random
) -> dict[str, list[float]]:
    """Measure each of two or more worlds so many times, in an order that is drawn anew for each number."""
    taken: dict[str, list[float]] = {name: [] for name in measure}
    names = list(measure)
    for number in range(times):
        draw.shuffle(names)
        for name in names:
            taken[name].append(measure[name](number))
    return taken
