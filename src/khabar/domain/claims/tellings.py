"""Which confirmed claims are one source told again: a reprint, a quotation, or one speaker twice in one document.

Claims are compared by the paragraph they stand in, not by the whole paper: a paper may reprint one report and have
asked for the next one itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from khabar.domain.claims.comparing import side_by_side, sources
from khabar.domain.search_words import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from khabar.domain.claims.claim import Claim
    from khabar.domain.claims.comparing import Told

SHORTEST_ALIKE: Final = 5
"""Words that two paragraphs must both have, and nothing else, to be one text although they are short."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim with the paragraph it stands in. `id` tells claims apart; two of one `passage` stand in one paragraph."""

    id: str
    claim: Claim
    passage: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class Line:
    """One claim of a group: which one, the number of its source (from 1), whether that source was told before it."""

    id: str
    claim: Claim
    source: int
    is_repeated: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one unit and population side by side, oldest first; `pairs` are the lines that contradict.

    `sources` counts those who are not repeating another.
    """

    unit: str
    population: frozenset[str]
    sources: int
    lines: tuple[Line, ...]
    pairs: tuple[tuple[Line, Line], ...]


def groups(tellings: Sequence[Telling]) -> list[Group]:
    """Put figures beside each other, those with most contradictions first; a reprint counts as one source."""
    tellings = sorted(tellings, key=_published)
    apart = [replace(one.claim, source=replace(one.claim.source, document=one.passage)) for one in tellings]
    known = {id(claim): one for claim, one in zip(apart, tellings, strict=True)}
    numbers = source_numbers(tellings)
    reprints = {one.passage: number for one, number in zip(tellings, _reprints(tellings), strict=True)}
    return [_group(told, known, numbers) for told in side_by_side(apart, reprints)]


def source_numbers(tellings: Sequence[Telling]) -> dict[str, int]:
    """Give each claim the number of its source, from 0: reprints share one, and so does a speaker in one document."""
    leader = {one.id: one.id for one in tellings}
    first: dict[tuple[object, ...], str] = {}
    for one, reprint in zip(tellings, _reprints(tellings), strict=True):
        for key in ((reprint,), (one.claim.source.document, one.claim.speaker)):
            leader[_led(leader, one.id)] = _led(leader, first.setdefault(key, one.id))
    numbers: dict[str, int] = {}
    return {one.id: numbers.setdefault(_led(leader, one.id), len(numbers)) for one in tellings}


def _published(one: Telling) -> int:
    """Give the day a telling appeared, so that the earlier of two is the source; without a day last."""
    published = one.claim.source.published
    return published.earliest.toordinal() if published else date.max.toordinal()


def _reprints(tellings: Sequence[Telling]) -> list[int]:
    """Give paragraphs that are one text one number: reprints, long quotations, and short ones of the same words."""
    found = sources({one.passage: one.paragraph for one in tellings})
    alike: dict[tuple[str, ...], int] = {}
    numbers = []
    for one in tellings:
        words = tuple(token.word for token in tokens(one.paragraph))
        number = found[one.passage]
        numbers.append(alike.setdefault(words, number) if len(words) >= SHORTEST_ALIKE else number)
    return numbers


def _led(leader: Mapping[str, str], one: str) -> str:
    while leader[one] != one:
        one = leader[one]
    return one


def _group(told: Told, known: Mapping[int, Telling], numbers: Mapping[str, int]) -> Group:
    """Give sources numbers of their own in a group, from 1, in the order in which they first stand in it."""
    lines: dict[int, Line] = {}
    own: dict[int, int] = {}
    for claim in told.claims:
        one = known[id(claim)]
        is_repeated = numbers[one.id] in own
        number = own.setdefault(numbers[one.id], len(own) + 1)
        lines[id(claim)] = Line(one.id, one.claim, number, is_repeated)
    pairs = [(lines[id(each.one)], lines[id(each.other)]) for each in told.contradictions]
    return Group(told.unit, told.population, len(own), tuple(lines.values()), tuple(pairs))
