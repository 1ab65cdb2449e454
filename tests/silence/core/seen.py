"""What was seen in a world, by channel, and what differs between two lists of it.

Each thing seen is bytes under a channel ("enquirer: body") and a label that says where ("visit 17, step 2"). Two worlds
are the same where labels and bytes are, in this order. A mask takes a nonce out before comparing, and says why.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence

AROUND = 40


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing seen."""

    channel: str
    where: str
    value: bytes = field(repr=False)


@dataclass(frozen=True)
class Mask:
    """What is taken out before comparing, in channels whose name ends so; a mask without a reason is a hole."""

    channel: str
    pattern: re.Pattern[bytes]
    why: str

    def __post_init__(self) -> None:
        """Refuse a mask that does not say why it may be."""
        if not self.why.strip():
            raise ValueError("a mask says why")

    def applied(self, seen: Seen) -> Seen:
        """Take it out of one thing seen."""
        if not seen.channel.endswith(self.channel):
            return seen
        return Seen(seen.channel, seen.where, self.pattern.sub(b"", seen.value))


@dataclass(frozen=True)
class Difference:
    """One place at which two worlds differ, with a few bytes of either; `count` is how many bytes differ there."""

    channel: str
    where: str
    count: int
    left: bytes
    right: bytes

    def told(self) -> str:
        """Give it as one line."""
        return f"{self.channel} · {self.where}: {self.count} bytes; {self.left!r} / {self.right!r}"


@dataclass
class Comparison:
    """What was compared, channel by channel, and every difference."""

    bytes_in: Counter[str] = field(default_factory=Counter)
    things_in: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)

    @property
    def differing(self) -> int:
        """How many bytes differ."""
        return sum(one.count for one in self.differences)

    def channels(self) -> list[str]:
        """Name every channel in which something was seen."""
        return sorted(self.things_in)

    def add(self, left: Iterable[Seen], right: Iterable[Seen], masks: Sequence[Mask] = ()) -> list[Difference]:
        """Compare two lists, keep what was found, and give what is new."""
        found = []
        for one, other in zip_longest(left, right):
            for mask in masks:
                one, other = one and mask.applied(one), other and mask.applied(other)  # noqa: PLW2901 - the same, masked
            there = one or other
            assert there is not None
            self.things_in[there.channel] += 1
            self.bytes_in[there.channel] += len(there.value)
            if one != other:
                found.append(_difference(one, other))
        self.differences += found
        return found

    def merge(self, other: Comparison) -> None:
        """Take over what another comparison found."""
        self.bytes_in += other.bytes_in
        self.things_in += other.things_in
        self.differences += other.differences


def _difference(one: Seen | None, other: Seen | None) -> Difference:
    there = one or other
    assert there is not None
    left, right = one.value if one else b"", other.value if other else b""
    if one and other and (one.channel, one.where) != (other.channel, other.where):
        left, right = f"{one.channel} {one.where}".encode(), f"{other.channel} {other.where}".encode()
    at = next((at for at, pair in enumerate(zip(left, right, strict=False)) if pair[0] != pair[1]), 0)
    if left[:at] == right[:at] and at == 0 and left[:1] == right[:1]:
        at = min(len(left), len(right))
    count = sum(a != b for a, b in zip_longest(left, right)) or 1
    start = max(at - AROUND, 0)
    return Difference(there.channel, there.where, count, left[start : at + AROUND], right[start : at + AROUND])
