"""The square codes on a picture: tried as it is, then cleaned in stages, only as long as that brings something.

Taken are symbols of version 1 at level Q whose 27 digits pass their check digits. Two readings that contradict each
other at one place are both thrown away: better a sheet typed by hand than a sheet taken for another.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np
import zxingcpp
from PIL import Image, ImageFilter

from khabar.domain.scans import MOST_FOUND
from khabar.domain.sheets import is_sheet_code

if TYPE_CHECKING:
    from collections.abc import Iterator

Corners = tuple[tuple[float, float], ...]

_SMALL = 2200
"""A picture no longer than this may be enlarged."""
_LARGE = 1400
"""A picture at least this long may be made smaller."""
_WHITE = 225
_COARSE = 24
_ONLY = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


@dataclass(frozen=True)
class Seen:
    """One code: its digits, the corners of its symbol in the picture as the reader gives them, its mask."""

    code: str
    corners: Corners
    mask: int

    @property
    def middle(self) -> tuple[float, float]:
        """Give the middle of the symbol."""
        return sum(x for x, _ in self.corners) / 4, sum(y for _, y in self.corners) / 4

    def is_beside(self, other: Seen) -> bool:
        """Say whether the other one stands at another place."""
        return math.dist(self.middle, other.middle) > math.dist(self.corners[0], self.corners[1]) / 2


@dataclass(frozen=True)
class _Look:
    """What one attempt saw: codes, and the middles of symbols it could not read."""

    seen: tuple[Seen, ...]
    unread: tuple[tuple[float, float], ...]


def codes_on(grey: Image.Image) -> tuple[Seen, ...]:
    """Read the codes on a picture."""
    found: list[Seen] = []
    unread: list[tuple[float, float]] = []
    for number, (picture, scale) in enumerate(_attempts(grey)):
        look = _look(picture, scale)
        fresh = [one for one in look.seen if all(one.is_beside(other) or one.code != other.code for other in found)]
        found += fresh
        unread += look.unread
        if found and number and not fresh and not _left(unread, found):
            break
    return _without_contradictions(found)[:MOST_FOUND]


def _attempts(grey: Image.Image) -> Iterator[tuple[Image.Image, float]]:
    """Give the picture as it is, then cleaned in other ways, each with the scale back to the picture."""
    yield grey, 1.0
    steps = [_halved, _softened] if max(grey.size) >= _LARGE else [_softened]
    for step in steps:
        yield step(grey)
    level = _levelled(grey)
    yield level, 1.0
    if max(grey.size) <= _SMALL:
        yield level.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC), 0.5
    yield _softened(level)
    if max(grey.size) >= _LARGE:
        yield _halved(level)


def _halved(grey: Image.Image) -> tuple[Image.Image, float]:
    return grey.reduce(2), 2.0


def _softened(grey: Image.Image) -> tuple[Image.Image, float]:
    return grey.filter(ImageFilter.GaussianBlur(1.2)), 1.0


def _levelled(grey: Image.Image) -> Image.Image:
    """Make the paper equally light everywhere: divide by the brightest around, without shadows."""
    small = grey.reduce(_COARSE) if min(grey.size) > _COARSE * 4 else grey
    paper = small.filter(ImageFilter.MaxFilter(3)).filter(ImageFilter.BoxBlur(2))
    light = np.asarray(paper.resize(grey.size, Image.Resampling.BILINEAR), dtype=np.float32)
    even = np.asarray(grey, dtype=np.float32) * (_WHITE / np.maximum(light, 8))
    return Image.fromarray(np.clip(even, 0, 255).astype(np.uint8))


def _look(picture: Image.Image, scale: float) -> _Look:
    seen, unread = [], []
    for symbol in zxingcpp.read_barcodes(picture, formats=_ONLY, try_invert=False, return_errors=True):
        corners = _corners(symbol.position, scale)
        about = cast("dict[str, str]", symbol.extra)  # the library names no type
        if symbol.valid and _is_ours(symbol, about):
            seen.append(Seen(symbol.text, corners, int(about["DataMask"])))
        elif not symbol.valid:
            unread.append(Seen("", corners, 0).middle)
    return _Look(tuple(seen), tuple(unread))


def _is_ours(symbol: zxingcpp.Barcode, about: dict[str, str]) -> bool:
    """Say whether this can be a sheet's: at version 1 and level Q, 27 characters can only be digits."""
    return (
        symbol.symbology == zxingcpp.BarcodeFormat.QRCode
        and str(about.get("Version")) == "1"
        and about.get("ECLevel") == "Q"
        and "DataMask" in about
        and is_sheet_code(symbol.text)
    )


def _corners(position: zxingcpp.Position, scale: float) -> Corners:
    points = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    return tuple(((point.x + 0.5) * scale - 0.5, (point.y + 0.5) * scale - 0.5) for point in points)


def _left(unread: list[tuple[float, float]], found: list[Seen]) -> bool:
    """Say whether a symbol that could not be read is none of those that were."""
    return any(all(one.is_beside(Seen("", (place,) * 4, 0)) for one in found) for place in unread)


def _without_contradictions(found: list[Seen]) -> tuple[Seen, ...]:
    return tuple(one for one in found if all(one.code == other.code or one.is_beside(other) for other in found))
