"""PDFs by pdfium: the letters of each page with their places, put together to words. No script is run, nothing drawn.

A PDF without its end is refused although the library would mend it: then pages may be missing, and nobody would know.
Places are turned so that they count from the top left corner of the page as it is seen.
"""

from __future__ import annotations

import ctypes
import math
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pypdfium2
from pypdfium2 import raw

from khabar.adapters.documents.failing import Failing
from khabar.adapters.documents.marked_content import without_reversed_marks
from khabar.domain.archive_files import MOST_PAGES, MOST_WORDS_ON_A_PAGE, Untaken
from khabar.domain.repair.found import Box, Glyph, Page, Word
from khabar.domain.repair.glyphs import is_right_to_left, words_of
from khabar.domain.repair.lines import runs_right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pypdfium2 import PdfPage, PdfTextPage

MOST_GLYPHS: Final = 200_000
"""Letters on one page; no page that people read has as many."""
MOST_HEIGHT: Final = 4.0
"""No font is so many times as high as its size; where one is, the size was meant otherwise."""
BOLD: Final = 600
"""Letters of this weight and more stand out."""
USUAL_HEIGHT: Final = 1.25
"""Most fonts are so many times as high as their size."""
_TAIL: Final = 4096
_RIGHT_ANGLE: Final = 90
_WHOLE_TURN: Final = 360
_UPRIGHT_WITHIN: Final = 8
"""Degrees by which upright letters may lean."""
_THIN: Final = 0.01
_SURROGATES: Final = range(0xD800, 0xE000)
_NO_CHARACTER: Final = "\ufffd"


class PdfPages:
    """One PDF, read page by page."""

    def __init__(self, data: bytes) -> None:
        self._document = _opened(data)
        if b"%%EOF" not in data[-_TAIL:]:
            raise Failing(Untaken.DAMAGED)
        self._data: bytes | None = data
        self.count = len(self._document)
        if not self.count:
            raise Failing(Untaken.NO_PAGES)
        if self.count > MOST_PAGES:
            raise Failing(Untaken.TOO_MANY_PAGES)

    def pages(self) -> Iterator[Page]:
        """Read page by page; at the first page written from the right, marks that lose letters are taken out."""
        for at in range(self.count):
            page = self._page(at)
            if self._data is not None and runs_right_to_left(page.words):
                mended, self._data = without_reversed_marks(self._data), None
                if mended is not None:
                    self._document = _opened(mended)
                    page = self._page(at)
            yield page

    def _page(self, at: int) -> Page:
        page = self._document[at]
        letters = page.get_textpage()
        read = _page(at + 1, page, letters)
        letters.close()
        page.close()
        return read


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as failed:
        locked = failed.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise Failing(Untaken.LOCKED if locked else Untaken.DAMAGED) from None


@dataclass(frozen=True, slots=True)
class _View:
    """How places of a file become places on the page as it is seen: its visible box, and its turn in degrees."""

    box: tuple[float, float, float, float]
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        wide, high = self.box[2] - self.box[0], self.box[3] - self.box[1]
        return (high, wide) if self.turn % 180 else (wide, high)

    def seen(self, x: float, y: float) -> tuple[float, float]:
        """Give the place of a point, from the left and from the top."""
        left, bottom, right, top = self.box
        match self.turn:
            case 90:
                return y - bottom, x - left
            case 180:
                return right - x, y - bottom
            case 270:
                return top - y, right - x
            case _:
                return x - left, top - y

    def box_seen(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Give a box as it is seen."""
        (x, y), (other_x, other_y) = self.seen(left, bottom), self.seen(right, top)
        return Box(min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y))


def _page(number: int, page: PdfPage, letters: PdfTextPage) -> Page:
    view = _View(tuple(page.get_bbox()), page.get_rotation() % _WHOLE_TURN)
    upright, turned = _glyphs(letters, view)
    words = words_of(upright)
    if len(words) > MOST_WORDS_ON_A_PAGE:
        raise Failing(Untaken.TOO_HARD)
    pictured = not words and any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2))
    return Page(number, *view.size, tuple(words), tuple(_sideways(turned)), pictured)


def _glyphs(letters: PdfTextPage, view: _View) -> tuple[list[Glyph], list[Glyph]]:
    """Give the letters that stand upright as the page is seen, and those that do not, in the order of the file."""
    count = letters.count_chars()
    if count > MOST_GLYPHS:
        raise Failing(Untaken.TOO_HARD)
    measure = _Measure(letters, view)
    upright, turned = list[Glyph](), list[Glyph]()
    for at in range(count):
        (upright if measure.stands(at) else turned).append(measure.glyph(at))
    return upright, turned


class _Measure:
    """Asks pdfium for one letter after another; the places it fills are made once."""

    def __init__(self, letters: PdfTextPage, view: _View) -> None:
        self._letters, self._view = letters, view
        self._loose = raw.FS_RECTF()
        self._ink = tuple(ctypes.c_double() for _ in range(4))
        self._origin = tuple(ctypes.c_double() for _ in range(2))
        self._matrix = raw.FS_MATRIX()

    def stands(self, at: int) -> bool:
        """Say whether a letter stands upright."""
        degrees = math.degrees(raw.FPDFText_GetCharAngle(self._letters, at)) + self._view.turn
        off = degrees % _WHOLE_TURN
        return min(off, _WHOLE_TURN - off) < _UPRIGHT_WITHIN

    def glyph(self, at: int) -> Glyph:
        """Give one letter; what is no character of Unicode becomes the sign for that."""
        char = _char(raw.FPDFText_GetUnicode(self._letters, at))
        raw.FPDFText_GetLooseCharBox(self._letters, at, self._loose)
        raw.FPDFText_GetCharOrigin(self._letters, at, *self._origin)
        loose = self._view.box_seen(self._loose.left, self._loose.bottom, self._loose.right, self._loose.top)
        _, baseline = self._view.seen(self._origin[0].value, self._origin[1].value)
        real = not raw.FPDFText_IsGenerated(self._letters, at)
        real = real and (char != " " or loose.right - loose.left > _THIN)
        ink = self._inked(at) if is_right_to_left(char) else loose
        bold = raw.FPDFText_GetFontWeight(self._letters, at) >= BOLD
        return Glyph(char, loose.left, loose.right, baseline, self._size(at, loose), ink, real, bold)

    def _inked(self, at: int) -> Box:
        """Give what a letter covers; only letters with dots are asked for it."""
        left, right, bottom, top = self._ink
        raw.FPDFText_GetCharBox(self._letters, at, left, right, bottom, top)
        return self._view.box_seen(left.value, bottom.value, right.value, top.value)

    def _size(self, at: int, loose: Box) -> float:
        """Give the size of the font as it is drawn; by the height of the letter where a font says nonsense."""
        raw.FPDFText_GetMatrix(self._letters, at, self._matrix)
        drawn = math.sqrt(abs(self._matrix.a * self._matrix.d - self._matrix.b * self._matrix.c))
        size, high = raw.FPDFText_GetFontSize(self._letters, at) * drawn, loose.bottom - loose.top
        return size if size and high < MOST_HEIGHT * size else high / USUAL_HEIGHT


def _char(code: int) -> str:
    known = 0 < code <= sys.maxunicode and code not in _SURROGATES
    return chr(code) if known else _NO_CHARACTER


def _sideways(glyphs: Iterable[Glyph]) -> Iterator[Word]:
    """Give the runs of letters set sideways, each as one word with spaces, in the order of the file."""
    held: list[Glyph] = []
    for glyph in glyphs:
        if glyph.char in "\r\n":
            yield from _run(held)
            held = []
        else:
            held.append(glyph)
    yield from _run(held)


def _run(held: list[Glyph]) -> Iterator[Word]:
    text = "".join(glyph.char for glyph in held).strip()
    if text:
        drawn = [glyph for glyph in held if glyph.real]
        box = Box(
            min(glyph.left for glyph in drawn),
            min(glyph.ink.top for glyph in drawn),
            max(glyph.right for glyph in drawn),
            max(glyph.ink.bottom for glyph in drawn),
        )
        yield Word(text, text, box, box.bottom, max(glyph.size for glyph in drawn))
