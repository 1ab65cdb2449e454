"""What two births have in common: one finding per pair of readings, for whole arrays of pairs at once.

Every reading of one date is laid beside every reading of the other, in the calendars both could be written in, and the
chance of one person is averaged over them. It must never let a doubtful calendar prove or exclude anything alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.linkage.birth_columns import BirthColumns
from khabar.linkage.calendar_days import MONTH, YEAR
from khabar.linkage.person import Birth, Reading
from khabar.text import marked

__all__ = ["CODES", "FINDINGS", "LEVELS", "BirthColumns", "BirthLevels", "birth_levels", "finding", "weights_by_code"]

Ints = NDArray[np.int32]
Rows = NDArray[np.integer]
Floats = NDArray[np.float64]
Codes = NDArray[np.uint8]
Flags = NDArray[np.bool_]

FINDINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "day": marked("“%(left)s” and “%(right)s” are the same day"),
        "beside": marked("“%(left)s” and “%(right)s” lie a day or two apart, as conversion between calendars can do"),
        "default": marked(
            "“%(left)s” and “%(right)s” are one day, which registries write where only the year is known"
        ),
        "month": marked("“%(left)s” and “%(right)s” fit the same month"),
        "year": marked("“%(left)s” and “%(right)s” fit the same year"),
        "span": marked("“%(left)s” and “%(right)s” fit within a few years"),
        "wide": marked("“%(left)s” and “%(right)s” fit only within many years"),
        "swapped": marked("“%(left)s” and “%(right)s” are the same with day and month exchanged"),
        "converted": marked("“%(left)s” and “%(right)s” are the same if one was converted wrongly between calendars"),
        "slip": marked("“%(left)s” and “%(right)s” share day and month, and a slip of the pen could explain the year"),
        "near": marked("“%(left)s” and “%(right)s” lie up to one year apart"),
        "rounded": marked("“%(left)s” and “%(right)s” lie some years apart, and a round age is often a guess"),
        "few": marked("“%(left)s” and “%(right)s” lie up to three years apart"),
        "apart": marked("“%(left)s” and “%(right)s” lie more than three years apart"),
    }
)
"""What each finding says; where two weigh the same, the first of them is told."""
LEVELS: Final = ("none", *FINDINGS)
"""The findings by their code; code 0, "none": one birth or both are not given, which says nothing."""
CODES: Final[Mapping[str, int]] = MappingProxyType({level: code for code, level in enumerate(LEVELS)})

OVERLAPS: Final = MappingProxyType({"day": 1, "month": 31, "year": 366, "span": 1830})
"""Up to how many days the longer interval may have; beyond, "wide". Judged: as dates are given."""
GAPS: Final = MappingProxyType({"near": 366, "few": 1100})
"""Days between two intervals; beyond, "apart". Judged: up to a year is what conversion by the year alone leaves."""
BESIDE: Final = 2
"""Days by which conversions differ: one at leap years, two where a Hijri month began by another sighting."""
SOLAR_OFFSETS: Final = (621, 622)
"""What is added to a Solar Hijri year for the Gregorian one, before and after the first of January."""

_CHUNK: Final = 1 << 15
"""Pairs worked on at once: the arrays of one step stay in the processor's cache."""
_OVERLAP_LIMITS: Final = np.array(list(OVERLAPS.values()), np.int32)
_OVERLAP_CODES: Final = np.array([CODES[level] for level in (*OVERLAPS, "wide")], np.uint8)
_GAP_LIMITS: Final = np.array(list(GAPS.values()), np.int32)
_GAP_CODES: Final = np.array([CODES[level] for level in (*GAPS, "apart")], np.uint8)


@dataclass(frozen=True, slots=True)
class BirthLevels:
    """For each pair: `codes`, the finding that contributes most (into LEVELS), and `weights`, in nats."""

    codes: Codes
    weights: Floats


def weights_by_code(levels: Mapping[str, float]) -> Floats:
    """Put the weights of all findings in the order of their codes; "none" weighs 0. KeyError if one is missing."""
    return np.array([0.0, *(levels[level] for level in FINDINGS)])


def birth_levels(left: BirthColumns, li: Rows, right: BirthColumns, ri: Rows, weights: Floats) -> BirthLevels:
    """Compare rows `li` of one set of births with rows `ri` of another; `weights` come from `weights_by_code`.

    1. Every reading of one against every reading of the other gives a finding, and its weight a likelihood ratio.
    2. The ratios are averaged by the shares of the readings; the logarithm is the weight of the pair.
    3. The finding told is the one that contributes most. It is the same for both orders, to the last digit.
    """
    codes = np.zeros(len(li), np.uint8)
    logs = np.zeros(len(li))
    for start in range(0, len(li), _CHUNK):
        part = slice(start, start + _CHUNK)
        _fill(codes[part], logs[part], _Pairs(left, li[part], right, ri[part]), weights)
    return BirthLevels(codes, logs)


def finding(left: Reading, right: Reading) -> str:
    """Name what two readings have in common: one of LEVELS."""
    columns = BirthColumns.of([Birth("", (left,)), Birth("", (right,))])
    pairs = _Pairs(columns, np.array([0]), columns, np.array([1]))
    return LEVELS[int(_codes(pairs.side(0, "left"), pairs.side(0, "right"))[0])]


@dataclass(frozen=True, slots=True)
class _Side:
    """One reading of each pair's one side: the cells of `BirthColumns`, gathered."""

    columns: BirthColumns
    reading: int
    rows: Rows

    def of(self, name: str) -> Ints:
        cells: Ints = getattr(self.columns, name)[self.reading].take(self.rows)
        return cells

    def at(self, chosen: Rows) -> "_Side":
        return _Side(self.columns, self.reading, self.rows[chosen])


@dataclass(frozen=True, slots=True)
class _Pairs:
    left: BirthColumns
    li: Rows
    right: BirthColumns
    ri: Rows

    def side(self, reading: int, which: str) -> _Side:
        return _Side(self.left, reading, self.li) if which == "left" else _Side(self.right, reading, self.ri)

    def at(self, chosen: Rows) -> "_Pairs":
        return _Pairs(self.left, self.li[chosen], self.right, self.ri[chosen])


def _fill(codes: Codes, logs: Floats, pairs: _Pairs, weights: Floats) -> None:
    """Write the findings of one chunk into its part of the result."""
    combinations = pairs.left.count[pairs.li] * pairs.right.count[pairs.ri]
    single = np.flatnonzero(combinations == 1)
    if len(single):
        alone = pairs if len(single) == len(codes) else pairs.at(single)
        codes[single] = _codes(alone.side(0, "left"), alone.side(0, "right"))
        logs[single] = weights[codes[single]]
    several = np.flatnonzero(combinations > 1)
    if len(several):
        codes[several], logs[several] = _averaged(pairs.at(several), weights)


def _averaged(pairs: _Pairs, weights: Floats) -> tuple[Codes, Floats]:
    """Average over readings; each two mirrored combinations are added first, so that order changes no digit."""
    ratios = np.exp(weights)
    total, best = np.zeros(len(pairs.li)), np.zeros(len(pairs.li))
    told = np.zeros(len(pairs.li), np.uint8)
    deepest = max(int(pairs.left.count[pairs.li].max()), int(pairs.right.count[pairs.ri].max()))
    for one, other in product(range(deepest), repeat=2):
        if one > other:
            continue
        both = np.zeros(len(pairs.li))
        for mine, theirs in {(one, other), (other, one)}:
            if mine >= len(pairs.left.share) or theirs >= len(pairs.right.share):
                continue
            codes, part = _contribution(pairs, mine, theirs, ratios)
            better = (part > best) | ((part == best) & (part > 0) & (codes < told))
            told[better], best[better] = codes[better], part[better]
            both += part
        total += both
    return told, np.log(total)


def _contribution(pairs: _Pairs, mine: int, theirs: int, ratios: Floats) -> tuple[Codes, Floats]:
    """Give the findings of two readings and what they add to the average: nothing where a reading is not there."""
    share = pairs.left.share[mine].take(pairs.li) * pairs.right.share[theirs].take(pairs.ri)
    codes = np.zeros(len(share), np.uint8)
    there = np.flatnonzero(share)
    given = pairs.at(there)
    codes[there] = _codes(given.side(mine, "left"), given.side(theirs, "right"))
    return codes, share * ratios[codes]


def _codes(left: _Side, right: _Side) -> Codes:
    """Find what each pair of readings has in common.

    1. Intervals that overlap: by the longer of them. A day registries write for a whole year counts as that year.
    2. Two such days, the same: "default", whatever else.
    3. Days that differ: what a careless clerk makes of one day, the closest first.
    4. Intervals apart: by the gap, and by how far a round age may be off.
    """
    gap, longer = _gap_and_longer(left, right)
    codes = _OVERLAP_CODES[np.searchsorted(_OVERLAP_LIMITS, longer)]
    apart = np.flatnonzero(gap > 0)
    if len(apart):
        codes[apart] = _apart(left.at(apart), right.at(apart), gap[apart])
    default = left.of("default")
    if default.any():
        codes[(default > 0) & (default == right.of("default"))] = CODES["default"]
    return codes


def _gap_and_longer(left: _Side, right: _Side) -> tuple[Ints, Ints]:
    """Give the days between two intervals (0 or less: they overlap) and the days of the longer one."""
    earliest, latest = left.of("earliest"), left.of("latest")
    other_earliest, other_latest = right.of("earliest"), right.of("latest")
    gap = np.maximum(other_earliest - latest, earliest - other_latest)
    return gap, np.maximum(latest - earliest, other_latest - other_earliest) + 1


def _apart(left: _Side, right: _Side, gap: Ints) -> Codes:
    codes = _GAP_CODES[np.searchsorted(_GAP_LIMITS, gap)]
    off_by = np.maximum(left.of("off_by"), right.of("off_by"))
    codes[(gap <= off_by) & (gap > GAPS["near"])] = CODES["rounded"]
    days = np.flatnonzero((left.of("gregorian") > 0) & (right.of("gregorian") > 0))
    if len(days):
        codes[days] = _days_apart(left.at(days), right.at(days), gap[days], codes[days])
    return codes


def _days_apart(left: _Side, right: _Side, gap: Ints, otherwise: Codes) -> Codes:
    """Name the slip that makes one day of another, the likeliest first."""
    gregorian = left.of("gregorian"), right.of("gregorian")
    solar = left.of("solar"), right.of("solar")
    hijri = left.of("hijri"), right.of("hijri")
    swapped = _exchanged(*gregorian) | _exchanged(*solar) | _exchanged(*hijri)
    converted = _carried_over(solar[0], gregorian[1]) | _carried_over(solar[1], gregorian[0])
    converted |= _same_number(solar[0], hijri[1]) | _same_number(solar[1], hijri[0])
    slip = _year_slipped(*gregorian) | _year_slipped(*solar) | _year_slipped(*hijri)
    names = ("beside", "swapped", "converted", "slip")
    return np.select([gap <= BESIDE, swapped, converted, slip], [np.uint8(CODES[name]) for name in names], otherwise)


def _same_number(left: Ints, right: Ints) -> Flags:
    same: Flags = (left == right) & (left > 0)
    return same


def _exchanged(left: Ints, right: Ints) -> Flags:
    """Say where day and month of one year are exchanged."""
    one_year = (left // YEAR == right // YEAR) & (left > 0)
    exchanged: Flags = one_year & (left // MONTH % MONTH == right % MONTH) & (left % MONTH == right // MONTH % MONTH)
    return exchanged


def _carried_over(solar: Ints, gregorian: Ints) -> Flags:
    """Say where day and month of a Solar Hijri day stand in a Gregorian date as they are."""
    offset = gregorian // YEAR - solar // YEAR
    years = (offset == SOLAR_OFFSETS[0]) | (offset == SOLAR_OFFSETS[1])
    carried: Flags = (solar > 0) & years & (gregorian % YEAR == solar % YEAR)
    return carried


def _year_slipped(left: Ints, right: Ints) -> Flags:
    """Say where day and month agree, and the years lie one apart, differ in one digit, or have two exchanged."""
    agree = (left % YEAR == right % YEAR) & (left > 0) & (right > 0)
    slipped = np.zeros(len(left), np.bool_)
    chosen = np.flatnonzero(agree)
    if len(chosen):
        slipped[chosen] = _one_slip(left[chosen] // YEAR, right[chosen] // YEAR)
    return slipped


def _one_slip(left: Ints, right: Ints) -> Flags:
    places = np.array([1000, 100, 10, 1])
    mine, theirs = left[:, None] // places % 10, right[:, None] // places % 10
    differing = (mine != theirs).sum(axis=1)
    exchanged = (mine[:, 2] == theirs[:, 3]) & (mine[:, 3] == theirs[:, 2])
    one: Flags = (np.abs(left - right) == 1) | (differing == 1) | ((differing == 2) & exchanged)  # noqa: PLR2004 - digits
    return one
