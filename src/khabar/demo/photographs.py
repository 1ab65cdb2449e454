"""Photographs of paper as an old telephone takes them: on a table, aslant, not quite sharp, with uneven light.

The same page and seed give the same bytes.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageFilter

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TABLE = (138, 122, 104)
_EDGE = 60
_SLANT = (1.0, 0.015, 0.0, -0.01, 1.0, 12.0, 0.000012, 0.00001)
"""A perspective: what lies at the far corner looks a little smaller."""
_GRAIN, _BLUR, _QUALITY = 24.0, 0.7, 70
_LIGHT_AT_THE_EDGES = (1.0, 0.74)


def photographed(page: Image.Image, *, turned: float, seed: int) -> bytes:
    """Take a picture of a page that lies turned by so many degrees; a JPEG without any metadata."""
    table = Image.new("RGB", (page.width + 2 * _EDGE, page.height + 2 * _EDGE), _TABLE)
    table.paste(page, (_EDGE, _EDGE))
    slanted = table.transform(
        table.size, Image.Transform.PERSPECTIVE, _SLANT, Image.Resampling.BICUBIC, fillcolor=_TABLE
    )
    seen = slanted.rotate(turned, Image.Resampling.BICUBIC, expand=True, fillcolor=_TABLE)
    light = np.linspace(*_LIGHT_AT_THE_EDGES, seen.width)[None, :, None]
    blurred = np.asarray(seen.filter(ImageFilter.GaussianBlur(_BLUR)), dtype=np.float32)
    shown = blurred * light + _grain(seen.height, seen.width, seed)
    out = io.BytesIO()
    Image.fromarray(np.clip(shown, 0, 255).astype(np.uint8)).save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _grain(high: int, wide: int, seed: int) -> NDArray[np.float32]:
    """Give a noise that looks like chance and is none: what is left of large waves behind the point."""
    down, across = np.ogrid[0:high, 0:wide]
    waves = np.sin(across * 12.9898 + down * 78.233 + seed) * 43758.5453
    left: NDArray[np.float32] = (waves - np.floor(waves) - 0.5).astype(np.float32)
    return _GRAIN * left[:, :, None]
