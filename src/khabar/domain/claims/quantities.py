"""Figures in a sentence as intervals: "at least 120 people", "between 120 and 150", "about 120", "hundreds of letters".

A number is a figure only with a unit of the table behind it. Of whom it is a figure, words of the table near it say.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from khabar.domain.claims.claim import Quantity
from khabar.domain.claims.numbers import Number, numbers_in
from khabar.domain.claims.sentences import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from khabar.domain.claims.claim import Period
    from khabar.domain.claims.said_dates import Dated
    from khabar.domain.claims.sentences import Sentence

ABOUT: Final = 0.1
"""How far "about" reaches to either side, as a part of the number; our reading of the word."""
UNIT_WITHIN: Final = 3
"""Words behind a number among which its unit stands."""
CUE_WITHIN: Final = 2
"""Words that may stand between "at least" and its number ("at least some 120")."""
LONGEST_POPULATION: Final = 8
_PERCENT_SIGN: Final = re.compile(r"\s?[%٪]")
_DASH: Final = re.compile(r"\s?[-–—]\s?")
_BEHIND: Final = frozenset({"tr"})
"""Languages that put "more than" behind the number."""
ALWAYS: Final = "always"
"""The key of words that make a range by themselves; "and" needs "between" before it."""
_STOP: Final = re.compile(r"[,;:.!?؟،؛()«»“”]")
_ARABIC_AND: Final = "و"
"""Written together with the number behind it."""
WEAKER: Final = 2
"""By so many words "about" counts as further away than other words."""
_WEAK: Final = frozenset({"about"})
_CUES: Final = ("least", "over", "most", "under", "about", "nearly")


class Interval(NamedTuple):
    """A figure's ends, both included; None is no end on that side."""

    least: float | None
    most: float | None


class Figure(NamedTuple):
    """A figure from word `first` up to word `last`, that one not included."""

    first: int
    last: int
    quantity: Quantity


def figures_in(sentence: Sentence, first: int, last: int, dated: Sequence[Dated]) -> list[Figure]:
    """List the figures among these words of a sentence, from the left."""
    numbers = [one for one in numbers_in(sentence) if first <= one.first and one.last <= last and _is_free(one, dated)]
    cues = {kind: sentence.places(kind) for kind in _CUES}
    units, groups = sentence.places("unit"), sentence.places("group")
    spans = _spans(sentence, numbers, first, last)
    found = []
    for low, high in spans:
        near = _near(spans, high, first, last)
        unit = _unit(sentence, high, [one for one in units if one.first < near[1]])
        if unit is not None:
            population = frozenset(place.key for place in groups if near[0] <= place.first < near[1])
            text = _to_a_stop(sentence.between(high.last, min(near[1], high.last + LONGEST_POPULATION)))
            ends = _interval(sentence, low, high, cues)
            quantity = Quantity(*ends, unit.key, population, text, _as_of(dated, near, low))
            found.append(Figure(low.first, max(high.last, unit.last), quantity))
    return found


def _spans(sentence: Sentence, numbers: Sequence[Number], first: int, last: int) -> list[Span]:
    """Give numbers, ranges and round words among these words, from the left; "page 12" counts nothing."""
    rounded = sentence.places("round")
    labels = {place.last for place in sentence.places("label")}
    inside = (one for one in numbers if not any(place.first <= one.first < place.last for place in rounded))
    numbers = [one for one in inside if one.first not in labels]
    ranged = _ranges(sentence, numbers)
    single = ((one, one) for one in numbers if not any(one in pair for pair in ranged))
    rounds = (pair for pair in _rounds(sentence) if first <= pair[0].first and pair[1].last <= last)
    return sorted([*ranged, *single, *rounds])


Span = tuple[Number, Number]


def _is_free(number: Number, dated: Sequence[Dated]) -> bool:
    return not any(one.first <= number.first < one.last for one in dated)


def _ranges(sentence: Sentence, numbers: Sequence[Number]) -> list[Span]:
    """Find two numbers that are the ends of one figure: joined by a dash or "to", or by "and" behind "between"."""
    joins = {(place.first, place.last): place.key for place in sentence.places("to")}
    opens = {place.last for place in sentence.places("between")}
    found: list[Span] = []
    for low, high in pairwise(numbers):
        dashed = low.last == high.first and bool(_DASH.fullmatch(sentence.gap(high.first)))
        glued = low.last == high.first and sentence.words[high.first].startswith(_ARABIC_AND)
        key = "" if glued else joins.get((low.last, high.first))
        joined = key == ALWAYS or (key is not None and low.first in opens)
        if low.value < high.value and (dashed or joined):
            found.append((low, high))
    return found


def _rounds(sentence: Sentence) -> list[Span]:
    """Find words such as "hundreds", as intervals."""
    return [
        (Number(place.first, place.last, float(low)), Number(place.first, place.last, float(high)))
        for place in sentence.places("round")
        for low, high in [place.key.split("-")]
    ]


def _unit(sentence: Sentence, number: Number, units: Sequence[Place]) -> Place | None:
    """Find what a number counts: right behind it, or a sign of percent, or "yüzde" before it."""
    if _PERCENT_SIGN.match(sentence.text, sentence.tokens[number.last - 1].end):
        return Place(number.last, number.last, "percent")
    before = [unit for unit in units if unit.key == "percent" and unit.last == number.first]
    if before and sentence.language in _BEHIND:
        return before[0]
    behind = (unit for unit in units if number.last <= unit.first <= number.last + UNIT_WITHIN)
    return next((unit for unit in behind if not _STOP.search(_text(sentence, number.last, unit.first))), None)


def _text(sentence: Sentence, first: int, last: int) -> str:
    """Give everything between the word before `first` and word `last`."""
    return sentence.text[sentence.tokens[first - 1].end : sentence.tokens[last].start]


def _interval(sentence: Sentence, low: Number, high: Number, cues: Mapping[str, Sequence[Place]]) -> Interval:
    """Read the words before a number (in Turkish also those behind it) as the ends of its interval."""
    if low is not high:
        return Interval(low.value, high.value)
    value = low.value
    one = 1.0 if value.is_integer() else 0.0
    intervals = {
        "least": Interval(value, None),
        "over": Interval(value + one, None),
        "most": Interval(None, value),
        "under": Interval(None, value - one),
        "about": Interval(round(value * (1 - ABOUT), 3), round(value * (1 + ABOUT), 3)),
        "nearly": Interval(round(value * (1 - ABOUT), 3), value),
    }
    return intervals.get(_cue(sentence, low, cues), Interval(value, value))


def _cue(sentence: Sentence, number: Number, cues: Mapping[str, Sequence[Place]]) -> str:
    """Give the kind of the nearest word that bends a number; "at least about" is "at least"."""
    found: list[tuple[int, str]] = []
    for kind, places in cues.items():
        for place in places:
            before = number.first - place.last
            if 0 <= before <= CUE_WITHIN and not _STOP.search(_text(sentence, place.last, number.first)):
                found.append((before + WEAKER * (kind in _WEAK), kind))
            if sentence.language in _BEHIND and 0 <= place.first - number.last <= CUE_WITHIN:
                found.append((place.first - number.last, kind))
    return min(found, default=(0, ""))[1]


def _near(spans: Sequence[Span], number: Number, first: int, last: int) -> tuple[int, int]:
    """Give the words that speak of one number: from the last number before it to the next one behind it."""
    ends = [high.last for _, high in spans if high.last <= number.first]
    begins = [low.first for low, _ in spans if low.first >= number.last]
    return max([first, *ends]), min([last, *begins])


def _as_of(dated: Sequence[Dated], near: tuple[int, int], number: Number) -> Period | None:
    """Give the date nearest to a number among the words that speak of it."""
    inside = [one for one in dated if near[0] <= one.first < near[1]]
    nearest = min(inside, key=lambda one: abs(one.first - number.first), default=None)
    return nearest.period if nearest else None


def _to_a_stop(text: str) -> str:
    return _STOP.split(text)[0].strip()
