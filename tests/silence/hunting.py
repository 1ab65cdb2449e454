"""The other direction: somebody poses as the person, to learn who seeks that person.

In world A three families seek Darius; in world B their requests were never filed. The same invented presences are filed
in both, with pages of their own, read before and after rounds. What is compared is what the poser gets.
"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from silence.core.rows import Row
from silence.core.seen import Comparison
from silence.core.worlds import both, forked
from silence.household import Household
from silence.visits import HUNTING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from silence.house import Ground
    from silence.sizes import Size

SEEN_BY_A_POSER = ("presence: ", "enquirer: ", "public: ", "chance: ", "logs: ")


def presence(ground: Ground, size: Size, seed: int) -> Iterator[Row]:
    """Let somebody pose as the person, again and again, where he is sought and where he is not."""
    began, count = time.monotonic(), max(size.visits, 8)
    compared = Comparison()
    words = {"sought": lambda: Household(ground).words(), "not sought": lambda: _without(ground).words()}
    with forked(words) as worlds:
        pair = tuple(worlds.values())
        for visit in HUNTING.visits(count, random.Random(seed)):
            _compare(compared, both(pair, "visit", visit))
        for number in range(3):
            both(pair, "round", f"round {number}")
            _compare(compared, both(pair, "reads", f"after round {number}"))
    counted = {"channels": len(compared.channels()), "bytes differing": compared.differing}
    counted["bytes compared"] = sum(compared.bytes_in.values())
    remarks = [one.told()[:300] for one in compared.differences[:3]]
    good = not compared.differences
    yield Row("presence", "posing as the person", count, seed, counted, good, time.monotonic() - began, remarks=remarks)


def _compare(compared: Comparison, seen: list[list]) -> None:  # type: ignore[type-arg]  # things seen
    left, right = ([one for one in side if one.channel.startswith(SEEN_BY_A_POSER)] for side in seen)
    compared.add(left, right)


def _without(ground: Ground) -> Household:
    """Make a world in which nobody has asked for the person: the requests are erased before anybody comes."""
    household = Household(ground)
    household.forget_requests()
    return household
