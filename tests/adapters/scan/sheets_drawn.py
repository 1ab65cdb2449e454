"""Sheets drawn by hand at the measures of `domain.sheets.GEOMETRY`, with marks in their boxes: no printer needed.

They stand beside the printed forms in the tests, because here it is known what was drawn into which box.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import segno
from PIL import Image, ImageDraw

from adapters.scan.photographs import Sheet
from khabar.domain.sheets import GEOMETRY

if TYPE_CHECKING:
    from random import Random

DOTS_PER_MM = 8
A4_MM = (210.0, 297.0)
LEFT_TO_RIGHT, RIGHT_TO_LEFT = 1, -1


class Mark(StrEnum):
    """What a person did to a box."""

    NOTHING = "nothing"
    TICK = "tick"
    CROSS = "cross"
    BLOB = "blob"
    LIGHT_TICK = "light tick"
    CROSSED_OUT = "crossed out"
    RUBBED = "rubbed"


TICKED = (Mark.TICK, Mark.CROSS, Mark.BLOB, Mark.LIGHT_TICK)


@dataclass(frozen=True)
class Drawn:
    """What to draw: the code, marks box by box, which way it reads, where the symbol stands, what share is covered."""

    code: str
    marks: tuple[Mark, ...] = ()
    reading: int = LEFT_TO_RIGHT
    at_mm: tuple[float, float] = (150.0, 30.0)
    covered: float = 0.0


@dataclass(frozen=True)
class _Stroke:
    """One stroke of a pen: points in millimetres from the middle of a box, colour, width."""

    points: tuple[tuple[float, float], ...]
    shade: tuple[int, int, int]
    width: float


def drawn_sheet(drawn: Drawn, chance: Random) -> Sheet:
    """Draw an A4 sheet with lines of writing, the symbol, and the boxes with what stands in them."""
    picture = Image.new("RGB", (round(A4_MM[0] * DOTS_PER_MM), round(A4_MM[1] * DOTS_PER_MM)), "white")
    draw = ImageDraw.Draw(picture)
    _writing(draw, drawn, chance)
    picture.paste(symbol(drawn.code), (_dots(drawn.at_mm[0]), _dots(drawn.at_mm[1])))
    _stain(draw, drawn, chance)
    for number, mark in enumerate(drawn.marks):
        _box(draw, box_middle(drawn, number), mark, chance)
    return Sheet(picture, A4_MM[0])


def symbol(code: str) -> Image.Image:
    """Draw the square code without its white."""
    made = segno.make(code, version=1, error="q", micro=False, boost_error=False)
    module = round(GEOMETRY.module * DOTS_PER_MM)
    side = GEOMETRY.modules * module
    picture = Image.new("L", (side, side), 255)
    draw = ImageDraw.Draw(picture)
    for row, line in enumerate(made.matrix):
        for column, dark in enumerate(line):
            if dark:
                box = (column * module, row * module, (column + 1) * module - 1, (row + 1) * module - 1)
                draw.rectangle(box, fill=0)
    return picture


def box_middle(drawn: Drawn, number: int) -> tuple[float, float]:
    """Give the middle of box `number` (from 0) in millimetres of the sheet."""
    left, top = drawn.at_mm
    beyond = GEOMETRY.symbol + GEOMETRY.box_across if drawn.reading == LEFT_TO_RIGHT else -GEOMETRY.box_across
    return left + beyond, top + GEOMETRY.box_first + number * GEOMETRY.box_step


def _dots(millimetres: float) -> int:
    return round(millimetres * DOTS_PER_MM)


def _writing(draw: ImageDraw.ImageDraw, drawn: Drawn, chance: Random) -> None:
    """Draw lines of strokes like words where neither symbol nor boxes stand, and words right of each box."""
    for row in range(12):
        _words(draw, (20.0, 110.0 + row * 14), 170.0, chance)
    for number in range(len(drawn.marks)):
        x, y = box_middle(drawn, number)
        start = x + 6 * drawn.reading
        _words(draw, (start if drawn.reading == LEFT_TO_RIGHT else start - 20, y - 1.5), 20.0, chance)


def _stain(draw: ImageDraw.ImageDraw, drawn: Drawn, chance: Random) -> None:
    """Cover a square of the symbol with that share of its area, anywhere on it."""
    side = GEOMETRY.symbol * drawn.covered**0.5
    if side:
        left, top = (at + chance.uniform(0, GEOMETRY.symbol - side) for at in drawn.at_mm)
        draw.rectangle([_dots(left), _dots(top), _dots(left + side), _dots(top + side)], fill=(150, 120, 90))


def _words(draw: ImageDraw.ImageDraw, start: tuple[float, float], length: float, chance: Random) -> None:
    x, y = start
    while x < start[0] + length - 2:
        draw.line([_dots(x), _dots(y), _dots(x + 1), _dots(y + 3)], fill=40, width=3)
        x += chance.choice((1.3, 1.5, 1.7, 3.5))


def _box(draw: ImageDraw.ImageDraw, middle: tuple[float, float], mark: Mark, chance: Random) -> None:
    half = GEOMETRY.box_side / 2
    corners = [_dots(middle[0] - half), _dots(middle[1] - half), _dots(middle[0] + half), _dots(middle[1] + half)]
    draw.rectangle(corners, outline=0, width=round(GEOMETRY.box_line * DOTS_PER_MM))
    for stroke in _strokes(mark, chance):
        points = [(_dots(middle[0] + x), _dots(middle[1] + y)) for x, y in stroke.points]
        draw.line(points, fill=stroke.shade, width=_dots(stroke.width), joint="curve")


def _strokes(mark: Mark, chance: Random) -> list[_Stroke]:
    """Give the strokes of a mark; no two people make it alike."""
    pen = chance.choice(((20, 20, 20), (30, 40, 120), (60, 60, 60)))
    width = chance.uniform(0.35, 0.6)

    def about(x: float, y: float) -> tuple[float, float]:
        return x + chance.uniform(-0.5, 0.5), y + chance.uniform(-0.5, 0.5)

    strokes: dict[Mark, list[_Stroke]] = {
        Mark.NOTHING: [],
        Mark.TICK: [_Stroke((about(-1.6, 0.2), about(-0.4, 1.7), about(2.2, -2.0)), pen, width)],
        Mark.LIGHT_TICK: [_Stroke((about(-1.2, 0.2), about(-0.3, 1.2), about(1.5, -1.2)), (110, 110, 120), 0.35)],
        Mark.CROSS: [
            _Stroke((about(-1.9, -1.9), about(1.9, 1.9)), pen, width),
            _Stroke((about(1.9, -1.9), about(-1.9, 1.9)), pen, width),
        ],
        Mark.BLOB: [_Stroke((about(-1.5, y), about(1.5, y)), pen, 0.9) for y in (-1.2, -0.4, 0.4, 1.2)],
        Mark.CROSSED_OUT: [
            _Stroke((about(-3.5, y), about(3.5, y + 0.5)), pen, width) for y in (-2.4, -1.2, 0.0, 1.2, 2.4)
        ],
        Mark.RUBBED: [_Stroke((about(-1.6, 0.2), about(-0.4, 1.7), about(2.0, -1.8)), (205, 205, 205), 0.6)],
    }
    return strokes[mark]
