"""Boxes for ticks beside a symbol: where one must be, whether its outline is there, how much ink is inside.

A box is looked for around its place, because paper bends and a slanted view grows with the distance; each box tells
where the next one is. `ink` is the mean darkness inside against the paper around and the black of the symbol.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from khabar.adapters.scan.perspective import inside, samples
from khabar.domain.scans import Tick
from khabar.domain.sheets import GEOMETRY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from khabar.adapters.scan.perspective import Grey, Places, View

TICKED_FROM = 0.04
"""Ink from which a box counts as ticked; `./run bench reading` says how often that is right, mark by mark."""
_STEP = 0.25
_REACH = 2.0
_SIDES = (1, -1)
_LEAST_OUTLINE = 0.28
_HALF = GEOMETRY.box_side / 2
_EDGE = GEOMETRY.box_line / 2
_MOST_MISSES = 2
_PAINTED_OVER = 0.3
_WHITE_INSIDE = 0.45
_LINE_OUTSIDE = 0.35


@dataclass(frozen=True)
class Levels:
    """How bright paper and print are at the symbol."""

    paper: float
    print: float

    @property
    def contrast(self) -> float:
        """Give the step between them."""
        return max(1.0, self.paper - self.print)


@dataclass(frozen=True)
class _Box:
    """One box as found: how sure its outline is, by how much it lies off its place, its ink."""

    outline: float
    offset: NDArray[np.float64]
    ink: float


def ticks_beside(grey: Grey, view: View, levels: Levels) -> tuple[Tick, ...]:
    """Give the boxes beside the symbol, on whichever side they stand; none where there are none."""
    columns = [_column(grey, view, levels, side) for side in _SIDES]
    best = max(columns, key=lambda column: sum(box.outline for box in column))
    return tuple(
        Tick(number, box.ink >= TICKED_FROM, round(min(1.0, max(0.0, box.ink)), 2))
        for number, box in enumerate(best, 1)
    )


def _column(grey: Grey, view: View, levels: Levels, side: int) -> list[_Box]:
    """Look at the boxes of one side from the first down, up to the last that has an outline."""
    boxes: list[_Box] = []
    offset = np.zeros(2)
    for number in range(GEOMETRY.most_boxes):
        box = _box(grey, view, levels, _place(side, number) + offset)
        if box is None:
            break
        if box.outline >= _LEAST_OUTLINE:
            offset = offset + box.offset
        boxes.append(box)
        if len(boxes) >= _MOST_MISSES and all(one.outline < _LEAST_OUTLINE for one in boxes[-_MOST_MISSES:]):
            break
    while boxes and boxes[-1].outline < _LEAST_OUTLINE:
        boxes.pop()
    return boxes


def _place(side: int, number: int) -> NDArray[np.float64]:
    across = GEOMETRY.symbol + GEOMETRY.box_across if side > 0 else -GEOMETRY.box_across
    return np.array([across, GEOMETRY.box_first + number * GEOMETRY.box_step])


def _box(grey: Grey, view: View, levels: Levels, place: NDArray[np.float64]) -> _Box | None:
    """Look for a box around one place; None where the place lies outside the picture."""
    steps = np.arange(-_HALF - 1.5 - _REACH, _HALF + 1.5 + _REACH + _STEP / 2, _STEP)
    across, down = np.meshgrid(steps, steps)
    pixels = view.at(np.column_stack([across.ravel(), down.ravel()]) + place)
    if not inside(grey, view.at(_PATCH + place)).all():
        return None
    seen = samples(grey, pixels).reshape(across.shape)
    dark = ((levels.paper - seen) / levels.contrast).astype(np.float32)
    outline, offset = _outline(dark)
    return _Box(outline, offset, _ink(dark, offset))


def _square(half: float) -> Places:
    return np.array([(-half, -half), (half, -half), (half, half), (-half, half)])


_PATCH = _square(_HALF + _LINE_OUTSIDE)


def _rings(half: float) -> NDArray[np.bool_]:
    """Give where, around the middle of a patch, the band of a square with this half side lies."""
    reach = np.arange(-_HALF - 1.5, _HALF + 1.5 + _STEP / 2, _STEP)
    across, down = np.meshgrid(reach, reach)
    away = np.maximum(np.abs(across), np.abs(down))
    return np.asarray(np.abs(away - half) <= _STEP / 2 + 1e-9)


_MIDDLE_OF_LINE = _HALF - _EDGE
_LINE = _rings(_MIDDLE_OF_LINE)
_JUST_INSIDE = _rings(_MIDDLE_OF_LINE - 0.75)
_JUST_OUTSIDE = _rings(_MIDDLE_OF_LINE + 0.75)


def _outline(dark: Grey) -> tuple[float, NDArray[np.float64]]:
    """Find where a square line stands out most: darker than what is just outside and just inside of it.

    What is inside may be marked, so there the lighter half of the ring counts.
    """
    patches = np.lib.stride_tricks.sliding_window_view(dark, _LINE.shape)
    line = np.quantile(patches[..., _LINE], _PAINTED_OVER, axis=-1)
    beside = (np.median(patches[..., _JUST_OUTSIDE], axis=-1) + np.median(patches[..., _JUST_INSIDE], axis=-1)) / 2
    standing_out = line - beside
    row, column = np.unravel_index(int(standing_out.argmax()), standing_out.shape)
    middle = (standing_out.shape[0] - 1) / 2
    return float(standing_out[row, column]), np.array([column - middle, row - middle]) * _STEP


def _ink(dark: Grey, offset: NDArray[np.float64]) -> float:
    """Give the mean darkness inside, against the paper just outside the box."""
    steps = np.arange(dark.shape[0]) * _STEP - (_HALF + 1.5 + _REACH)
    across, down = np.meshgrid(steps - offset[0], steps - offset[1])
    away = np.maximum(np.abs(across), np.abs(down))
    within = dark[away <= _HALF - GEOMETRY.box_line - _WHITE_INSIDE]
    around = dark[(away >= _HALF + _LINE_OUTSIDE) & (away <= _HALF + 1.25)]
    return float(within.mean() - np.median(around))
