"""Tables in Markdown, put between marks into a document, and the plot of a calibration beside them.

    <!-- measured: pairs --> ... <!-- end: pairs -->

It must never write outside the marks: the words around a table are a person's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from bench._name_metrics import Bin

FEWEST: Final = 200
"""Bins with fewer pairs are shown, and drawn hollow: chance alone moves them."""
_SIDE, _LEFT, _TOP, _GAP = 200, 56, 44, 64
_COLOURS: Final = ("#1b5e84", "#8a4b08", "#5b2a86", "#2e6b34")


@dataclass(frozen=True)
class Table:
    """A table and the sentence above it."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def __str__(self) -> str:
        lines = [self.head, ["---", *["---:"] * (len(self.head) - 1)], *self.rows]
        return f"{self.title}\n\n" + "\n".join("| " + " | ".join(line) + " |" for line in lines)


def put(text: str, name: str, tables: Sequence[Table]) -> str:
    """Put tables between the marks of a name; a document without them is refused."""
    begin, end = f"<!-- measured: {name} -->", f"<!-- end: {name} -->"
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"the document has no place for {name}: {begin} … {end}")
    return before + begin + "\n\n" + "\n\n".join(map(str, tables)) + "\n\n" + end + after


def write(path: Path, name: str, tables: Sequence[Table]) -> None:
    """Put tables into a document."""
    path.write_text(put(path.read_text(encoding="utf-8"), name, tables), encoding="utf-8")


def plot(groups: Mapping[str, Sequence[Bin]], title: str) -> str:
    """Draw what was said against what was true, one square for each group."""
    wide = _LEFT + len(groups) * (_SIDE + _GAP)
    high = _TOP + _SIDE + 60
    squares = "\n".join(
        _square(group, bins, _LEFT + at * (_SIDE + _GAP), _COLOURS[at % len(_COLOURS)])
        for at, (group, bins) in enumerate(groups.items())
    )
    said = "; ".join(
        f"{group}: " + ", ".join(f"{part.said:.2f} said, {part.true:.2f} true" for part in bins if part.pairs)
        for group, bins in groups.items()
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"
 role="img" aria-labelledby="title desc" font-family="DejaVu Sans, Verdana, Arial, sans-serif" font-size="12">
<title id="title">{escape(title)}</title>
<desc id="desc">{escape(said)}</desc>
<rect width="{wide}" height="{high}" fill="#fff"/>
{squares}
<text x="{_LEFT}" y="{high - 8}">Filled: {FEWEST} pairs or more. Between the dashed lines: 5 points.</text>
</svg>
"""


def _square(group: str, bins: Sequence[Bin], left: int, colour: str) -> str:
    def place(said: float, true: float) -> tuple[float, float]:
        return left + _SIDE * said, _TOP + _SIDE * (1 - true)

    def line(*ends: tuple[float, float]) -> str:
        (from_x, from_y), (to_x, to_y) = (place(*end) for end in ends)
        return f'x1="{from_x:.1f}" y1="{from_y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="#777"'

    parts = [
        f'<text x="{left}" y="{_TOP - 14}" font-weight="bold">{escape(group)}</text>',
        f'<rect x="{left}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#000"/>',
        f"<line {line((0, 0), (1, 1))}/>",
        f'<line {line((0.05, 0), (1, 0.95))} stroke-dasharray="4 4"/>',
        f'<line {line((0, 0.05), (0.95, 1))} stroke-dasharray="4 4"/>',
        f'<text x="{left}" y="{_TOP + _SIDE + 18}">said: 0</text>',
        f'<text x="{left + _SIDE}" y="{_TOP + _SIDE + 18}" text-anchor="end">1</text>',
        f'<text x="{left - 6}" y="{_TOP + _SIDE}" text-anchor="end">0</text>',
        f'<text x="{left - 6}" y="{_TOP + 10}" text-anchor="end">true: 1</text>',
    ]
    for part in bins:
        if part.pairs:
            x, y = place(part.said, part.true)
            fill = colour if part.pairs >= FEWEST else "#fff"
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{fill}" stroke="{colour}" stroke-width="2"/>')
    return "\n".join(parts)
