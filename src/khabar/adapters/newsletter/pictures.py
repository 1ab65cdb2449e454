"""Pictures for an issue: read, turned upright, made no larger than print needs, and written anew.

Writing anew leaves everything behind that a camera hides in a file: place, time, device, a thumbnail from before a
face was covered. Only JPEG, PNG and WebP are read; a picture that cannot be read is refused by its name.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from khabar.domain.errors import Invalid

UNREADABLE = "This is no picture that can be read. JPEG, PNG and WebP can."
TOO_LARGE = "This picture is too large: at most 60 million points and 40 MB."
MOST_POINTS: Final = 60_000_000
MOST_BYTES: Final = 40_000_000
LONGEST_SIDE: Final = 1800
"""Points along the longer side: 180 mm at 254 dots an inch."""
QUALITY: Final = 84
_FORMATS: Final = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True)
class Cleaned:
    """A picture as JPEG, with its size in points."""

    data: bytes
    width: int
    height: int


def cleaned(data: bytes, where: str) -> Cleaned:
    """Write a picture anew; Invalid, at `where` it is declared, for one that cannot be read or is too large."""
    if len(data) > MOST_BYTES:
        raise Invalid(where, TOO_LARGE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                if opened.width * opened.height > MOST_POINTS:
                    raise Invalid(where, TOO_LARGE)
                upright = ImageOps.exif_transpose(opened)
                picture = _on_white(upright)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Invalid(where, TOO_LARGE) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise Invalid(where, UNREADABLE) from None
    picture.info.clear()  # Pillow would write comments and profiles again
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=QUALITY, optimize=True)
    return Cleaned(written.getvalue(), picture.width, picture.height)


def _on_white(picture: Image.Image) -> Image.Image:
    """Give the colours alone, with white behind what was transparent."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        behind = Image.new("RGBA", picture.size, "white")
        behind.alpha_composite(picture.convert("RGBA"))
        return behind.convert("RGB")
    return picture.convert("L" if picture.mode in {"1", "L", "I;16", "I"} else "RGB")
