"""Which way a language runs, and which pieces of a text must keep their own order in one that runs from the right.

Symbols of documents (A/HRC/57/54), telephone numbers, addresses of mail and pages: their slashes, dots and spaces have
no direction of their own, so that a line from right to left would scatter their parts. Each edition keeps them
together in its own way: a box on paper, <bdi> on a page, isolates (Unicode Standard Annex 9) in plain text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

RIGHT_TO_LEFT: Final = frozenset({"ar", "fa"})
_ISOLATE, _POP = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_JOINED: Final = r"[A-Za-z0-9]+(?:[/._:@#?=&+~%-]+[A-Za-z0-9]+)+/?"
_NUMBER: Final = r"(?<!\w)\+?\d+(?:[ \u00a0-]\d+)+(?!\w)"
_PIECE: Final = re.compile(rf"{_JOINED}|{_NUMBER}|(?<!\w)\+\d+(?!\w)")


class Piece(NamedTuple):
    """A stretch of text, and whether it must be kept from left to right in one piece."""

    text: str
    is_foreign: bool


def direction_of(language: str) -> str:
    """Give "rtl" or "ltr"."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def pieces(text: str, direction: str) -> Iterator[Piece]:
    """Split a text into what runs as it is and what must be kept together; together the pieces are the text."""
    at = 0
    for found in _PIECE.finditer(text) if direction == "rtl" else ():
        if found.start() > at:
            yield Piece(text[at : found.start()], is_foreign=False)
        yield Piece(found.group(), is_foreign=True)
        at = found.end()
    if at < len(text):
        yield Piece(text[at:], is_foreign=False)


def isolated(text: str, language: str) -> str:
    """Write a text for where there is no markup: foreign pieces stand between isolates."""
    direction = direction_of(language)
    return "".join(f"{_ISOLATE}{one.text}{_POP}" if one.is_foreign else one.text for one in pieces(text, direction))
