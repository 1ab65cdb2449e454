"""Writes by hand on printed forms, as somebody with a pen would: words above the lines, crosses in the boxes.

It finds its places by the words that are printed there. What it writes is invented; it must never be pointed at a form
of a real installation.
"""

from __future__ import annotations

import hashlib
import io
import itertools
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from khabar.adapters.pdf.words import words_of
from khabar.domain.sheets import GEOMETRY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from khabar.ports import Reader

LANGUAGE = "en"
"""The forms that are filled in here are printed in this language, alone or beside another one."""
DOTS_PER_INCH = 150
_POINTS_PER_INCH = 72
_DOTS_PER_MM = DOTS_PER_INCH / 25.4
_INK = (32, 44, 104)
_DARK = 120
_LINE_SEEN_OVER_MM = 9
_LETTER_MM = 4.1
_CHOICE_MM = 4.2
"""From the first letter of a choice to the middle of the box before it."""
_SLIP_GROUPS = (4, 4, 2)
_SLIP_BOX_MM, _SLIP_GAP_MM, _SLIP_DOWN_MM = 7.0, 2.5, 7.4

Point = tuple[float, float]


@dataclass(frozen=True)
class Written:
    """Words for the line below a printed label; `label` is its name in the words on paper, `line` counts from 1."""

    label: str
    text: str
    line: int = 1


class NotPrinted(LookupError):  # noqa: N818 - what is the case
    """A page does not say what was looked for on it."""


class PrintedPage:
    """One page from the printer, to be written on."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._text = page.get_textpage()
        self._points_high = page.get_height()
        self.picture: Image.Image = page.render(scale=DOTS_PER_INCH / _POINTS_PER_INCH).to_pil().convert("RGB")
        self._draw = ImageDraw.Draw(self.picture)

    def write(self, words: Sequence[Written]) -> None:
        """Write each of these on its line."""
        for one in words:
            left, foot = self.label(one.label)
            self._write((left + _mm(1.5), self._line_below(left, foot, one.line) - _mm(1)), one.text)

    def choose(self, label: str) -> None:
        """Cross the small box before this choice."""
        left, foot = self.label(label)
        self._cross((left - _mm(_CHOICE_MM), foot - _mm(1.4)), _mm(4.5))

    def number(self, label: str, digits: str) -> None:
        """Write the digits of a slip into their boxes, in groups of four."""
        left, foot = self.label(label)
        rest = iter(digits)
        for count in _SLIP_GROUPS:
            for _ in range(count):
                self._write((left + _mm(2.2), foot + _mm(_SLIP_DOWN_MM + 1.2)), next(rest))
                left += _mm(_SLIP_BOX_MM)
            left += _mm(_SLIP_GAP_MM)

    def thumb(self, label: str) -> None:
        """Press an inked thumb below this label."""
        left, foot = self.label(label)
        middle, high = (left + _mm(22), foot + _mm(24)), 13.0
        while high > 0:
            across, down = _mm(high * 0.66), _mm(high)
            box = (middle[0] - across, middle[1] - down, middle[0] + across, middle[1] + down * 0.9)
            self._draw.ellipse(box, outline=_INK, width=3)
            high -= 1.1

    def tick(self, box: int, meaning: str, reader: Reader) -> None:
        """Cross a box beside the square code, counted from 1; `meaning`, the label of one, tells on which side."""
        [(left, top), (right, _), *_] = self._symbol(reader)
        module = (right - left) / GEOMETRY.symbol
        beyond = GEOMETRY.box_across * module
        across = right + beyond if self.label(meaning)[0] > right else left - beyond
        down = top + (GEOMETRY.box_first + (box - 1) * GEOMETRY.box_step) * module
        self._cross((across, down), GEOMETRY.box_side * module)

    def label(self, name: str) -> Point:
        """Find a label by its name in the words on paper: where its first letter begins, and its foot, in dots."""
        [words] = words_of((LANGUAGE,))
        found = self._text.search(words[name], match_case=True, match_whole_word=True).get_next()
        if found is None:
            raise NotPrinted(name)
        self._text.count_rects(*found)
        left, foot, _, _ = self._text.get_rect(0)
        scale = DOTS_PER_INCH / _POINTS_PER_INCH
        return left * scale, (self._points_high - foot) * scale

    def _symbol(self, reader: Reader) -> list[Point]:
        """Give the corners of the square code in dots, as the house's own reader sees them."""
        kept = io.BytesIO()
        self.picture.save(kept, "PNG")
        [seen] = reader.read("page.png", kept.getvalue())
        if not seen.found:
            raise NotPrinted("a square code")
        scale = self.picture.width / Image.open(io.BytesIO(seen.image)).width
        return [(x * scale, y * scale) for x, y in seen.found[0].box]

    def _line_below(self, left: float, foot: float, nth: int) -> float:
        """Find the nth printed line below a point: a row of dots that is dark all along."""
        beside = slice(round(left + _mm(0.5)), round(left + _mm(_LINE_SEEN_OVER_MM)))
        grey: NDArray[np.uint8] = np.asarray(self.picture.convert("L"))[round(foot) :, beside]
        dark: NDArray[np.bool] = grey.max(axis=1) < _DARK
        begins = np.flatnonzero(dark & ~np.concatenate([[False], dark[:-1]]))
        if len(begins) < nth:
            raise NotPrinted(f"line {nth}")
        return foot + float(begins[nth - 1])

    def _write(self, at: Point, text: str) -> None:
        """Write letter by letter, none quite on the line."""
        font, (across, down) = ImageFont.load_default(size=_mm(_LETTER_MM)), at
        for letter, shaken in zip(text, _shaken(text), strict=False):
            self._draw.text((across, down + 1.6 * shaken), letter, font=font, fill=_INK, anchor="ls")
            across += self._draw.textlength(letter, font=font) + 0.4 + 0.8 * shaken

    def _cross(self, middle: Point, side: float) -> None:
        """Make a cross that leaves its box a little."""
        (x, y), arm = middle, side * 0.42
        for slope in (1, -1):
            self._draw.line(
                (x - arm, y - slope * arm, x + arm * 1.1, y + slope * arm), fill=_INK, width=round(_mm(0.8))
            )


@contextmanager
def printed(pdf: bytes, most: int) -> Iterator[Iterator[PrintedPage]]:
    """Open a document and give its pages one after the other, `most` of them at most."""
    with pypdfium2.PdfDocument(pdf) as document:
        yield (PrintedPage(document[number]) for number in range(min(len(document), most)))


def _shaken(text: str) -> Iterator[float]:
    """Say by how much a hand shakes at each letter, from -1 to 1: always the same for the same words."""
    return itertools.cycle(byte / 127.5 - 1 for byte in hashlib.sha256(text.encode()).digest())


def _mm(millimetres: float) -> float:
    return millimetres * _DOTS_PER_MM
