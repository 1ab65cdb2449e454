"""Pictures by Pillow: JPEG, PNG, WebP, TIFF. The header is judged first; only then is anything decoded.

What leaves here is grey or RGB, upright as the camera was held, and no larger than is worth reading.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from PIL import Image, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin

from khabar.adapters.scan.failing import Failing
from khabar.domain.scans import MOST_PIXELS, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_READ = 4096
"""Pixels along the longer side that are looked at: three A4 sheets in one photograph still have 7 to a module."""
LEAST_DECODED = 3600
_LOADED = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin)
"""Pillow loads these itself only when needed, and then no file can be opened any more."""
_WORD = 256
_SECOND_PICTURES = "MPO"
"""A telephone's JPEG with a preview or depth picture behind the photograph: not moving, the first one counts."""
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes each value of the orientation that cameras write."""

Image.preinit()
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("ignore", Image.DecompressionBombWarning)


class Pictures:
    """One file of one kind; a TIFF may hold several pages."""

    def __init__(self, data: bytes, kind: str) -> None:
        try:
            self._picture = Image.open(io.BytesIO(data), formats=(kind,))
        except Image.DecompressionBombError:
            raise Failing(Unreadable.TOO_MANY_PIXELS) from None
        check_size(self._picture.size)
        self.pages = self._count(kind)

    def pictures(self) -> Iterator[Image.Image]:
        """Decode page by page."""
        for number in range(self.pages):
            if number:
                self._picture.seek(number)
            check_size(self._picture.size)
            self._ask_for_less()
            self._picture.load()
            yield upright(plain(self._picture), self._picture)

    def _ask_for_less(self) -> None:
        """Let a JPEG be decoded at a half or a quarter where that is still enough to read."""
        share = LEAST_DECODED / max(self._picture.size)
        if share < 1:
            self._picture.draft("RGB", (int(self._picture.width * share), int(self._picture.height * share)))

    def _count(self, kind: str) -> int:
        if kind == "TIFF":
            return _tiff_pages(self._picture)
        if self._picture.format != _SECOND_PICTURES and getattr(self._picture, "is_animated", False):
            raise Failing(Unreadable.MOVING)
        return 1


def _tiff_pages(picture: Image.Image) -> int:
    return int(getattr(picture, "n_frames", 1))


def check_size(size: tuple[int, int]) -> None:
    """Refuse a picture by its header."""
    if size[0] * size[1] > MOST_PIXELS:
        raise Failing(Unreadable.TOO_MANY_PIXELS)
    if min(size) < 1:
        raise Failing(Unreadable.DAMAGED)


def plain(picture: Image.Image) -> Image.Image:
    """Give it in grey or RGB on white paper, bounded in size; the original is left as it is."""
    if picture.mode.startswith("I") or picture.mode == "F":
        picture = _of_deep_grey(picture)
    if picture.has_transparency_data:
        picture = bounded(picture.convert("RGBA"))
        paper = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(paper, picture).convert("RGB")
    grey = picture.mode in ("1", "L")
    return bounded(picture.convert("L" if grey else "RGB"))


def _of_deep_grey(picture: Image.Image) -> Image.Image:
    """Bring 16 bits to 8, as scanners and some telephones write them."""
    return picture.convert("I").point(lambda value: value / _WORD).convert("L")


def bounded(picture: Image.Image, longest: int = LONGEST_READ) -> Image.Image:
    """Make it no longer than that on any side."""
    share = longest / max(picture.size)
    if share >= 1:
        return picture
    size = (max(1, round(picture.width * share)), max(1, round(picture.height * share)))
    return picture.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)


def upright(picture: Image.Image, original: Image.Image) -> Image.Image:
    """Turn it as the camera said it was held."""
    turn = _TURNS.get(original.getexif().get(_ORIENTATION, 1))
    return picture if turn is None else picture.transpose(turn)
