"""Pages as tests draw them: words in letters of one width, on lines a fixed distance apart, in columns.

Places are points from the top left corner; a letter is 5 points wide and 10 high, a line 12 below the one before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.domain.repair.found import Box, Page, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LETTER, SIZE, PITCH = 5.0, 10.0, 12.0
WIDTH, HEIGHT = 600.0, 800.0


def word(text: str, left: float, baseline: float, size: float = SIZE, *, bold: bool = False) -> Word:
    """One word with its left edge and its line."""
    wide = len(text) * LETTER * size / SIZE
    box = Box(left, baseline - 0.9 * size, left + wide, baseline + 0.28 * size)
    return Word(text, text, box, baseline, size, bold)


def line(text: str, left: float, baseline: float, size: float = SIZE, *, bold: bool = False) -> list[Word]:
    """One line, words parted by the width of a letter."""
    found = []
    for one in text.split(" "):
        found.append(word(one, left, baseline, size, bold=bold))
        left += (len(one) + 1) * LETTER * size / SIZE
    return found


def line_from_right(text: str, right: float, baseline: float, size: float = SIZE) -> list[Word]:
    """One line of right-to-left words, as they stand on the page."""
    found = []
    for one in text.split(" "):
        wide = len(one) * LETTER * size / SIZE
        found.append(word(one, right - wide, baseline, size))
        right -= wide + LETTER * size / SIZE
    return found


def column(lines: Iterable[str], left: float, top: float = 100.0, *, pitch: float = PITCH) -> list[Word]:
    """Lines below each other; an empty one is left blank."""
    found: list[Word] = []
    for at, text in enumerate(lines):
        if text:
            found += line(text, left, top + at * pitch)
    return found


def page(words: Sequence[Word], number: int = 1, *, turned: Sequence[Word] = (), pictured: bool = False) -> Page:
    """A page of these words."""
    return Page(number, WIDTH, HEIGHT, tuple(words), tuple(turned), pictured)


def filled(words: str, width: int, *, last: bool = False) -> list[str]:
    """Break words into lines of at most so many letters, as a typesetter does."""
    lines = [""]
    for one in words.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(one) > width:
            lines.append(one)
        else:
            lines[-1] = f"{lines[-1]} {one}".strip()
    return [*lines, ""] if last else lines
