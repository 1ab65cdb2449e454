"""Figures side by side as SVG: one lane for each statement, its interval on one scale of numbers, never an average.

A figure is a mark, an interval a bar with ends, "at least" a bar that runs on with an arrow. What is denied is hollow
and dashed, what repeats another source is thin. Places are percent of the width and heights are em, so text keeps its
size; what contradicts carries a sign, so that paper without colour says the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from html import escape
from math import floor, log10
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

TOP: Final = 2.2
"""Height above the first lane, for the numbers; in em, as all heights."""
HEAD: Final = 1.5
"""Height that the words of a new group add to its first lane."""
LANE: Final = 2.6
NOTE_AT: Final = 1.0
BAR_AT: Final = 1.5
BAR: Final = 0.56
THIN: Final = 0.2
MARK: Final = 0.4
CAP: Final = 0.5
FOOT: Final = 0.5
MARGIN: Final = 7.0
"""Percent on either side without numbers: half of a label stands there."""
OPEN: Final = 18.0
"""Percent on the side to which a lane is open: its bar and arrow go on there beyond all numbers."""
MOST_TICKS: Final = 4
TINY: Final = 1e-300
"""Numbers less than this apart stand in one place: steps between them would be nothing."""
CLASH: Final = "≠"


class Drawn(StrEnum):
    """How a statement stands to its figure: it says so, it denies it, or it repeats another source."""

    SAID = "said"
    DENIED = "denied"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class FigureLane:
    """One statement: whose group begins here (else empty), its words, its ends (None is open), how it is drawn.

    `clashes`: it contradicts another lane. `told` are the words for whoever points at it or listens.
    """

    group: str
    note: str
    least: float | None
    most: float | None
    drawn: Drawn
    clashes: bool
    told: str


@dataclass(frozen=True, slots=True)
class FigureWords:
    """What stands around the lanes. `title` names the drawing, `description` tells it to whoever does not see it."""

    title: str
    description: str


def intervals(
    lanes: Sequence[FigureLane],
    words: FigureWords,
    number: Callable[[float], str],
    *,
    name: str,
    direction: Literal["ltr", "rtl"] = "ltr",
) -> str:
    """Draw lanes in their order on one scale. `number` writes a number; `name` keeps ids apart.

    From right to left, larger numbers lie to the left. Raises ValueError where no lane has an end.
    """
    ends = [end for lane in lanes for end in (lane.least, lane.most) if end is not None]
    if not ends:
        raise ValueError("figures side by side need at least one end")
    before = OPEN if any(lane.least is None for lane in lanes) else MARGIN
    after = OPEN if any(lane.most is None for lane in lanes) else MARGIN
    scale = _Scale(min(ends), max(ends), direction == "rtl", before, after)
    height = TOP + sum(LANE + HEAD * bool(lane.group) for lane in lanes) + FOOT
    drawn = list(scale.ground(ticks(scale.low, scale.high), number, height))
    top = TOP
    for lane in lanes:
        drawn += scale.lane(lane, top)
        top += LANE + HEAD * bool(lane.group)
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="time" role="img" width="100%" height="{height:g}em" ',
            f'direction="{direction}" aria-labelledby="{escape(name)}-title {escape(name)}-words">',
            f'<title id="{escape(name)}-title">{escape(words.title)}</title>',
            f'<desc id="{escape(name)}-words">{escape(words.description)}</desc>',
            *drawn,
            "</svg>",
        ]
    )


def ticks(low: float, high: float) -> list[float]:
    """Give at most four round numbers between two ends, both included where they are round."""
    length = high - low
    if length < TINY:
        return [low]
    step = 10.0 ** floor(log10(length))
    for part in (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0):
        first, last = -(-low // (part * step)), high // (part * step)
        if last - first < MOST_TICKS:
            return [at * part * step for at in range(int(first), int(last) + 1)]
    return [low]  # pragma: no cover - ten times the largest power of ten in a length always has few enough


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a number lies across, and how a lane is drawn there."""

    low: float
    high: float
    mirrored: bool
    before: float
    after: float

    def ground(self, marks: Sequence[float], number: Callable[[float], str], height: float) -> Iterator[str]:
        """Draw a line and its number for each mark of the scale."""
        for mark in marks:
            x = self._at(mark)
            yield (
                f'<line class="time-year" x1="{x:g}%" x2="{x:g}%" y1="{TOP - 0.4:g}em" y2="{height - FOOT:g}em" '
                'stroke="currentColor" stroke-opacity=".22"/>'
            )
            yield self._text(x, TOP - 0.9, number(mark), "middle", "time-number")

    def lane(self, lane: FigureLane, top: float) -> Iterator[str]:
        """Draw the words of a lane, and its figure below them."""
        start = 100.0 if self.mirrored else 0.0
        if lane.group:
            yield self._text(start, top + 1.1, lane.group, "start", "time-label")
            top += HEAD
        note = f"{CLASH} {lane.note}" if lane.clashes else lane.note
        yield self._text(start, top + NOTE_AT, note, "start", "time-note")
        kind = f"figure-{lane.drawn}{' figure-clash' if lane.clashes else ''}"
        yield f'<g class="{kind}"><title>{escape(lane.told)}</title>'
        yield from self._figure(lane, top + BAR_AT + BAR / 2)
        yield "</g>"

    def _figure(self, lane: FigureLane, middle: float) -> Iterator[str]:
        if lane.least is not None and lane.least == lane.most:
            yield self._mark(lane, middle)
            return
        begin = 0.5 if lane.least is None else self._place(lane.least)
        end = 99.5 if lane.most is None else self._place(lane.most)
        tall = THIN if lane.drawn is Drawn.REPEATED else BAR
        x = 100.0 - end if self.mirrored else begin
        yield (
            f'<rect x="{x:g}%" y="{middle - tall / 2:g}em" width="{max(end - begin, 0.4):.4g}%" height="{tall:g}em" '
            f'fill="currentColor" {_look(lane.drawn)}/>'
        )
        for side, place in ((lane.least, begin), (lane.most, end)):
            yield self._end(place, middle, is_open=side is None, is_upper=place == end)

    def _mark(self, lane: FigureLane, middle: float) -> str:
        radius = THIN if lane.drawn is Drawn.REPEATED else MARK
        x = self._at(lane.least or 0.0)
        return f'<circle cx="{x:g}%" cy="{middle:g}em" r="{radius:g}em" fill="currentColor" {_look(lane.drawn)}/>'

    def _end(self, place: float, middle: float, *, is_open: bool, is_upper: bool) -> str:
        """Draw a cap at a known end, an arrow at an open one."""
        x = 100.0 - place if self.mirrored else place
        if not is_open:
            ends = f'y1="{middle - CAP:g}em" y2="{middle + CAP:g}em"'
            return f'<line x1="{x:g}%" x2="{x:g}%" {ends} stroke="currentColor" stroke-width="2"/>'
        to_the_right = is_upper is not self.mirrored
        anchor, sign = ("end", "▶") if to_the_right else ("start", "◀")
        anchor = {"start": "end", "end": "start"}[anchor] if self.mirrored else anchor
        return self._text(x, middle + 0.36, sign, anchor, "figure-arrow")

    def _text(self, x: float, top: float, words: str, anchor: str, kind: str) -> str:
        return (
            f'<text class="{kind}" x="{x:g}%" y="{top:g}em" text-anchor="{anchor}" '
            f'fill="currentColor">{escape(words)}</text>'
        )

    def _at(self, number: float) -> float:
        place = self._place(number)
        return round(100.0 - place, 2) if self.mirrored else place

    def _place(self, number: float) -> float:
        """Give where a number lies, in percent of the width, as if it ran from left to right."""
        if self.high == self.low:
            return 50.0
        across = 100.0 - self.before - self.after
        return round(self.before + across * (number - self.low) / (self.high - self.low), 2)


def _look(drawn: Drawn) -> str:
    if drawn is Drawn.DENIED:
        return 'fill-opacity="0" stroke="currentColor" stroke-width="2" stroke-dasharray="4 3"'
    return f'fill-opacity="{".35" if drawn is Drawn.SAID else ".6"}" stroke="currentColor"'
