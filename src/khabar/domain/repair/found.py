"""What reading a file gives before anything is repaired: words with their places on a page, or blocks of text.

Plain values in points from the top left corner of a page, as it is seen. Nothing here opens a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Box(NamedTuple):
    """A place on a page, in points from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def around(self, other: Box) -> Box:
        """Give the smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


class Glyph(NamedTuple):
    """One letter as a PDF draws it.

    `left` and `right` are where the pen was before and after it, `ink` what it covers, `size` the size of its font in
    points, as printers count it.
    `real`: the file holds it; spaces that a library thinks up are not.
    """

    char: str
    left: float
    right: float
    baseline: float
    size: float
    ink: Box
    real: bool = True
    bold: bool = False


class Word(NamedTuple):
    """One word: as it is to be read, as the file gave it, its box, the line it stands on, the size of its font."""

    text: str
    raw: str
    box: Box
    baseline: float
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page of words in no meaningful order. `pictured`: there are pictures on it. `turned`: words set sideways."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    turned: tuple[Word, ...] = ()
    pictured: bool = False


class PieceKind(StrEnum):
    """What a piece of text is on its page. The last ones are set apart: they are no part of what the text says."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    FOOTNOTE = "footnote"
    NOTICE = "notice"
    HEADER = "header"
    FOOTER = "footer"
    PAGE_NUMBER = "page number"
    TURNED = "turned"
    PICTURE = "picture"


SET_APART = frozenset(
    {
        PieceKind.NOTICE,
        PieceKind.HEADER,
        PieceKind.FOOTER,
        PieceKind.PAGE_NUMBER,
        PieceKind.TURNED,
        PieceKind.PICTURE,
    }
)
"""Kinds that stand after the text: running lines, notices of where it goes on, words set sideways, bare pictures."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a file that knows its paragraphs: its text with line breaks, and what the file says of it.

    `page` counts from 1 where the file tells pages. `direction` is "rtl", "ltr" or empty where the file is silent.
    """

    raw: str
    kind: PieceKind = PieceKind.PARAGRAPH
    language: str = ""
    direction: str = ""
    page: int | None = None
