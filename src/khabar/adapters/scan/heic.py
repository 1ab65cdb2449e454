"""HEIC, as some telephones write photographs, by pi-heif. Sizes are judged before anything is decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pi_heif

from khabar.adapters.scan.pictures import bounded, check_size, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

pi_heif.options.DECODE_THREADS = 1


class HeicPictures:
    """One file; bursts hold several pictures, each of them a page."""

    def __init__(self, data: bytes) -> None:
        self._file = pi_heif.open_heif(data, convert_hdr_to_8bit=True)
        self.pages = len(self._file)

    def pictures(self) -> Iterator[Image.Image]:
        """Decode picture by picture; the library turns each as the camera was held."""
        for picture in self._file:
            check_size(picture.size)
            yield bounded(plain(picture.to_pillow()))
