"""What a file is, by its first bytes alone; its name and what a browser says of it count for nothing.

Only kinds that telephones and scanners make are opened, each by the one library meant for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from khabar.adapters.scan.failing import Failing
from khabar.adapters.scan.heic import HeicPictures
from khabar.adapters.scan.pdfs import PdfPages
from khabar.adapters.scan.pictures import Pictures
from khabar.domain.scans import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

_BEGINNINGS = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
}
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"hevc"})
_MOVING_BRANDS = frozenset({b"hevc", b"hevx", b"msf1"})
_FIRST = 64


class Opened(Protocol):
    """A file that was opened but not yet decoded."""

    @property
    def pages(self) -> int:
        """How many pages it has."""
        ...

    def pictures(self) -> Iterator[Image]:
        """Decode page by page, upright, bounded in size."""
        ...


def opened(data: bytes) -> Opened:
    """Open a file as what its first bytes say it is."""
    first = data[:_FIRST]
    if first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return PdfPages(data)
    if first[:4] == b"RIFF" and first[8:12] == b"WEBP":
        return Pictures(data, "WEBP")
    if first[4:8] == b"ftyp":
        return _heic(data, first)
    for beginning, kind in _BEGINNINGS.items():
        if first.startswith(beginning):
            return Pictures(data, kind)
    raise Failing(Unreadable.UNKNOWN)


def _heic(data: bytes, first: bytes) -> Opened:
    """Open what calls itself HEIC; a film in the same kind of box is refused."""
    length = int.from_bytes(first[:4], "big")
    brands = {first[8:12]} | {first[at : at + 4] for at in range(16, min(length, _FIRST), 4)}
    if first[8:12] in _MOVING_BRANDS:
        raise Failing(Unreadable.MOVING)
    if not brands & _HEIC_BRANDS:
        raise Failing(Unreadable.UNKNOWN)
    return HeicPictures(data)
