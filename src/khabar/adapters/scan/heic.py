"""HEIC, as some telephones write photographs, by pi-heif. Sizes are judged before anything is decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pi_heif
from PIL import Image

from khabar.adapters.scan.pictures import LONGEST_READ, bounded, check_size, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

pi_heif.options.DECODE_THREADS = 1

_ROWS = 512
"""Rows turned into a picture at a time: a photograph of 48 megapixels is never held twice."""


class HeicPictures:
    """One file; bursts hold several pictures, each of them a page."""

    def __init__(self, data: bytes) -> None:
        self._file = pi_heif.open_heif(data, convert_hdr_to_8bit=True)
        self.pages = len(self._file)

    def pictures(self) -> Iterator[Image.Image]:
        """Decode picture by picture; the library turns each as the camera was held."""
        for picture in self._file:
            check_size(picture.size)
            yield bounded(_in_strips(picture))


def _in_strips(picture: pi_heif.HeifImage) -> Image.Image:
    """Make the picture from strips, each reduced at once where the whole is larger than is looked at."""
    wide, high = picture.size
    times = -(-max(wide, high) // LONGEST_READ)
    rows = _ROWS * times
    made: Image.Image | None = None
    for top in range(0, high, rows):
        strip = plain(_strip(picture, top, min(rows, high - top))).reduce(times)
        if made is None:
            made = Image.new(strip.mode, (strip.width, -(-high // times)))
        made.paste(strip, (0, top // times))
    return made or picture.to_pillow()


def _strip(picture: pi_heif.HeifImage, top: int, rows: int) -> Image.Image:
    stride, mode = picture.stride, picture.mode
    values = memoryview(picture.data)[top * stride : (top + rows) * stride]
    return Image.frombytes(mode, (picture.size[0], rows), bytes(values), "raw", mode, stride)
