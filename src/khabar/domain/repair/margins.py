"""Running lines at the head and foot of pages, and page numbers: set apart from the text, never thrown away.

A line is one of them where it stands alone at the edge of its page and comes again on other pages (digits aside), or
where it is nothing but a page number. Which number a page bears is kept: "continued on page 3" means that number.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from khabar.domain.repair.edits import text_of
from khabar.domain.repair.found import PieceKind
from khabar.text import to_latin_digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from khabar.domain.repair.lines import Line

ZONE: Final = 0.13
"""Running lines stand in this part of the height of a page, from its edges."""
ALONE: Final = 0.9
"""White space between a running line and the text, in sizes, beyond the size itself."""
MOST_LINES: Final = 3
"""A running head or foot has at most so many lines."""
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


def without_running_lines(sheets: Sequence[Sheet]) -> Edged:
    """Set apart what comes on page after page, and page numbers."""
    at_edges = {sheet.number: list(_edge_lines(sheet)) for sheet in sheets}
    again = Counter(_mark(line, kind) for lines in at_edges.values() for line, kind in lines)
    least = max(LEAST_PAGES, LEAST_PART * len(sheets))
    apart: list[Apart] = []
    for page, lines in at_edges.items():
        for line, kind in lines:
            if _NUMBER.match(to_latin_digits(_text(line))):
                apart.append(Apart(page, line, PieceKind.PAGE_NUMBER))
            elif _times(again, line, kind) >= least:
                apart.append(Apart(page, line, kind))
    gone = {(one.page, id(one.line)) for one in apart}
    return Edged(tuple(_without(sheet, gone) for sheet in sheets), tuple(apart), _bearing(sheets, apart))


def _bearing(sheets: Sequence[Sheet], apart: Iterable[Apart]) -> Mapping[int, int]:
    """Give, for each number, the page that bears it; where pages bear none, they are counted.

    A number in a running line is that of its page if it is as far from the count on most pages.
    """
    offsets = Counter(
        int(number) - one.page for one in apart for number in re.findall(r"\d{1,4}", to_latin_digits(_text(one.line)))
    )
    best, votes = offsets.most_common(1)[0] if offsets else (0, 0)
    offset = best if votes >= LEAST_PAGES or len(sheets) == 1 else 0
    return {sheet.number + offset: sheet.number for sheet in sheets}


def _edge_lines(sheet: Sheet) -> Iterator[tuple[Line, PieceKind]]:
    """Give the lines that stand alone near the head or foot of a page, from the edge inwards."""
    lines = sorted((line for column in sheet.columns for line in column), key=lambda line: line.baseline)
    yield from _outermost(lines, ZONE * sheet.height, PieceKind.HEADER)
    lines.reverse()
    yield from _outermost(lines, (1 - ZONE) * sheet.height, PieceKind.FOOTER)


def _outermost(lines: Sequence[Line], limit: float, kind: PieceKind) -> Iterator[tuple[Line, PieceKind]]:
    """Give the outermost lines up to the last wide blank within the zone."""
    inside = [line for line in lines if (line.baseline < limit) is (kind is PieceKind.HEADER)]
    cut = 0
    for at, line in enumerate(inside[: 3 * MOST_LINES], start=1):
        gap = abs(lines[at].baseline - line.baseline) if at < len(lines) else float("inf")
        if gap > (1 + ALONE) * 0.75 * max(line.size, lines[at].size if at < len(lines) else 0.0):
            cut = at
    for line in inside[:cut]:
        yield line, kind


def _text(line: Line) -> str:
    return text_of(line.raw, line.edits)


def _mark(line: Line, kind: PieceKind) -> tuple[str, PieceKind, int]:
    words = re.sub(r"\d+", "#", to_latin_digits(_text(line)).casefold())
    return words, kind, round(line.baseline / SAME_HEIGHT)


def _times(again: Counter[tuple[str, PieceKind, int]], line: Line, kind: PieceKind) -> int:
    words, _, height = _mark(line, kind)
    return sum(again[words, kind, height + off] for off in (-1, 0, 1))


def _without(sheet: Sheet, gone: set[tuple[int, int]]) -> Sheet:
    kept = (tuple(line for line in column if (sheet.number, id(line)) not in gone) for column in sheet.columns)
    return Sheet(sheet.number, sheet.width, sheet.height, tuple(column for column in kept if column))
