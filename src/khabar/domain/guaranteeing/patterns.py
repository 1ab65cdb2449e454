"""When requests look like somebody's list rather than like mothers: counts alone, with published thresholds.

Whoever holds a list and wants to know who on it is here would file it as requests. One hand, many of them, one place,
nothing of when they were last heard of. Families who file for themselves have no hand in common and never raise this.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

WINDOW_DAYS = 7
MANY = 50
"""Requests of one hand in seven days. A helper who sits with a family for half an hour files about 60 in a long week;
so many alone is no alarm, but together with one of the signs it is."""

VERY_MANY = 200
"""Nobody who speaks with families files so many in seven days; this is an alarm by itself."""

MOST_OF_TEN = 8
"""A sign counts where it holds for eight of ten."""

MOST_TOLD = 32
"""Patterns that one bundle tells; the largest first."""


class Sign(StrEnum):
    """What makes many requests of one hand look like a list."""

    VERY_MANY = "very many"
    ONE_PLACE = "one place"
    NO_LAST_CONTACT = "no last contact"


MEANINGS = {
    Sign.VERY_MANY: "more than anybody could have spoken with",
    Sign.ONE_PLACE: "nearly all name one place",
    Sign.NO_LAST_CONTACT: "nearly none says when the person was last heard of",
}


@dataclass(frozen=True)
class Filed:
    """One request as far as this rule may see it. `hand`: who typed or brought it; "" where the family did itself."""

    day: date
    hand: str = field(repr=False)
    place: str = field(repr=False)
    has_last_contact: bool


@dataclass(frozen=True)
class Pattern:
    """One hand's requests that look like a list: how many, from when to when, and by which signs."""

    requests: int
    first: date
    last: date
    signs: tuple[Sign, ...]

    def to_plain(self) -> list[object]:
        """Write it as plain values."""
        return [self.requests, self.first.isoformat(), self.last.isoformat(), [sign.value for sign in self.signs]]


def pattern_from_plain(plain: object) -> Pattern:
    """Read a pattern; ValueError for what is none."""
    match plain:
        case [int(requests), str(first), str(last), list(signs)] if requests >= 0:
            found = tuple(Sign(str(sign)) for sign in signs)
            return Pattern(requests, date.fromisoformat(first), date.fromisoformat(last), found)
        case _:
            raise ValueError("not a pattern")


def patterns_in(filed: Iterable[Filed]) -> tuple[Pattern, ...]:
    """Find each hand whose requests within some seven days look like a list, the largest first, at most 32."""
    of_hands: dict[str, list[Filed]] = defaultdict(list)
    for one in filed:
        if one.hand:
            of_hands[one.hand].append(one)
    found = (pattern for mine in of_hands.values() if (pattern := _largest(mine)))
    return tuple(sorted(found, key=lambda one: (-one.requests, one.first, one.last, one.signs))[:MOST_TOLD])


def _largest(mine: Sequence[Filed]) -> Pattern | None:
    """Give the seven days in which this hand filed most, of those that look like a list."""
    if len(mine) < MANY:
        return None
    windows = ([one for one in mine if _is_within(one.day, last)] for last in sorted({one.day for one in mine}))
    return max((p for window in windows if (p := _pattern_of(window))), key=lambda one: one.requests, default=None)


def _is_within(day: date, last: date) -> bool:
    return last - timedelta(days=WINDOW_DAYS) < day <= last


def _pattern_of(window: Sequence[Filed]) -> Pattern | None:
    many = len(window)
    if many < MANY:
        return None
    places = Counter(one.place for one in window if one.place)
    of_one_place = max(places.values(), default=0)
    silent = sum(not one.has_last_contact for one in window)
    present = {
        Sign.VERY_MANY: many >= VERY_MANY,
        Sign.ONE_PLACE: of_one_place * 10 >= many * MOST_OF_TEN,
        Sign.NO_LAST_CONTACT: silent * 10 >= many * MOST_OF_TEN,
    }
    signs = tuple(sign for sign, holds in present.items() if holds)
    days = [one.day for one in window]
    return Pattern(many, min(days), max(days), signs) if signs else None
