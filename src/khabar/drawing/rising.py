"""A count by day as SVG: one bar for each day, its height the count at the end of that day.

Places are percent of the width and heights are em, so text keeps its size and grows with the reader's. It starts at
nought: a drawing that cut off the foot would make a small step look like a leap.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD: Final = 1.6
"""Height above the bars, for the number of the highest; in em, as all heights."""
TALLEST: Final = 8.0
FOOT: Final = 1.6
GAP: Final = 0.2
"""Share of a day's place that stays white."""


@dataclass(frozen=True, slots=True)
class Rise:
    """What stands around the bars. `title` names the drawing, `description` tells it to whoever does not see it.

    `first` and `last` stand below the first and the last bar, `most` above the highest place.
    """

    title: str
    description: str
    first: str
    last: str
    most: str


def rising(counts: Sequence[int], words: Rise, *, direction: Literal["ltr", "rtl"] = "ltr") -> str:
    """Draw the counts in their order; in a language that runs from right to left the first stands on the right."""
    if not counts or min(counts) < 0:
        raise ValueError("counts are at least one number, none below nought")
    height, foot = HEAD + TALLEST + FOOT, HEAD + TALLEST
    bars = [_bar(at, count, counts, mirrored=direction == "rtl") for at, count in enumerate(counts)]
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="rise" role="img" width="100%" height="{height:g}em" ',
            f'direction="{direction}" aria-labelledby="rise-title rise-words">',
            f'<title id="rise-title">{escape(words.title)}</title>',
            f'<desc id="rise-words">{escape(words.description)}</desc>',
            *bars,
            f'<line x1="0%" x2="100%" y1="{foot:g}em" y2="{foot:g}em" stroke="currentColor"/>',
            _text(_at(100.0, direction), HEAD - 0.5, words.most, "end"),
            _text(_at(0.0, direction), height - 0.4, words.first, "start"),
            _text(_at(100.0, direction), height - 0.4, words.last, "end"),
            "</svg>",
        ]
    )


def _bar(at: int, count: int, counts: Sequence[int], *, mirrored: bool) -> str:
    place = 100.0 / len(counts)
    wide, tall = place * (1 - GAP), TALLEST * count / max(*counts, 1)
    begin = place * at + place * GAP / 2
    left = 100.0 - begin - wide if mirrored else begin
    return (
        f'<rect class="rise-day" x="{left:.3g}%" y="{HEAD + TALLEST - tall:.4g}em" width="{wide:.3g}%" '
        f'height="{tall:.4g}em" fill="currentColor"/>'
    )


def _at(place: float, direction: str) -> float:
    return 100.0 - place if direction == "rtl" else place


def _text(place: float, top: float, words: str, anchor: str) -> str:
    return (
        f'<text class="rise-words" x="{place:g}%" y="{top:g}em" text-anchor="{anchor}" '
        f'fill="currentColor">{escape(words)}</text>'
    )
