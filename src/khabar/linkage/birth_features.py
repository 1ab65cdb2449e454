"""How two births are compared: every reading of one date against every reading of the other.

One written year can be Solar Hijri, Hijri or Gregorian, and 3.2. may be March or February; each keeps its weight.
The chance of one person is averaged over all pairs of readings, so a doubtful calendar neither proves nor excludes.
"""

import math
from collections.abc import Iterator
from datetime import date

from khabar.linkage.evidence import FieldEvidence
from khabar.linkage.forms import Forms
from khabar.linkage.parameters import PARAMETERS
from khabar.linkage.person import Birth, Reading
from khabar.linkage.scores import ScoreBook
from khabar.linkage.wording import found, missing, quoting
from khabar.text import marked

_FINDINGS = {
    "day": marked("“%(left)s” and “%(right)s” are the same day"),
    "month": marked("“%(left)s” and “%(right)s” fit the same month"),
    "year": marked("“%(left)s” and “%(right)s” fit the same year"),
    "span": marked("“%(left)s” and “%(right)s” fit within a few years"),
    "wide": marked("“%(left)s” and “%(right)s” fit only within many years"),
    "swapped": marked("“%(left)s” and “%(right)s” are the same with day and month exchanged"),
    "near": marked("“%(left)s” and “%(right)s” lie up to one year apart"),
    "few": marked("“%(left)s” and “%(right)s” lie up to three years apart"),
    "apart": marked("“%(left)s” and “%(right)s” lie more than three years apart"),
}
"""What each finding says; from full agreement to none."""


def compare_birth(left: Forms, right: Forms, _book: ScoreBook) -> FieldEvidence:
    """Compare two birth dates in every calendar they can be written in.

    The more exactly both are given, the more agreement weighs. Day and month exchanged, or one year's difference,
    as careless conversion makes it, still speaks for one person. An age gives a span of years.
    """
    if left.birth is None or right.birth is None:
        return missing("birth", *(side.person.birth.text if side.person.birth else "" for side in (left, right)))
    weight = birth_weight(left, right)
    texts = left.birth.text, right.birth.text
    return found("birth", *texts, weight, quoting(_FINDINGS[best_finding(left.birth, right.birth)], *texts))


def birth_weight(left: Forms, right: Forms) -> float:
    """Give the weight of two births, averaged over their readings; 0 if one is not given."""
    if left.birth is None or right.birth is None:
        return 0.0
    levels = PARAMETERS.levels["birth"]
    if len(left.birth.readings) == len(right.birth.readings) == 1:
        return levels[finding(left.birth.readings[0], right.birth.readings[0])]
    chances = [(share, levels[finding(one, other)]) for one, other, share in _pairs(left.birth, right.birth)]
    return math.log(math.fsum(share * math.exp(level) for share, level in chances))


def best_finding(left: Birth, right: Birth) -> str:
    """Name the finding that contributes most over all pairs of readings; both need a reading."""
    levels = PARAMETERS.levels["birth"]
    order = list(_FINDINGS)
    shares = [(share * math.exp(levels[key]), key) for a, b, share in _pairs(left, right) if (key := finding(a, b))]
    return max(shares, key=lambda item: (item[0], -order.index(item[1])))[1]


def finding(left: Reading, right: Reading) -> str:
    """Name what two readings have in common: a key of the birth levels in the parameters."""
    spans = PARAMETERS.birth_spans
    gap = max((right.earliest - left.latest).days, (left.earliest - right.latest).days)
    if gap <= 0:
        return _overlap(max(left.days, right.days))
    if left.days == right.days == spans.day and _exchanged(left.earliest) == right.earliest:
        return "swapped"
    if gap <= spans.near_gap:
        return "near"
    return "few" if gap <= spans.few_gap else "apart"


def _overlap(days: int) -> str:
    """Name an overlap by the longer of the two intervals."""
    spans = PARAMETERS.birth_spans
    limits = (("day", spans.day), ("month", spans.month), ("year", spans.year), ("span", spans.span))
    return next((name for name, limit in limits if days <= limit), "wide")


def _exchanged(day: date) -> date | None:
    try:
        return day.replace(month=day.day, day=day.month)
    except ValueError:
        return None


def _pairs(left: Birth, right: Birth) -> Iterator[tuple[Reading, Reading, float]]:
    """Give every pair of readings with its share; the shares add up to 1."""
    total = math.fsum(r.weight for r in left.readings) * math.fsum(r.weight for r in right.readings)
    for one in left.readings:
        for other in right.readings:
            yield one, other, one.weight * other.weight / total
