"""Words of one column put on their lines, and each line into the order in which it is read.

Lines of a column that is written from right to left are read from the right; Latin words and numbers inside them keep
their own direction (what the Unicode Bidirectional Algorithm did when the line was drawn, undone).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import reduce
from operator import attrgetter
from statistics import median
from typing import TYPE_CHECKING, Final

from khabar.domain.repair.edits import Edit, EditKind
from khabar.domain.repair.found import Box, Word
from khabar.domain.repair.glyphs import is_right_to_left
from khabar.domain.repair.hyphens import HYPHENS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SAME_LINE: Final = 0.38
"""Words whose baselines differ by less than this part of their size stand on one line (a small raised figure too)."""
INITIAL: Final = 1.8
"""A letter so much larger than its neighbours opens a text and belongs to the line at its head."""
_LINE_HYPHENS: Final = re.compile("[\x02\ufffe]$")
_SIGNS_AROUND: Final = re.compile(r"^(\W*)(.*?)(\W*)$")
"""A line of numbers alone is read as the file gives it; in a column from the right its signs change sides."""
_SHAPES: Final = re.compile("[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufeff]")
"""Ligatures and the shapes of Arabic letters, which name no letter of their own."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: raw text with its edits, box, baseline, size; `first` is how wide its first word is."""

    raw: str
    edits: tuple[Edit, ...]
    box: Box
    baseline: float
    size: float
    first: float
    right_to_left: bool
    bold: bool = False

    @property
    def start(self) -> float:
        """Where reading begins, counted in reading direction."""
        return -self.box.right if self.right_to_left else self.box.left

    @property
    def end(self) -> float:
        """Where reading ends, counted in reading direction."""
        return -self.box.left if self.right_to_left else self.box.right


def runs_right_to_left(words: Iterable[Word]) -> bool:
    """Say whether most letters of these words are written from right to left."""
    right = left = 0
    for word in words:
        for char in word.text:
            if is_right_to_left(char):
                right += 1
            elif char.isalpha():
                left += 1
    return right > left


def lines_of(words: Sequence[Word]) -> list[Line]:
    """Put the words of one column on lines, from the top."""
    right_to_left = runs_right_to_left(words)
    return [_line(one, right_to_left=right_to_left) for one in rows(words)]


def rows(words: Sequence[Word]) -> list[list[Word]]:
    """Gather words that stand on one line, in no order; a large first letter stands on the line at its head."""
    if not words:
        return []
    usual = median(word.size for word in words)
    initials = [word for word in words if word.size > INITIAL * usual and len(word.text) == 1 and word.text.isalpha()]
    found: list[list[Word]] = []
    for word in sorted(words, key=attrgetter("baseline")):
        if len(words) > len(initials) and word in initials:
            continue
        last = found[-1] if found else None
        if last and word.baseline - _baseline(last) < SAME_LINE * max(word.size, last[0].size):
            last.append(word)
        else:
            found.append([word])
    for word in initials if len(words) > len(initials) else ():
        min(found, key=lambda row: abs(row[0].baseline - 0.9 * row[0].size - word.box.top)).append(word)
    return found


def _baseline(row: Sequence[Word]) -> float:
    return median(word.baseline for word in row[-3:])


def _line(row: Sequence[Word], *, right_to_left: bool) -> Line:
    ordered = _from_the_right(row) if right_to_left else sorted(row, key=lambda word: word.box.left)
    if right_to_left and not any(char.isalpha() for word in row for char in word.text):
        ordered = [word._replace(text=_SIGNS_AROUND.sub(r"\3\2\1", word.text)) for word in ordered]
    raw, edits = "", list[Edit]()
    size = median(word.size for word in ordered)
    for at, word in enumerate(ordered):
        edits += _letters(word, len(raw), last=at == len(ordered) - 1)
        raw += word.raw
        if at + 1 < len(ordered):
            if at == 0 and word.size > INITIAL * size and len(word.text) == 1:
                edits.append(Edit(len(raw), len(raw) + 1, "", EditKind.INITIAL, other=" "))
            raw += " "
    box = reduce(Box.around, (word.box for word in ordered))
    first = ordered[0].box.right - ordered[0].box.left
    bold = all(word.bold for word in ordered)
    return Line(raw, tuple(edits), box, median(word.baseline for word in ordered), size, first, right_to_left, bold)


def _letters(word: Word, at: int, *, last: bool) -> list[Edit]:
    """Say how a word reads where that differs from how it came; a hyphen that ends the line is left to its own rule."""
    text, raw = _SHAPES.sub(lambda shape: unicodedata.normalize("NFKC", shape[0]), word.text), word.raw
    if not last:
        text = _LINE_HYPHENS.sub("-", text)
    elif text[-1:] == raw[-1:] and text[-1:] in HYPHENS:
        text, raw = text[:-1], raw[:-1]
    return [] if text == raw else [Edit(at, at + len(raw), text, EditKind.LETTERS)]


def _from_the_right(row: Iterable[Word]) -> list[Word]:
    """Order words from right to left, runs of Latin words (and numbers after them) from left to right."""
    runs: list[list[Word]] = []
    latin = False
    for word in sorted(row, key=lambda one: one.box.left):
        letters = [char for char in word.text if char.isalpha()]
        keeps = (bool(letters) and not is_right_to_left(letters[0])) or (latin and _is_number(word))
        if keeps and latin:
            runs[-1].append(word)
        else:
            runs.append([word])
        latin = keeps
    return [word for run in reversed(runs) for word in run]


def _is_number(word: Word) -> bool:
    return any(char.isdecimal() for char in word.text)
