"""Paper in people's hands: printed pages, ink in a box, and the photograph that a telephone makes of them."""

from __future__ import annotations

import io
import math

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

from khabar.adapters.scan import ScanReader
from khabar.domain.sheets import GEOMETRY

_SCALE = 2.5


def pages_of(pdf: bytes) -> list[Image.Image]:
    """The pages of a document as they come from the printer."""
    return [page.render(scale=_SCALE).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(pdf)]


RIGHTWARD, LEFTWARD = 1, -1
"""On which side of the square code the boxes stand: where reading goes on."""


def ticked(page: Image.Image, box: int, side: int = RIGHTWARD) -> Image.Image:
    """The same sheet with a cross of ink in one of its boxes, counted from 1."""
    [seen] = ScanReader().read("page.png", _encoded(page, "PNG"))
    [found] = seen.found
    start, across_end, _, down_end = found.box
    across = [(b - a) / GEOMETRY.symbol for a, b in zip(start, across_end, strict=True)]
    down = [(b - a) / GEOMETRY.symbol for a, b in zip(start, down_end, strict=True)]
    right = GEOMETRY.symbol + GEOMETRY.box_across if side == RIGHTWARD else -GEOMETRY.box_across
    below = GEOMETRY.box_first + (box - 1) * GEOMETRY.box_step
    x, y = (start[axis] + right * across[axis] + below * down[axis] for axis in (0, 1))
    inked, arm = page.copy(), 0.38 * GEOMETRY.box_side * math.hypot(*across)
    pen = ImageDraw.Draw(inked)
    for slope in (1, -1):
        pen.line((x - arm, y - slope * arm, x + arm, y + slope * arm), fill=(20, 20, 90), width=round(arm / 2.5))
    return inked


def photograph(page: Image.Image, turned: float = 0) -> bytes:
    """What a telephone makes of a sheet on a table: turned a little, not quite sharp, a JPEG."""
    table = (150, 140, 130)
    seen = page.rotate(turned, expand=True, fillcolor=table, resample=Image.Resampling.BICUBIC)
    return _encoded(seen.filter(ImageFilter.GaussianBlur(0.6)), "JPEG")


def _encoded(page: Image.Image, kind: str) -> bytes:
    kept = io.BytesIO()
    page.save(kept, kind, quality=70)
    return kept.getvalue()
