"""Sheets from the printer as people give them back: ticks and handwriting on the page, photographed on a table."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from khabar.adapters.scan import ScanReader
from khabar.domain.sheets import GEOMETRY

_DPI = 150
_INK = (38, 46, 96)
_TABLE = (138, 126, 110)


@dataclass(frozen=True)
class Written:
    """Words on a page: how far from its left edge and how far down, in millimetres."""

    across: float
    down: float
    words: str


def photographed(stack: bytes, sheet: int, *, box: int, words: tuple[Written, ...], turned: float) -> bytes:
    """Fill in one sheet of a stack (the first is 1), tick one of its boxes, and photograph it; a JPEG."""
    page = _page(stack, sheet)
    _tick(page, stack, sheet, box)
    for one in words:
        _write(page, one)
    rest = random.Random(f"{sheet} {turned}")  # noqa: S311 - grain of a photograph
    table = page.rotate(turned, expand=True, fillcolor=_TABLE, resample=Image.Resampling.BICUBIC)
    shaken = np.asarray(table.filter(ImageFilter.GaussianBlur(0.7)), dtype=np.int16)
    grain = np.random.default_rng(rest.getrandbits(32)).normal(0, 6, shaken.shape)
    picture = Image.fromarray(np.clip(shaken + grain, 0, 255).astype(np.uint8))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=72)
    return out.getvalue()


def _page(stack: bytes, sheet: int) -> Image.Image:
    document = pypdfium2.PdfDocument(io.BytesIO(stack))
    try:
        page: Image.Image = document[sheet - 1].render(scale=_DPI / 72).to_pil()
        return page.convert("RGB")
    finally:
        document.close()


def _tick(page: Image.Image, stack: bytes, sheet: int, box: int) -> None:
    """Cross a box, found from the symbol's corners as the geometry says."""
    seen = ScanReader().read("stack.pdf", stack)[sheet - 1]
    width = Image.open(io.BytesIO(seen.image)).width
    corners = [(x * page.width / width, y * page.width / width) for x, y in seen.found[0].box]
    (left, top), (right, _) = corners[0], corners[1]
    unit = (right - left) / GEOMETRY.symbol
    across = right + GEOMETRY.box_across * unit
    down = top + (GEOMETRY.box_first + (box - 1) * GEOMETRY.box_step) * unit
    arm, draw = GEOMETRY.box_side * unit * 0.42, ImageDraw.Draw(page)
    for slope in (1, -1):
        ends = [(across - arm, down - slope * arm * 0.9), (across + arm * 1.1, down + slope * arm)]
        draw.line(ends, fill=_INK, width=round(unit * 0.8))


def _write(page: Image.Image, one: Written) -> None:
    """Write letter by letter, none quite on the line."""
    hand, font = random.Random(one.words), ImageFont.load_default(size=round(4.6 * _DPI / 25.4))  # noqa: S311 - a hand
    draw, at = ImageDraw.Draw(page), one.across * _DPI / 25.4
    for letter in one.words:
        lift = hand.uniform(-2, 2)
        draw.text((at, one.down * _DPI / 25.4 + lift), letter, font=font, fill=_INK, anchor="ls")
        at += draw.textlength(letter, font=font) + hand.uniform(-0.5, 1.5)
