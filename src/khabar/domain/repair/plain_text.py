"""Paragraphs of a plain text: parted by empty lines or indents, put together where lines were broken at a width.

A form feed begins a page. Line breaks stay in the raw text; whether they were meant is seen by the lengths of lines.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from khabar.domain.repair.found import Block
from khabar.domain.repair.hyphens import HYPHENS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BROKEN_AT: Final = 40
"""Lines shorter than this were not broken at a width."""
USUAL: Final = 0.9
"""This part of the long lines is no longer than the width of the text."""
ROOM: Final = 0.75
"""A line that fills less of the width than this was ended on purpose."""
_DIVIDED: Final = re.compile(rf"\w[{HYPHENS}]\n[^\W\d_]")
_INDENT: Final = re.compile(r"^(?:\t| {2,}|\u3000)\S")
_BULLET: Final = re.compile(r"^\s*(?:[•‣◦▪–—*·-]|\(?\d{1,3}[.)])\s")


def text_blocks(text: str) -> Iterator[Block]:
    """Give the paragraphs of a text; pages count from 1 where the text has form feeds."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    pages = plain.split("\f")
    usual = _usual_width(plain)
    for number, page in enumerate(pages, start=1):
        for chunk in re.split(r"\n[ \t]*(?:\n[ \t]*)+", page):
            lines = [line.rstrip() for line in chunk.split("\n") if line.strip()]
            for paragraph in _paragraphs(lines, usual):
                yield Block("\n".join(paragraph).strip(), page=number if len(pages) > 1 else None)


def _usual_width(text: str) -> int:
    """Give the width at which most long lines end; a few longer ones (addresses) do not count."""
    lengths = sorted(len(line) for line in text.split("\n") if len(line) >= BROKEN_AT)
    return lengths[int(len(lengths) * USUAL)] if lengths else 0


def _paragraphs(lines: Sequence[str], usual: int) -> Iterator[list[str]]:
    """Part the lines of one chunk; those of a text that was not broken at a width are one paragraph each."""
    if not lines:
        return
    width = min(max(map(len, lines)), usual)
    held = [lines[0]]
    for above, below in pairwise(lines):
        if _begins(above, below, width):
            yield held
            held = []
        held.append(below)
    yield held


def _begins(above: str, below: str, width: int) -> bool:
    if _DIVIDED.search(f"{above}\n{below}"):
        return False
    if width < BROKEN_AT or _INDENT.match(below) or _BULLET.match(below):
        return True
    return len(above) < ROOM * width and len(above) + 1 + len(below.split(" ", 1)[0]) <= width
