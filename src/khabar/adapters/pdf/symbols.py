"""Square codes as drawings: 21 by 21 modules, one path, black on nothing, as `domain.sheets.GEOMETRY` has it."""

from __future__ import annotations

import segno

from khabar.domain.sheets import GEOMETRY


def symbol(code: str) -> str:
    """Draw the digits of a sheet as an SVG of one path, without a quiet zone: that stands in the template."""
    made = segno.make_qr(code, error="Q", mode="numeric", version=1, boost_error=False)
    runs = (run for y, row in enumerate(made.matrix) for run in _runs(y, row))
    side = GEOMETRY.modules
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{"".join(runs)}"/></svg>'


def _runs(y: int, row: bytearray) -> list[str]:
    """Give the dark stretches of one row as closed rectangles."""
    edges = [x for x in range(len(row) + 1) if (x < len(row) and row[x]) != (x > 0 and row[x - 1])]
    return [f"M{a} {y}h{b - a}v1h-{b - a}z" for a, b in zip(edges[::2], edges[1::2], strict=True)]
