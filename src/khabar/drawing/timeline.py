"""A timeline as SVG: one lane for each line of a story, words above, bars and marks below, years across the whole.

Days that are not certain are bars with round ends; a silence is a hatched bar that stays open where nobody has answered
yet. Places are percent of the width and heights are em, so text keeps its size; every mark tells its words, and the
same lines stand in a table beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

TOP: Final = 2.2
"""Height above the first lane, for the years; in em, as all heights."""
LANE: Final = 3.5
LABEL_AT: Final = 1.1
NOTE_AT: Final = 2.15
BAR_AT: Final = 2.6
BAR: Final = 0.5
MARK: Final = 0.42
FOOT: Final = 0.4
LEAST_WIDTH: Final = 0.8
"""Percent: what a bar of one day still has, so that it is seen."""
MARGIN: Final = 2.0
"""Percent on either side without days, so that no mark is cut."""
NEAR: Final = 12.0
"""Percent from a side within which a year's number would run over the edge if it stood centred."""
LEAST_DAYS: Final = 30
"""Days the whole covers at least: a story of one day has a place too."""


class Mark(StrEnum):
    """What is drawn. SPAN: a day that may be any of these. SILENCE: waiting. The others are marks on a day."""

    SPAN = "span"
    SILENCE = "silence"
    EVENT = "event"
    LETTER = "letter"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Shape:
    """One bar or mark: its days, both ends included, and the words that tell it. `still`: it has not ended."""

    mark: Mark
    first: date
    last: date
    words: str
    still: bool = False


@dataclass(frozen=True, slots=True)
class TimeLane:
    """One line of the story: what it is, when as it is to be read, and what is drawn for it, in that order."""

    label: str
    note: str
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """What stands around the lanes. `title` names the drawing, `description` tells it to whoever does not see it."""

    title: str
    description: str


def timeline(
    lanes: Sequence[TimeLane],
    years: Sequence[tuple[date, str]],
    words: TimeWords,
    *,
    name: str,
    direction: Literal["ltr", "rtl"] = "ltr",
) -> str:
    """Draw lanes in their order, from the first day of any to the last. `years` are days with what is written at them.

    `name` keeps ids apart where a page has several drawings. From right to left, later days lie to the left. Raises
    ValueError without any shape.
    """
    days = [day for lane in lanes for shape in lane.shapes for day in (shape.first, shape.last)]
    if not days:
        raise ValueError("a timeline needs at least one day")
    scale = _Scale(min(days), max(days), direction == "rtl", f"{name}-hatch")
    height = TOP + len(lanes) * LANE + FOOT
    drawn = [*scale.ground(years, height), *(part for at, lane in enumerate(lanes) for part in scale.lane(at, lane))]
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


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a day lies across, and how each shape is drawn there."""

    first: date
    last: date
    mirrored: bool
    hatch: str

    def ground(self, years: Sequence[tuple[date, str]], height: float) -> Iterator[str]:
        """Draw the hatching, and a line for each year that the story touches."""
        yield (
            f'<defs><pattern id="{escape(self.hatch)}" width="6" height="6" patternUnits="userSpaceOnUse" '
            'patternTransform="rotate(45)"><rect width="2" height="6" fill="currentColor"/></pattern></defs>'
        )
        for day, label in years:
            if not self.first <= day <= self.last:
                continue
            at = self._place(day)
            anchor = "start" if at < NEAR else "end" if at > 100.0 - NEAR else "middle"
            x = self._turned(at)
            yield (
                f'<line class="time-year" x1="{x}%" x2="{x}%" y1="{TOP - 0.4:g}em" y2="{height - FOOT:g}em" '
                'stroke="currentColor" stroke-opacity=".22"/>'
            )
            yield self._text(at, TOP - 0.9, label, anchor, "time-number")

    def lane(self, number: int, lane: TimeLane) -> Iterator[str]:
        """Draw the words of a lane above its shapes."""
        top = TOP + number * LANE
        yield self._text(0.0, top + LABEL_AT, lane.label, "start", "time-label")
        yield self._text(0.0, top + NOTE_AT, lane.note, "start", "time-note")
        for shape in lane.shapes:
            if shape.mark in (Mark.SPAN, Mark.SILENCE):
                yield self._bar(shape, top + BAR_AT)
            else:
                yield self._mark(shape, top + BAR_AT + BAR / 2)

    def _bar(self, shape: Shape, top: float) -> str:
        """Draw a bar: round ends where the day is not certain, hatched for a silence, dashed while it lasts."""
        begin, end = self._place(shape.first), self._place(shape.last)
        begin, end = min(begin, 100.0 - MARGIN - LEAST_WIDTH), max(end, begin + LEAST_WIDTH)
        x = min(self._turned(begin), self._turned(end))
        fill = f"url(#{escape(self.hatch)})" if shape.mark is Mark.SILENCE else "currentColor"
        style = ' fill-opacity=".35" rx=".25em"' if shape.mark is Mark.SPAN else ""
        dash = ' stroke-dasharray="4 3"' if shape.still else ""
        return (
            f'<rect class="time-{shape.mark}" x="{x:g}%" y="{top:g}em" width="{end - begin:.4g}%" height="{BAR}em" '
            f'fill="{fill}"{style} stroke="currentColor"{dash}>{self._told(shape)}</rect>'
        )

    def _mark(self, shape: Shape, middle: float) -> str:
        """Draw a mark: full for what happened and for an answer, hollow for a letter."""
        opacity = "0" if shape.mark is Mark.LETTER else "1"
        return (
            f'<circle class="time-{shape.mark}" cx="{self._turned(self._place(shape.first))}%" cy="{middle:g}em" '
            f'r="{MARK}em" fill="currentColor" fill-opacity="{opacity}" stroke="currentColor" stroke-width="2">'
            f"{self._told(shape)}</circle>"
        )

    def _told(self, shape: Shape) -> str:
        return f"<title>{escape(shape.words)}</title>"

    def _text(self, place: float, top: float, words: str, anchor: str, kind: str) -> str:
        return (
            f'<text class="{kind}" x="{self._turned(place)}%" y="{top:g}em" text-anchor="{anchor}" '
            f'fill="currentColor">{escape(words)}</text>'
        )

    def _place(self, day: date) -> float:
        """Give where a day lies, in percent of the width, as if it ran from left to right."""
        length = max((self.last - self.first).days, LEAST_DAYS)
        return round(MARGIN + (100.0 - 2 * MARGIN) * (day - self.first).days / length, 2)

    def _turned(self, place: float) -> float:
        return round(100.0 - place, 2) if self.mirrored else place
