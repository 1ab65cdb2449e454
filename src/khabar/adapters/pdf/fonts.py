"""Our own fonts, from their wheels: Noto Sans and Noto Sans Arabic. Nothing else is ever used, on any machine."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import fontpkg_noto_sans
import fontpkg_noto_sans_arabic
from fontTools.ttLib import TTFont

FOLDERS = tuple(Path(wheel.ROOT) / "files" for wheel in (fontpkg_noto_sans, fontpkg_noto_sans_arabic))


@cache
def drawn() -> frozenset[int]:
    """Give the code points that an upright font of ours has a glyph for."""
    points: set[int] = set()
    for folder in FOLDERS:
        for path in sorted(folder.glob("*.ttf")):
            if "Italic" not in path.name:
                with TTFont(path, lazy=True) as font:
                    points.update(font.getBestCmap())
    return frozenset(points)
