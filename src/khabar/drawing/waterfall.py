"""A waterfall as SVG: one lane for each step, words above the bar, a round mark at the start and at the end.

Places are percent of the width and heights are em, so text keeps its size and grows with the reader's, and only bars
stretch. Bars against are hatched and bars for are full, so that paper without colour says the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final, Literal

from khabar.drawing.falls import SHORTEST, Leaning, fall_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from khabar.drawing.falls import Fall, Lane

TOP: Final = 3.0
"""Height above the first lane, for the words on both sides and at even odds; in em, as all heights."""
LANE: Final = 2.75
TEXT_AT: Final = 1.1
BAR_AT: Final = 1.5
BAR: Final = 0.8
MARK: Final = 0.45
FOOT: Final = 0.4
NEAR: Final = 22.0
"""Percent from a side within which words would run over the edge if they stood centred."""


@dataclass(frozen=True, slots=True)
class Row:
    """One step: what is weighed, its weight in nats, and the weight in words as it is to be read."""

    label: str
    weight: float
    note: str


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around the lanes. `title` names the drawing, `description` tells it to whoever does not see it."""

    title: str
    description: str
    less: str
    even: str
    more: str
    start: tuple[str, str]
    end: tuple[str, str]


def waterfall(
    start: float, rows: Sequence[Row], words: Words, *, name: str, direction: Literal["ltr", "rtl"] = "ltr"
) -> str:
    """Draw from `start` in log odds through the rows. `name` keeps ids apart where a page has several drawings.

    In a language that runs from right to left the whole is mirrored: likelier lies where a line of text ends.
    """
    plan = _Plan(fall_of(start, [row.weight for row in rows]), direction == "rtl", f"{name}-hatch")
    height = TOP + (len(rows) + 2) * LANE + FOOT
    inside = [*plan.ground(words, height), *plan.lines(height), *plan.lanes(rows), *plan.ends(words, len(rows))]
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="fall" role="img" width="100%" height="{height:g}em" ',
            f'direction="{direction}" aria-labelledby="{escape(name)}-title {escape(name)}-words">',
            f'<title id="{escape(name)}-title">{escape(words.title)}</title>',
            f'<desc id="{escape(name)}-words">{escape(words.description)}</desc>',
            *inside,
            "</svg>",
        ]
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    """Shapes in their order: what lies behind comes first."""

    fall: Fall
    mirrored: bool
    hatch: str

    def ground(self, words: Words, height: float) -> Iterator[str]:
        """Draw the hatching, the grid, the line of even odds, and the words above them."""
        yield (
            f'<defs><pattern id="{escape(self.hatch)}" class="fall-against" width="6" height="6" '
            'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="2.6" height="6" '
            'fill="currentColor"/></pattern></defs>'
        )
        for at in self.fall.grid:
            yield self._upright(at, TOP, height - FOOT, 'class="fall-grid" stroke-opacity=".22"')
        yield self._upright(0.0, TOP - 0.2, height - FOOT, 'class="fall-even" stroke-dasharray="2 4"')
        yield self._text(0.0, TEXT_AT, words.less, "start", "fall-side")
        yield self._text(100.0, TEXT_AT, words.more, "end", "fall-side")
        place = self.fall.scale.place(0.0)
        anchor = "start" if place < NEAR else "end" if place > 100.0 - NEAR else "middle"
        yield self._text(place, TEXT_AT + 1.4, words.even, anchor, "fall-side")

    def lines(self, height: float) -> Iterator[str]:
        """Draw what leads from each bar to the next."""
        stops = [self.fall.start, *(lane.after for lane in self.fall.lanes)]
        for index, stop in enumerate(stops):
            top = TOP + index * LANE + BAR_AT + BAR / 2
            yield self._upright(stop, top, min(top + LANE, height), 'class="fall-lead"')

    def lanes(self, rows: Sequence[Row]) -> Iterator[str]:
        """Draw the words and the bar of each step."""
        for index, (row, lane) in enumerate(zip(rows, self.fall.lanes, strict=True), 1):
            top = TOP + index * LANE
            yield from self._words(top, row.label, row.note, "fall-label")
            if lane.leaning is not Leaning.SILENT:
                yield self._bar(lane, top + BAR_AT)

    def ends(self, words: Words, count: int) -> Iterator[str]:
        """Draw the round marks where it starts, hollow, and where it ends, full, with their words."""
        for index, stop, said, kind in (
            (0, self.fall.start, words.start, "fall-start"),
            (count + 1, self.fall.end, words.end, "fall-end"),
        ):
            top = TOP + index * LANE
            yield from self._words(top, *said, "fall-label fall-total")
            yield (
                f'<circle class="{kind}" cx="{self._x(stop)}%" cy="{top + BAR_AT + BAR / 2:g}em" r="{MARK}em" '
                f'fill="currentColor" fill-opacity="{min(index, 1)}" stroke="currentColor" stroke-width="2"/>'
            )

    def _bar(self, lane: Lane, top: float) -> str:
        """Draw a bar from before to after; a very short one grows in the direction in which it speaks."""
        begin, end = self._x(lane.before), self._x(lane.after)
        if abs(end - begin) < SHORTEST:
            end = begin + SHORTEST * (1 if (lane.leaning is Leaning.FOR) != self.mirrored else -1)
        fill = "currentColor" if lane.leaning is Leaning.FOR else f"url(#{escape(self.hatch)})"
        return (
            f'<rect class="fall-{lane.leaning}" x="{min(begin, end):g}%" y="{top:g}em" '
            f'width="{abs(end - begin):.4g}%" height="{BAR}em" fill="{fill}" stroke="currentColor" stroke-width="1.5"/>'
        )

    def _words(self, top: float, label: str, note: str, kind: str) -> Iterator[str]:
        yield self._text(0.0, top + TEXT_AT, label, "start", kind)
        yield self._text(100.0, top + TEXT_AT, note, "end", "fall-note")

    def _text(self, place: float, top: float, words: str, anchor: str, kind: str) -> str:
        return (
            f'<text class="{kind}" x="{self._turned(place)}%" y="{top:g}em" text-anchor="{anchor}" '
            f'fill="currentColor">{escape(words)}</text>'
        )

    def _upright(self, stop: float, top: float, bottom: float, kind: str) -> str:
        x = self._x(stop)
        return f'<line x1="{x}%" x2="{x}%" y1="{top:g}em" y2="{bottom:g}em" stroke="currentColor" {kind}/>'

    def _x(self, stop: float) -> float:
        return self._turned(self.fall.scale.place(stop))

    def _turned(self, place: float) -> float:
        return round(100.0 - place, 2) if self.mirrored else place
