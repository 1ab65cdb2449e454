"""Where a place on the sheet lies in the picture: a homography from the symbol's own plane, and samples along it.

Coordinates of the sheet are millimetres from the symbol's top left corner, as the sheet is read. Pixels are counted
from the middle of the first one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import segno
from PIL import Image, ImageFilter

from khabar.domain.sheets import GEOMETRY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Grey = NDArray[np.float32]
    Places = NDArray[np.float64]

_SIDE = GEOMETRY.symbol
SYMBOL = np.array([(0.0, 0.0), (_SIDE, 0.0), (_SIDE, _SIDE), (0.0, _SIDE)])
_PER_MODULE = 4
_MARGIN = 1
_BLUR = 0.35
"""Blur of picture and pattern before they are compared, in modules: against noise and the hard edges of fax scans."""
_STEPS = 12
_STILL = 0.02
_FURTHEST = 1.5


@dataclass(frozen=True)
class View:
    """How one sheet is seen: a 3x3 matrix from millimetres to pixels."""

    matrix: NDArray[np.float64]

    def at(self, places: Places) -> Places:
        """Give the pixels of places on the sheet."""
        seen = np.column_stack([places, np.ones(len(places))]) @ self.matrix.T
        return np.asarray(seen[:, :2] / seen[:, 2:])

    @property
    def corners(self) -> Places:
        """Give the corners of the symbol: top left, top right, bottom right, bottom left."""
        return self.at(SYMBOL)

    @property
    def pixels_per_mm(self) -> float:
        """Give the scale at the symbol."""
        corners = self.corners
        around = np.linalg.norm(corners - np.roll(corners, 1, axis=0), axis=1)
        return float(around.mean() / _SIDE)

    @property
    def rotation(self) -> int:
        """Give by how many degrees clockwise the sheet is turned."""
        top_left, top_right, bottom_right, bottom_left = self.corners
        along = (top_right - top_left) + (bottom_right - bottom_left)
        return round(math.degrees(math.atan2(along[1], along[0]))) % 360


def view_of(corners: Places) -> View:
    """Give the view in which the symbol has these corners."""
    rows, right = [], []
    for (x, y), (u, v) in zip(SYMBOL, corners, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    solved = np.linalg.solve(np.array(rows), np.array(right))
    return View(np.append(solved, 1.0).reshape(3, 3))


def samples(grey: Grey, pixels: Places) -> Grey:
    """Give the brightness at these pixels, between pixels too; beyond the picture that of its edge."""
    x = np.clip(pixels[:, 0], 0, grey.shape[1] - 1.001)
    y = np.clip(pixels[:, 1], 0, grey.shape[0] - 1.001)
    left, top = x.astype(np.intp), y.astype(np.intp)
    across, down = (x - left).astype(np.float32), (y - top).astype(np.float32)
    upper = grey[top, left] * (1 - across) + grey[top, left + 1] * across
    lower = grey[top + 1, left] * (1 - across) + grey[top + 1, left + 1] * across
    return np.asarray(upper * (1 - down) + lower * down)


def inside(grey: Grey, pixels: Places) -> NDArray[np.bool_]:
    """Say which of these pixels lie in the picture."""
    high, wide = grey.shape
    x, y = pixels[:, 0], pixels[:, 1]
    return np.asarray((x >= 0) & (y >= 0) & (x <= wide - 1) & (y <= high - 1))


def modules_of(code: str, mask: int) -> NDArray[np.float32]:
    """Give the symbol of this code as it must look: 1 for light, 0 for dark."""
    made = segno.make(code, version=1, error="q", mask=mask, micro=False, boost_error=False)
    return 1 - np.array([list(row) for row in made.matrix], dtype=np.float32)


def fitted(grey: Grey, view: View, modules: NDArray[np.float32]) -> View:
    """Move the corners until the symbol as it must look lies on the symbol as it is seen, by Gauss and Newton.

    The reader gives corners to a pixel or a module; boxes lie two symbols further, where such an error has doubled.
    """
    places, wanted = _template(modules)
    module = view.pixels_per_mm * GEOMETRY.module
    part = _part_around(grey, view.corners, module)
    first = corners = view.corners - part.at
    best, best_error = first, math.inf
    for _ in range(_STEPS):
        view = view_of(corners)
        error, moved = _step(part.grey, view, places, wanted)
        if error < best_error:
            best, best_error = corners, error
        corners = corners + moved
        if not np.isfinite(corners).all() or np.abs(corners - first).max() > _FURTHEST * module:
            break
        if np.abs(moved).max() < _STILL:
            break
    return view_of(best + part.at)


def _template(modules: NDArray[np.float32]) -> tuple[Places, Grey]:
    """Give sampling places in millimetres over the symbol and a rim of white, and how light each must be."""
    rimmed = np.pad(modules, _MARGIN, constant_values=1.0)
    fine = np.kron(rimmed, np.ones((_PER_MODULE, _PER_MODULE), dtype=np.float32))
    fine = _blurred(fine, _BLUR * _PER_MODULE)
    cut = slice(_PER_MODULE // 2, -(_PER_MODULE // 2))
    keep = fine[cut, cut]
    steps = (np.arange(fine.shape[0]) + 0.5) / _PER_MODULE - _MARGIN
    steps = steps[cut] * GEOMETRY.module
    across, down = np.meshgrid(steps, steps)
    return np.column_stack([across.ravel(), down.ravel()]), keep.ravel().astype(np.float32)


@dataclass(frozen=True)
class _Part:
    """A part of a picture, blurred: where it begins, and its brightness."""

    at: Places
    grey: Grey


def _part_around(grey: Grey, corners: Places, module: float) -> _Part:
    """Cut out the symbol with room to move, and blur it."""
    margin = (2 * _FURTHEST + 2) * module
    left, top = np.maximum(np.floor(corners.min(axis=0) - margin), 0).astype(int)
    right, bottom = np.ceil(corners.max(axis=0) + margin).astype(int)
    return _Part(np.array([float(left), float(top)]), _blurred(grey[top:bottom, left:right], _BLUR * module))


def _blurred(values: Grey, sigma: float) -> Grey:
    picture = Image.fromarray(values.astype(np.float32) * (255 / max(1.0, float(values.max()))))
    return np.asarray(picture.convert("L").filter(ImageFilter.GaussianBlur(sigma)), dtype=np.float32)


def _step(grey: Grey, view: View, places: Places, wanted: Grey) -> tuple[float, Places]:
    """Give how far the picture is from what must be seen, and how to move each corner to come nearer."""
    pixels = view.at(places)
    seen = samples(grey, pixels)
    across, down = np.array([0.5, 0.0]), np.array([0.0, 0.5])
    slope_x = samples(grey, pixels + across) - samples(grey, pixels - across)
    slope_y = samples(grey, pixels + down) - samples(grey, pixels - down)
    shares = _corner_shares(places)
    moves = np.concatenate([shares * slope_x[:, None], shares * slope_y[:, None]], axis=1)
    lit = np.column_stack([wanted, np.ones_like(wanted), moves * -1.0])
    solved, *_ = np.linalg.lstsq(lit, seen, rcond=None)
    flat = np.column_stack([wanted, np.ones_like(wanted)])
    level, *_ = np.linalg.lstsq(flat, seen, rcond=None)
    error = float(np.mean((flat @ level - seen) ** 2) / max(1.0, float(level[0]) ** 2))
    return error, solved[2:].reshape(2, 4).T


def _corner_shares(places: Places) -> Places:
    """Give how much each corner's move moves a place: bilinear, which is near enough for a small move."""
    u, v = places[:, 0] / _SIDE, places[:, 1] / _SIDE
    return np.column_stack([(1 - u) * (1 - v), u * (1 - v), u * v, (1 - u) * v])


def corners_as_read(grey: Grey, corners: Sequence[tuple[float, float]], modules: NDArray[np.float32]) -> Places:
    """Give the corners in reading order; a mirrored picture shows them the other way round."""
    straight = np.array(corners, dtype=np.float64)
    mirrored = straight[[0, 3, 2, 1]]
    return max((straight, mirrored), key=lambda tried: _likeness(grey, view_of(tried), modules))


def _likeness(grey: Grey, view: View, modules: NDArray[np.float32]) -> float:
    middles = (np.arange(GEOMETRY.modules) + 0.5) * GEOMETRY.module
    across, down = np.meshgrid(middles, middles)
    seen = samples(grey, view.at(np.column_stack([across.ravel(), down.ravel()])))
    return float(np.corrcoef(seen, modules.ravel())[0, 1]) if seen.std() else -1.0
