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
_JPEG, _TIFF, _WEBP = "JPEG", "TIFF", "WEBP"
_BLOCK = 64
"""Pixels of a JPEG's block. Each costs a bit at least; with fewer bits the header lies, and the rest would be grey."""
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
        self._data, self._kind = data, kind
        if kind == _WEBP:
            check_size(webp_size(data))
        with self._opened() as picture:
            check_size(picture.size)
            if kind == _JPEG and len(data) * 8 * _BLOCK < picture.width * picture.height:
                raise Failing(Unreadable.DAMAGED)
            self.pages = self._count(picture)

    def pictures(self) -> Iterator[Image.Image]:
        """Decode page by page. Each is opened anew, so that no decoded page is held while the next is looked at."""
        for number in range(self.pages):
            yield self._page(number)

    def _page(self, number: int) -> Image.Image:
        with self._opened() as picture:
            if number:
                picture.seek(number)
            check_size(picture.size)
            _ask_for_less(picture)
            picture.load()
            return upright(plain(picture), picture)

    def _opened(self) -> Image.Image:
        try:
            return Image.open(io.BytesIO(self._data), formats=(self._kind,))
        except Image.DecompressionBombError:
            raise Failing(Unreadable.TOO_MANY_PIXELS) from None

    def _count(self, picture: Image.Image) -> int:
        if self._kind == _TIFF:
            return int(getattr(picture, "n_frames", 1))
        if picture.format != _SECOND_PICTURES and getattr(picture, "is_animated", False):
            raise Failing(Unreadable.MOVING)
        return 1


def _ask_for_less(picture: Image.Image) -> None:
    """Let a JPEG be decoded at a half or a quarter where that is still enough to read."""
    share = LEAST_DECODED / max(picture.size)
    if share < 1:
        picture.draft("RGB", (int(picture.width * share), int(picture.height * share)))


def webp_size(data: bytes) -> tuple[int, int]:
    """Read the size from the header, because Pillow asks for all the memory before it tells the size."""
    kind, head = data[12:16], data[20:30]
    if kind == b"VP8X":
        return 1 + int.from_bytes(head[4:7], "little"), 1 + int.from_bytes(head[7:10], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return int.from_bytes(head[6:8], "little") & 0x3FFF, int.from_bytes(head[8:10], "little") & 0x3FFF


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
        picture = bounded(_in_mode(picture, "RGBA"))
        paper = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(paper, picture).convert("RGB")
    return bounded(_in_mode(picture, "L" if picture.mode in ("1", "L") else "RGB"))


def _in_mode(picture: Image.Image, mode: str) -> Image.Image:
    """Give the picture in a mode; the same one where it is so already, because a copy may be 240 megabytes."""
    return picture if picture.mode == mode else picture.convert(mode)


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
