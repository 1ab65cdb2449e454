"""Photographs of sheets as bad telephones make them, from a seed: a desk, a slant, a shadow, blur, noise, JPEG.

A scene lays sheets side by side on a desk in millimetres, turns the whole by any angle, and takes a picture of it.
The same seed gives the same bytes.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Corners = list[tuple[float, float]]

GAP_MM = 12.0
"""Desk between two sheets, and around them."""
_TILE = 512


@dataclass(frozen=True)
class Sheet:
    """A sheet as it left the printer: its picture, and how many millimetres it is wide."""

    picture: Image.Image
    width_mm: float

    @property
    def height_mm(self) -> float:
        """How many millimetres it is high."""
        return self.width_mm * self.picture.height / self.picture.width


@dataclass(frozen=True)
class Condition:
    """How bad a photograph is. The defaults are the ones every form must be read under."""

    longest: int = 4000
    rotation: float = 0.0
    perspective: float = 0.02
    blur: float = 0.8
    noise: float = 25.0
    quality: int = 60
    light: float = 0.35
    desk: tuple[int, int, int] = (120, 92, 66)
    media: str = "JPEG"
    colour: bool = True


def photograph(sheets: Sequence[Sheet], seed: int, condition: Condition) -> bytes:
    """Take the picture; the bytes of one file."""
    chance = np.random.default_rng(seed)
    picture = _scene(sheets, chance, condition)
    if condition.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(condition.blur))
    shown = np.asarray(picture, dtype=np.float32)
    light, noise = _light(picture.size, chance, condition), _noise(picture.size, chance, condition.noise)
    if condition.colour:
        light, noise = light[:, :, None], noise[:, :, None]
    shown = np.clip(shown * light + noise, 0, 255).astype(np.uint8)
    return written(Image.fromarray(shown), condition)


def written(picture: Image.Image, condition: Condition) -> bytes:
    """Write the picture as the telephone would."""
    out = io.BytesIO()
    picture.save(out, condition.media, quality=condition.quality)
    return out.getvalue()


def _scene(sheets: Sequence[Sheet], chance: np.random.Generator, condition: Condition) -> Image.Image:
    """Lay the sheets on the desk, turn everything, look at it from a slant."""
    wide = sum(sheet.width_mm + GAP_MM for sheet in sheets) + GAP_MM
    high = max(sheet.height_mm for sheet in sheets) + 2 * GAP_MM
    turn = math.radians(condition.rotation)
    cosine, sine = math.cos(turn), math.sin(turn)
    outer = (abs(wide * cosine) + abs(high * sine), abs(wide * sine) + abs(high * cosine))
    scale = condition.longest / max(outer)
    size = (round(outer[0] * scale), round(outer[1] * scale))
    slant = _slant(size, chance, condition.perspective)
    picture = _desk(size, chance, condition.desk).convert("RGB" if condition.colour else "L")
    left = GAP_MM
    for sheet in sheets:
        at = [(left, GAP_MM), (left + sheet.width_mm, GAP_MM)]
        at += [(left + sheet.width_mm, GAP_MM + sheet.height_mm), (left, GAP_MM + sheet.height_mm)]
        seen = [
            (
                ((x - wide / 2) * cosine - (y - high / 2) * sine) * scale + size[0] / 2,
                ((x - wide / 2) * sine + (y - high / 2) * cosine) * scale + size[1] / 2,
            )
            for x, y in at
        ]
        _lay(picture, sheet.picture, [_through(slant, point) for point in seen])
        left += sheet.width_mm + GAP_MM
    return picture


def _lay(desk: Image.Image, sheet: Image.Image, corners: Corners) -> None:
    """Put one sheet with these corners onto the desk; it touches only the part of the desk it covers."""
    across, down = [x for x, _ in corners], [y for _, y in corners]
    box = (math.floor(min(across)), math.floor(min(down)), math.ceil(max(across)), math.ceil(max(down)))
    within = [(x - box[0], y - box[1]) for x, y in corners]
    size = (box[2] - box[0], box[3] - box[1])
    shrink = math.dist(within[0], within[1]) / sheet.width
    smooth = sheet.convert(desk.mode).filter(ImageFilter.BoxBlur(max(0.0, 0.5 / shrink - 0.5)))
    back = homography(within, [(0, 0), (sheet.width, 0), (sheet.width, sheet.height), (0, sheet.height)])
    terms = tuple((back / back[2, 2]).flatten()[:8])
    laid = smooth.transform(size, Image.Transform.PERSPECTIVE, terms, Image.Resampling.BILINEAR)
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).polygon(within, fill=255)
    desk.paste(laid, box[:2], mask)


def homography(source: Sequence[tuple[float, float]], target: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
    """Give the 3x3 matrix that takes four points to four points."""
    rows, right = [], []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    solved = np.linalg.solve(np.array(rows, dtype=np.float64), np.array(right, dtype=np.float64))
    return np.append(solved, 1.0).reshape(3, 3)


def _through(matrix: NDArray[np.float64], point: tuple[float, float]) -> tuple[float, float]:
    x, y, w = matrix @ np.array([*point, 1.0])
    return float(x / w), float(y / w)


def _slant(size: tuple[int, int], chance: np.random.Generator, share: float) -> NDArray[np.float64]:
    """Move the four corners of the picture inwards by up to `share` of its sides."""
    wide, high = size
    corners = [(0.0, 0.0), (float(wide), 0.0), (float(wide), float(high)), (0.0, float(high))]
    inwards = [(1, 1), (-1, 1), (-1, -1), (1, -1)]
    moved = [
        (x + dx * chance.uniform(0, share) * wide, y + dy * chance.uniform(0, share) * high)
        for (x, y), (dx, dy) in zip(corners, inwards, strict=True)
    ]
    return homography(corners, moved)


def _desk(size: tuple[int, int], chance: np.random.Generator, colour: tuple[int, int, int]) -> Image.Image:
    """A table top with a coarse grain."""
    grain = chance.normal(0, 22, (size[1] // 40 + 2, size[0] // 8 + 2, 1)) + np.array(colour)
    small = Image.fromarray(np.clip(grain, 0, 255).astype(np.uint8))
    return small.resize(size, Image.Resampling.BILINEAR)


def _light(size: tuple[int, int], chance: np.random.Generator, condition: Condition) -> NDArray[np.float32]:
    """Light that falls off across the picture, from a direction of its own."""
    angle = chance.uniform(0, 2 * math.pi)
    across = np.linspace(-0.5, 0.5, size[0], dtype=np.float32) * math.cos(angle)
    down = np.linspace(-0.5, 0.5, size[1], dtype=np.float32) * math.sin(angle)
    fall = across[None, :] + down[:, None] + 0.5
    return np.asarray(1.0 - condition.light * np.clip(fall, 0, 1), dtype=np.float32)


def _noise(size: tuple[int, int], chance: np.random.Generator, sigma: float) -> NDArray[np.float32]:
    """Noise of the sensor: a tile drawn once and laid with shifts, which a reader cannot tell from fresh noise."""
    if not sigma:
        return np.zeros((1, 1), dtype=np.float32)
    tile = chance.normal(0, sigma, (_TILE, _TILE)).astype(np.float32)
    rows = []
    for _ in range(size[1] // _TILE + 1):
        row = [np.roll(tile, chance.integers(0, _TILE, 2), (0, 1)) for _ in range(size[0] // _TILE + 1)]
        rows.append(np.concatenate(row, axis=1))
    return np.asarray(np.concatenate(rows)[: size[1], : size[0]], dtype=np.float32)
