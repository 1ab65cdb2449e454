"""Photographs of paper as an old telephone takes them: on a table, aslant, not quite sharp, with uneven light.

The same page and seed give the same bytes.
"""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageFilter

_TABLE = (138, 122, 104)
_EDGE = 60
_SLANT = (1.0, 0.015, 0.0, -0.01, 1.0, 12.0, 0.000012, 0.00001)
"""A perspective: what lies at the far corner looks a little smaller."""
_GRAIN, _BLUR, _QUALITY = 7.0, 0.7, 70
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
    grain = np.random.default_rng(seed).normal(0, _GRAIN, (seen.height, seen.width, 1))
    shown = np.asarray(seen.filter(ImageFilter.GaussianBlur(_BLUR)), dtype=np.float32) * light + grain
    out = io.BytesIO()
    Image.fromarray(np.clip(shown, 0, 255).astype(np.uint8)).save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
