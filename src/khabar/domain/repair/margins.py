"""Running lines at the head and foot of pages, and page numbers: set apart from the text, never thrown away.

A line is one of them where it stands alone at the edge of its page and comes again on other pages (digits aside), or
where it is nothing but a page number. Which number a page bears is kept: "continued on page 3" means that number.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final

from khabar.domain.repair.edits import text_of
from khabar.domain.repair.found import PieceKind
from khabar.domain.repair.lines import Line
from khabar.text import to_latin_digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


ZONE: Final = 0.13
"""Running lines stand in this part of the height of a page, from its edges."""
WIDE: Final = 1.75
"""A running line is further from the text than this, in sizes, from baseline to baseline."""
EDGE: Final = 0.07
"""Nearer to the edge than this part of the height of a page there is no text of its own."""
SMALL: Final = 1.05
"""Running lines are no larger than the text, by this factor."""
SHORT: Final = 80
"""Letters of a running line that comes only once."""
MOST_ROWS: Final = 6
"""Rows looked at from either edge of a page."""
ONE_ROW: Final = 0.38
"""Baselines of one row lie so close together, in sizes."""
LEAST_PAGES: Final = 2
LEAST_PART: Final = 0.2
"""It comes on so many pages, and on so great a part of all pages, at least."""
SAME_HEIGHT: Final = 12.0
"""Points within which a running line stands at one height."""
_NUMBER: Final = re.compile(
    r"^\W*(?:(?:page|seite|صفحه(?:ٔ|ی)?|صفحة|الصفحة|ص|sayfa|стр(?:аница)?\.?|faqe|p|s|side|pagina|página)\W*)?"
    r"(\d{1,3})(?:\W+(?:of|von|de|sur|از|من|из|nga|/)?\W*\d{1,4})?\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page in columns of lines, in reading order."""

    number: int
    width: float
    height: float
    columns: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """A line that is no part of the text, on the page it stands on."""

    page: int
    line: Line
    kind: PieceKind


@dataclass(frozen=True, slots=True)
class Edged:
    """The sheets without their running lines, those lines, and the page that bears each number."""

    sheets: tuple[Sheet, ...]
    apart: tuple[Apart, ...]
    bearing: Mapping[int, int]


Row = tuple[Line, ...]
"""Lines at one height, from the left: a running line may lie over two columns."""


def without_running_lines(sheets: Sequence[Sheet]) -> Edged:
    """Set apart what comes on page after page, and page numbers."""
    at_edges = {sheet.number: list(_edge_rows(sheet)) for sheet in sheets}
    again = Counter(_mark(row, kind) for rows in at_edges.values() for row, kind in rows)
    least = max(LEAST_PAGES, LEAST_PART * len(sheets))
    heights = {sheet.number: sheet.height for sheet in sheets}
    usual = median(_sizes(sheets) or [1.0])
    apart: list[Apart] = []
    for page, rows in at_edges.items():
        for row, kind in rows:
            if _NUMBER.match(to_latin_digits(_text(row))):
                apart.extend(Apart(page, line, PieceKind.PAGE_NUMBER) for line in row)
            elif _times(again, row, kind) >= least or _at_the_very_edge(row, usual, heights[page]):
                apart.extend(Apart(page, line, kind) for line in row)
    gone = {(one.page, id(one.line)) for one in apart}
    return Edged(tuple(_without(sheet, gone) for sheet in sheets), tuple(apart), _bearing(sheets, apart))


def _sizes(sheets: Iterable[Sheet]) -> list[float]:
    return [line.size for sheet in sheets for column in sheet.columns for line in column]


def _at_the_very_edge(row: Row, usual: float, height: float) -> bool:
    """Say whether a short row in small letters stands where no text begins: a running line that comes only once."""
    low, high = EDGE * height, (1 - EDGE) * height
    small = all(line.size <= SMALL * usual for line in row)
    return small and len(_text(row)) <= SHORT and not low < row[0].baseline < high


def _bearing(sheets: Sequence[Sheet], apart: Iterable[Apart]) -> Mapping[int, int]:
    """Give, for each number, the page that bears it; where pages bear none, they are counted.

    A number in a running line is that of its page if it is as far from the count on most pages.
    """
    offsets = Counter(
        int(number) - one.page
        for one in apart
        for number in re.findall(r"\d{1,4}", to_latin_digits(_text((one.line,))))
    )
    best, votes = offsets.most_common(1)[0] if offsets else (0, 0)
    offset = best if votes >= LEAST_PAGES or len(sheets) == 1 else 0
    return {sheet.number + offset: sheet.number for sheet in sheets}


def _edge_rows(sheet: Sheet) -> Iterator[tuple[Row, PieceKind]]:
    """Give the rows that stand alone near the head or foot of a page, from the edge inwards."""
    rows = _rows(line for column in sheet.columns for line in column)
    yield from _outermost(rows, ZONE * sheet.height, PieceKind.HEADER)
    rows.reverse()
    yield from _outermost(rows, (1 - ZONE) * sheet.height, PieceKind.FOOTER)


def _rows(lines: Iterable[Line]) -> list[Row]:
    """Put the lines of a page into rows, from the top."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: one.baseline):
        if found and line.baseline - found[-1][0].baseline < ONE_ROW * line.size:
            found[-1].append(line)
        else:
            found.append([line])
    return [tuple(sorted(row, key=lambda one: one.box.left)) for row in found]


def _outermost(rows: Sequence[Row], limit: float, kind: PieceKind) -> Iterator[tuple[Row, PieceKind]]:
    """Give the outermost rows up to the last wide blank within the zone."""
    inside = [row for row in rows[:MOST_ROWS] if (row[0].baseline < limit) is (kind is PieceKind.HEADER)]
    cut = 0
    for at, row in enumerate(inside, start=1):
        size = max(line.size for line in (*row, *(rows[at] if at < len(rows) else ())))
        gap = abs(rows[at][0].baseline - row[0].baseline) if at < len(rows) else float("inf")
        cut = at if gap > WIDE * size else cut
    for row in inside[:cut]:
        yield row, kind


def _text(row: Iterable[Line]) -> str:
    return " ".join(text_of(line.raw, line.edits) for line in row)


def _mark(row: Row, kind: PieceKind) -> tuple[str, PieceKind, int]:
    words = re.sub(r"\d+", "#", to_latin_digits(_text(row)).casefold())
    return words, kind, round(row[0].baseline / SAME_HEIGHT)


def _times(again: Counter[tuple[str, PieceKind, int]], row: Row, kind: PieceKind) -> int:
    words, _, height = _mark(row, kind)
    return sum(again[words, kind, height + off] for off in (-1, 0, 1))


def _without(sheet: Sheet, gone: set[tuple[int, int]]) -> Sheet:
    kept = (tuple(line for line in column if (sheet.number, id(line)) not in gone) for column in sheet.columns)
    return Sheet(sheet.number, sheet.width, sheet.height, tuple(column for column in kept if column))
