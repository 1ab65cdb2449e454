"""PDFs by pdfium: every page drawn at 200 dots an inch, no script run, no form filled, none larger than a photo.

A PDF without its end is refused although the library would mend it: then pages may be missing, and nobody would know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw

from khabar.adapters.scan.failing import Failing
from khabar.adapters.scan.pictures import LONGEST_READ
from khabar.domain.scans import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

POINTS = 72.0
DOTS = 200.0
MOST_POINTS = 14_400.0
"""The largest page the format allows: five metres."""
LEAST_LONGEST = 2339
"""Pixels along the longer side at least, those of A4: some programs write a photograph onto a page of any size."""
_TAIL = 2048
_LEAST_SIDE = 16


class PdfPages:
    """One PDF."""

    def __init__(self, data: bytes) -> None:
        try:
            self._document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as failed:
            locked = failed.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
            raise Failing(Unreadable.LOCKED if locked else Unreadable.DAMAGED) from None
        if b"%%EOF" not in data[-_TAIL:]:
            raise Failing(Unreadable.DAMAGED)
        self.pages = len(self._document)
        if not self.pages:
            raise Failing(Unreadable.NO_PAGES)

    def pictures(self) -> Iterator[Image.Image]:
        """Draw page by page."""
        for number in range(self.pages):
            page = self._document[number]
            picture = page.render(scale=_scale(page.get_size()), may_draw_forms=False).to_pil()
            page.close()
            yield picture.convert("RGB")


def _scale(size: tuple[float, float]) -> float:
    """Give the pixels a point gets: 200 dots an inch, within bounds."""
    longest = max(size)
    if not 0 < longest <= MOST_POINTS:
        raise Failing(Unreadable.TOO_WIDE)
    scale = min(max(DOTS / POINTS, LEAST_LONGEST / longest), LONGEST_READ / longest)
    if min(size) * scale < _LEAST_SIDE:
        raise Failing(Unreadable.TOO_WIDE)
    return scale
