"""Lines of one column gathered to paragraphs, by what a reader sees: space, indents, short lines, size of letters.

A paragraph remembers each line's place in its raw text, and how its first and last line lie in the column, because the
next column may go on with it. Nothing is decided here about other columns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from khabar.domain.repair.edits import Edit, moved, text_of
from khabar.domain.repair.found import Box, PieceKind
from khabar.domain.repair.hyphens import HYPHENS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.domain.repair.lines import Line

SAME_SIZE: Final = 1.1
"""Lines of one paragraph differ in size by less than this factor."""
HEADING: Final = 1.12
"""A heading is larger than the text of its document by this factor."""
MORE_SPACE: Final = 1.3
"""Lines further apart than this, in the usual distance of the column, begin a paragraph."""
USUAL_PITCH: Final = 1.2
"""Where a column says nothing, its lines are so far apart, in sizes."""
EXTRA: Final = 0.25
"""And by at least this part of their size."""
INDENT: Final = 0.6
"""A first line begins so far inside, in sizes."""
NOWHERE: Final = float("inf")
"""A column of one line does not show where its lines end."""
GATHERED: Final = 1.5
LEAST_GATHERED: Final = 3
"""So many lines of a block that end within so many sizes of one edge show where it was broken."""
SLACK: Final = 0.4
"""A line that leaves room for the next word, and so much more in sizes, was ended on purpose."""
LONGEST_HEADING: Final = 200
_HYPHENS: Final = tuple(HYPHENS)
_ENDS: Final = re.compile(r"[.!?…:؟۔。:;؛][\"'”’»«)\]›]*$|[”»]$")
_BULLET: Final = re.compile(r"^(?:[•‣◦▪–—*·●○■□-]|\(?\d{1,3}[.)]|\(?[A-Za-z][.)])\s")


@dataclass(frozen=True, slots=True)
class Part:
    """Where a part of the raw text stands: page from 1, box on it (None for files without places)."""

    page: int | None
    box: Box | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph on its way: raw text with edits, where it stands, and how its ends lie in their columns.

    `indented`: its first line begins inside. `full`: its last line has no room for `room` more points.
    `first` is how wide its first word is. `column` counts the columns of the document.
    """

    raw: str
    edits: tuple[Edit, ...]
    parts: tuple[Part, ...]
    size: float
    right_to_left: bool
    indented: bool = False
    room: float = 0.0
    first: float = 0.0
    column: int = 0
    kind: PieceKind = PieceKind.PARAGRAPH
    joined: tuple[str, ...] = ()
    bold: bool = False

    @property
    def text(self) -> str:
        """The text as read."""
        return text_of(self.raw, self.edits)

    @property
    def page(self) -> int | None:
        """The page it begins on."""
        return self.parts[0].page


def pieces_of(lines: Sequence[Line], page: int, column: int) -> list[Piece]:
    """Gather the lines of one column to paragraphs."""
    if not lines:
        return []
    start = _usual_start(lines)
    pitch = _usual_pitch(lines)
    widest = max(line.end for line in lines)
    found: list[Piece] = []
    for block in _blocks(lines, pitch):
        end = _usual_end(block, widest if len(lines) > 1 else NOWHERE)
        groups: list[list[Line]] = [[block[0]]]
        for above, below in pairwise(block):
            if _begins(above, below, start, end):
                groups.append([below])
            else:
                groups[-1].append(below)
        found += [_piece(group, start, end, page, column) for group in groups]
    return found


def _blocks(lines: Sequence[Line], pitch: float) -> list[list[Line]]:
    """Part lines where there is more space than usual, or where letters change their size or weight."""
    blocks: list[list[Line]] = [[lines[0]]]
    for above, below in pairwise(lines):
        size = max(above.size, below.size)
        step = below.baseline - above.baseline
        far = step > max(MORE_SPACE * max(pitch, 0.9 * size), pitch + EXTRA * size) or step < 0
        if far or not _alike(above.size, below.size, SAME_SIZE) or above.bold != below.bold:
            blocks.append([below])
        else:
            blocks[-1].append(below)
    return blocks


def _usual_end(block: Sequence[Line], widest: float) -> float:
    """Give the edge at which a block of lines was broken: its own where lines gather there, else the column's."""
    own = max(line.end for line in block)
    gathered = sum(own - line.end < GATHERED * line.size for line in block)
    return own if gathered >= LEAST_GATHERED else widest


def ends_a_sentence(text: str) -> bool:
    """Say whether a text ends as sentences do."""
    return bool(_ENDS.search(text.rstrip()))


def _usual_start(lines: Sequence[Line]) -> float:
    """Give the place where most lines begin; of several the outermost."""
    reach = INDENT * median(line.size for line in lines) / 2
    starts = sorted(line.start for line in lines)
    return max(starts, key=lambda place: (sum(abs(one - place) < reach for one in starts), -place))


def _usual_pitch(lines: Sequence[Line]) -> float:
    steps = [
        below.baseline - above.baseline
        for above, below in pairwise(lines)
        if _alike(above.size, below.size, SAME_SIZE) and below.baseline > above.baseline
    ]
    ordered = sorted(steps)
    return ordered[(len(ordered) - 1) // 2] if ordered else USUAL_PITCH * lines[0].size


def _alike(one: float, other: float, factor: float) -> bool:
    return max(one, other) <= factor * min(one, other)


def _begins(above: Line, below: Line, start: float, end: float) -> bool:
    """Say whether a paragraph begins between two lines of one block."""
    size = max(above.size, below.size)
    if _BULLET.match(text_of(below.raw, below.edits)):
        return True
    if _are_centred(above, below) or above.raw.endswith(_HYPHENS):
        return False
    inside = below.start - start > INDENT * size
    if inside and above.start - start <= INDENT * size and below.start - above.start > INDENT * size:
        return True
    return end - above.end > below.first + SLACK * size


def _are_centred(above: Line, below: Line) -> bool:
    """Say whether two lines share their middle and neither end, as lines of a heading do."""
    size = max(above.size, below.size)
    off_middle = abs(above.start + above.end - below.start - below.end) / 2
    return off_middle < INDENT * size < min(abs(above.start - below.start), abs(above.end - below.end))


def _piece(lines: Sequence[Line], start: float, end: float, page: int, column: int) -> Piece:
    raw, edits = "", list[Edit]()
    for at, line in enumerate(lines):
        raw += "\n" if at else ""
        edits += moved(line.edits, len(raw))
        raw += line.raw
    size = median(line.size for line in lines)
    return Piece(
        raw,
        tuple(edits),
        (Part(page, reduce(Box.around, (line.box for line in lines)), 0, len(raw)),),
        size,
        lines[0].right_to_left,
        indented=lines[0].start - start > INDENT * size,
        room=end - lines[-1].end,
        first=lines[0].first,
        column=column,
        bold=all(line.bold for line in lines),
    )


def together(one: Piece, other: Piece, why: str) -> Piece:
    """Join two pieces to one paragraph; `why` is kept for whoever wants to part them again."""
    at = len(one.raw) + 1
    return replace(
        one,
        raw=f"{one.raw}\n{other.raw}",
        edits=(*one.edits, *moved(other.edits, at)),
        parts=(*one.parts, *(replace(part, start=part.start + at, end=part.end + at) for part in other.parts)),
        room=other.room,
        column=other.column,
        joined=(*one.joined, why, *other.joined),
    )


def with_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Mark as headings the short pieces that stand out from the text of their document."""
    sizes = sorted((piece.size, len(piece.raw)) for piece in pieces)
    half, seen, usual = sum(length for _, length in sizes) / 2, 0, 0.0
    for size, length in sizes:
        seen, usual = seen + length, size
        if seen >= half:
            break
    plain = sum(not piece.bold for piece in pieces) * 2 > len(pieces)
    return [
        replace(piece, kind=PieceKind.HEADING) if _is_heading(piece, usual, plain=plain) else piece for piece in pieces
    ]


def _is_heading(piece: Piece, usual: float, *, plain: bool) -> bool:
    """Say whether a short piece is larger than the text, or bold among plain text and no smaller."""
    if piece.kind is not PieceKind.PARAGRAPH or len(piece.raw) > LONGEST_HEADING:
        return False
    stands_out = plain and piece.bold and piece.size * SAME_SIZE >= usual and not ends_a_sentence(piece.text)
    return piece.size >= HEADING * usual or stands_out
