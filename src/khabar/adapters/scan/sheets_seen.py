"""One page of a scan as it leaves the bounded process: the codes with their boxes, and the picture written anew.

The picture is made from pixels alone, so nothing of the file's own metadata can be in it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from khabar.adapters.scan.boxes import Levels, ticks_beside
from khabar.adapters.scan.codes import codes_on
from khabar.adapters.scan.perspective import corners_as_read, fitted, modules_of, samples, view_of
from khabar.adapters.scan.pictures import bounded
from khabar.domain.scans import LONGEST_SIDE
from khabar.domain.sheets import GEOMETRY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from khabar.adapters.scan.codes import Seen
    from khabar.adapters.scan.perspective import Grey, View

_QUALITY = 80


@dataclass(frozen=True)
class SeenPage:
    """A page: what was found, as plain values, and the picture."""

    found: list[dict[str, object]]
    image: bytes


def seen_page(picture: Image.Image) -> SeenPage:
    """Look at one page, and write its picture anew."""
    kept = bounded(picture, LONGEST_SIDE)
    grey = picture.convert("L")
    seen = codes_on(grey)
    values = np.asarray(grey, dtype=np.float32) if seen else np.zeros((1, 1), dtype=np.float32)
    scale = kept.width / picture.width
    return SeenPage([_found(values, one, scale) for one in seen], _written(kept))


def _written(picture: Image.Image) -> bytes:
    """Write a JPEG from the pixels of the picture, and from nothing else that came with it."""
    out = io.BytesIO()
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    bare.save(out, "JPEG", quality=_QUALITY, optimize=False)
    return out.getvalue()


def _found(grey: Grey, seen: Seen, scale: float) -> dict[str, object]:
    modules = modules_of(seen.code, seen.mask)
    view = fitted(grey, view_of(corners_as_read(grey, seen.corners, modules)), modules)
    ticks = ticks_beside(grey, view, _levels(grey, view, modules))
    return {
        "code": seen.code,
        "rotation": view.rotation,
        "box": [[round((x + 0.5) * scale - 0.5), round((y + 0.5) * scale - 0.5)] for x, y in view.corners.tolist()],
        "ticks": [{"box": tick.box, "ticked": tick.ticked, "ink": round(tick.ink * 100)} for tick in ticks],
    }


def _levels(grey: Grey, view: View, modules: NDArray[np.float32]) -> Levels:
    """Measure paper and print in the middles of the symbol's modules."""
    middles = (np.arange(GEOMETRY.modules) + 0.5) * GEOMETRY.module
    across, down = np.meshgrid(middles, middles)
    seen = samples(grey, view.at(np.column_stack([across.ravel(), down.ravel()])))
    light = modules.ravel() > 0.5  # noqa: PLR2004 - modules are 0 or 1
    return Levels(float(np.median(seen[light])), float(np.median(seen[~light])))
