"""The order in which the parts of a page are read: columns, and the headings that span them.

A page is cut into strips, the heights at which something stands. White space between two columns is a gutter where it
goes on over several strips, with an edge of text along it; chance gaps between words have no edge. Whatever crosses a
gutter ends the band, so a spanning heading is read between what stands above and below it. Bands are read column by
column, from the right where the page is written from the right.
It must never split a table or a list from its numbers: a column must hold running text.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from khabar.domain.repair.found import Word

CORE: Final = (0.45, 0.05)
"""What of a letter's height counts for strips, above the baseline, in sizes: the middle, so that lines stay apart."""
NARROWEST_GUTTER: Final = 0.75
"""Narrowest white space between columns, in sizes."""
PLAIN_GUTTER: Final = 2.5
"""White space so wide, in sizes, needs no edge of text along it."""
SAFE_GUTTER: Final = 1.2
"""A narrower gutter needs one more line with an edge: narrow gaps meet by chance."""
LEAST_LINES: Final = 3
"""A gutter has so many lines on either side."""
MANY_LINES: Final = 6
"""Beside so many lines on the one side, a single line on the other is a column too: its last one."""
LEAST_EDGE: Final = 0.5
"""At least this part of the lines along a gutter begins, or ends, at one place."""
EDGE_REACH: Final = 0.3
"""How far apart two line ends may lie at one edge, in sizes."""
NARROWEST_COLUMN: Final = 5.0
"""Running text has lines at least so wide on average, in sizes."""
MOST_NUMBERS: Final = 0.6
"""Where more words than this are numbers, it is a table."""
HEADING: Final = 1.12
"""A heading that stands alone beside a gutter is larger than the text by this factor."""
WIDE_BLANK: Final = 2.2
"""A blank from edge to edge, in lines, that ends a band."""
MOST_DEPTH: Final = 12
MOST_STRIPS: Final = 1500
"""More lines than any page has: such a page is read from top to bottom."""

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Strip:
    """The words at one height, and the parts of the width they cover, from the left."""

    top: float
    bottom: float
    words: tuple[Word, ...]
    covered: tuple[Span, ...]
    size: float


class Gutter(NamedTuple):
    """White space from `left` to `right` that goes on from strip `first` to strip `last`."""

    first: int
    last: int
    left: float
    right: float


def columns(words: Sequence[Word], *, right_to_left: bool) -> list[list[Word]]:
    """Give the parts of a page in reading order, each the words of one column or of one spanning piece."""
    return [part for part in _parts(words, right_to_left=right_to_left, depth=0) if part]


def _parts(words: Sequence[Word], *, right_to_left: bool, depth: int) -> list[list[Word]]:
    strips = strips_of(words)
    gutter = best_gutter(strips) if depth < MOST_DEPTH and len(strips) <= MOST_STRIPS else None
    if gutter is None:
        return [list(words)]
    middle = (gutter.left + gutter.right) / 2
    band = [word for strip in strips[gutter.first : gutter.last + 1] for word in strip.words]
    sides = (
        [word for word in band if word.box.right <= middle],
        [word for word in band if word.box.right > middle],
    )
    above = [word for strip in strips[: gutter.first] for word in strip.words]
    below = [word for strip in strips[gutter.last + 1 :] for word in strip.words]
    ordered = (above, *(reversed(sides) if right_to_left else sides), below)
    return [
        part for region in ordered if region for part in _parts(region, right_to_left=right_to_left, depth=depth + 1)
    ]


def strips_of(words: Iterable[Word]) -> list[Strip]:
    """Cut what stands on a page into the heights at which something stands, from the top."""
    found: list[tuple[float, float, list[Word]]] = []
    for word in sorted(words, key=_core_top):
        top, bottom = _core_top(word), word.baseline - CORE[1] * word.size
        if found and top < found[-1][1]:
            first, last, held = found[-1]
            held.append(word)
            found[-1] = (first, max(last, bottom), held)
        else:
            found.append((top, bottom, [word]))
    return [
        Strip(top, bottom, tuple(held), _covered(held), median(word.size for word in held))
        for top, bottom, held in found
    ]


def _core_top(word: Word) -> float:
    return word.baseline - CORE[0] * word.size


def _covered(words: Iterable[Word]) -> tuple[Span, ...]:
    return merged((word.box.left, word.box.right) for word in words)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join spans that touch, from the left."""
    found: list[Span] = []
    for left, right in sorted(spans):
        if found and left <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return tuple(found)


def best_gutter(strips: Sequence[Strip]) -> Gutter | None:
    """Give the gutter with the most lines along it; None where there is none."""
    size = _size(strips)
    found = _gutters(strips, size)
    if not found:
        return None
    best = max(found, key=lambda one: (one.last - one.first, one.right - one.left))
    return best._replace(last=_end_of_band(strips, best, size))


def _size(strips: Sequence[Strip]) -> float:
    return median([word.size for strip in strips for word in strip.words] or [1.0])


def _gutters(strips: Sequence[Strip], size: float) -> list[Gutter]:
    """List the white spaces that part columns of text."""
    return [one for one in _candidates(strips, NARROWEST_GUTTER * size) if _parts_columns(strips, one, size)]


def _candidates(strips: Sequence[Strip], narrowest: float) -> list[Gutter]:
    """List white spaces that go on over several strips, as far up and down as they go."""
    found: list[Gutter] = []
    for at in range(len(strips) - LEAST_LINES + 1):
        near = strips[at : at + LEAST_LINES]
        window = merged(span for strip in near for span in strip.covered)
        least = max(narrowest, NARROWEST_GUTTER * max(strip.size for strip in near))
        for (_, left), (right, _) in pairwise(window):
            if right - left < least or any(_covers(one, at, left, right) for one in found):
                continue
            last, low, high = _followed(strips, range(at + LEAST_LINES, len(strips)), (left, right), narrowest)
            first, low, high = _followed(strips, range(at - 1, -1, -1), (low, high), narrowest)
            found.append(
                Gutter(
                    at if first is None else first,
                    at + LEAST_LINES - 1 if last is None else last,
                    low,
                    high,
                )
            )
    return found


def _covers(known: Gutter, at: int, left: float, right: float) -> bool:
    inside = known.first <= at and at + LEAST_LINES - 1 <= known.last
    return inside and known.left < right and left < known.right


def _followed(
    strips: Sequence[Strip], places: Iterable[int], space: Span, narrowest: float
) -> tuple[int | None, float, float]:
    """Follow a white space strip by strip; give the last strip it reaches, and what is left of its width."""
    reached = None
    for place in places:
        narrower = free_within(strips[place].covered, space)
        least = max(narrowest, NARROWEST_GUTTER * strips[place].size)  # words of a large heading are far apart
        if narrower[1] - narrower[0] < least:
            break
        space, reached = narrower, place
    return reached, *space


def free_within(covered: Sequence[Span], space: Span) -> Span:
    """Give the widest part of a space that is not covered; an empty one where all is."""
    left, right = space
    at = max(bisect_right(covered, (left, left)) - 1, 0)
    best, start = (left, left), left
    for from_, to in covered[at:]:
        if from_ >= right:
            break
        if from_ - start > best[1] - best[0]:
            best = (start, from_)
        start = max(start, to)
    return (start, right) if right - start > best[1] - best[0] else best


def _parts_columns(strips: Sequence[Strip], gutter: Gutter, size: float) -> bool:
    """Say whether running text stands on both sides, with an edge along the white space."""
    left, right = _sides(strips, gutter)
    least = 1 if max(len(left), len(right)) >= MANY_LINES else LEAST_LINES
    if not (_is_running_text(left, least, size) and _is_running_text(right, least, size)):
        return False
    if gutter.right - gutter.left >= PLAIN_GUTTER * size:
        return True
    ends = [max(word.box.right for word in line) for line in left]
    starts = [min(word.box.left for word in line) for line in right]
    least = LEAST_LINES + (gutter.right - gutter.left < SAFE_GUTTER * size)
    return _has_edge(ends, least, size) or _has_edge(starts, least, size)


def _sides(strips: Sequence[Strip], gutter: Gutter) -> tuple[list[list[Word]], list[list[Word]]]:
    """Give, for each strip, the words on either side; strips with none there are left out."""
    middle = (gutter.left + gutter.right) / 2
    band = strips[gutter.first : gutter.last + 1]
    left = [[word for word in strip.words if word.box.right <= middle] for strip in band]
    right = [[word for word in strip.words if word.box.right > middle] for strip in band]
    return [line for line in left if line], [line for line in right if line]


def _is_running_text(lines: Sequence[Sequence[Word]], least: int, size: float) -> bool:
    if len(lines) < least:
        return False
    widths = [max(word.box.right for word in line) - min(word.box.left for word in line) for line in lines]
    words = [word.text for line in lines for word in line]
    numbers = sum(not any(map(str.isalpha, text)) for text in words)
    return sum(widths) / len(widths) >= NARROWEST_COLUMN * size and numbers <= MOST_NUMBERS * len(words)


def _has_edge(places: Sequence[float], least: int, size: float) -> bool:
    """Say whether enough of the places lie together at the commonest one."""
    ordered = sorted(places)
    most, low = 0, 0
    for high, place in enumerate(ordered):
        while place - ordered[low] > EDGE_REACH * size:
            low += 1
        most = max(most, high - low + 1)
    return most >= max(least, LEAST_EDGE * len(ordered))


def _end_of_band(strips: Sequence[Strip], gutter: Gutter, size: float) -> int:
    """Give the last strip before a heading or a blank that belongs to all columns; the gutter's last where none is."""
    band = strips[gutter.first : gutter.last + 1]
    pitch = median(below.bottom - above.bottom for above, below in pairwise(band))
    middle = (gutter.left + gutter.right) / 2
    for at in range(LEAST_LINES, len(band) - LEAST_LINES + 1):
        blank = band[at].bottom - band[at - 1].bottom
        alone = band[at].size >= HEADING * size and _stands_alone(band, at, middle, pitch)
        if alone or (blank > WIDE_BLANK * max(pitch, size) and _both_sides(band, at, middle)):
            return gutter.first + at - 1
    return gutter.last


def _stands_alone(band: Sequence[Strip], at: int, middle: float, pitch: float) -> bool:
    """Say whether one side is empty beside this strip, and for more than a line above and below it.

    Where that side has ended, the strip heads what is below it if that stands in columns itself.
    """
    on_the_left = [word.box.right <= middle for word in band[at].words]
    if any(on_the_left) and not all(on_the_left):
        return False
    above = [strip.bottom for strip in band[:at] if _reaches(strip, middle, left=not on_the_left[0])]
    below = [strip.bottom for strip in band[at + 1 :] if _reaches(strip, middle, left=not on_the_left[0])]
    if above and below:
        return below[0] - above[-1] > WIDE_BLANK * pitch
    return bool(above and _gutters(band[at + 1 :], _size(band[at + 1 :])))


def _both_sides(band: Sequence[Strip], at: int, middle: float) -> bool:
    """Say whether there is text in both columns above this strip, and below it too."""
    parts = (band[max(0, at - LEAST_LINES) : at], band[at : at + LEAST_LINES])
    return all(any(_reaches(strip, middle, left=left) for strip in part) for part in parts for left in (True, False))


def _reaches(strip: Strip, middle: float, *, left: bool) -> bool:
    return any((word.box.right <= middle) is left for word in strip.words)
