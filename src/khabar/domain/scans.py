"""What a machine saw on a photograph or scan: codes, where they stand, ink in boxes. It proposes; a person confirms.

Plain values; nothing here opens an image.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from khabar.domain.errors import Invalid
from khabar.domain.sheets import Half

MOST_PAGES = 100
"""Pages taken from one file; a longer scan is refused whole, so that nobody believes all of it was read."""
MOST_BYTES = 40_000_000
"""Bytes of one file."""
MOST_PIXELS = 60_000_000
"""Pixels of one picture, before it is decoded: more is refused by its header alone."""
MOST_KEPT = 100_000_000
"""Bytes of all pictures that are made of one file: a small PDF can ask for pages of noise without end."""
MOST_FOUND = 60
"""Codes taken from one picture."""
LONGEST_SIDE = 2400
"""Pixels along the longer side of a picture as we keep it."""


class Unreadable(StrEnum):
    """Why a file was not taken. Nothing of such a file is kept."""

    EMPTY = "empty"
    UNKNOWN = "unknown"
    DAMAGED = "damaged"
    LOCKED = "locked"
    MOVING = "moving"
    TOO_MANY_BYTES = "too many bytes"
    TOO_MANY_PIXELS = "too many pixels"
    TOO_MANY_PAGES = "too many pages"
    TOO_WIDE = "too wide"
    NO_PAGES = "no pages"
    TOO_HARD = "too hard"
    BUSY = "busy"


SENTENCES: dict[Unreadable, str] = {
    Unreadable.EMPTY: "This file is empty. Please choose the photograph or scan again.",
    Unreadable.UNKNOWN: "This is not a photograph, scan or PDF that we can read. "
    "Please send a JPEG, PNG, WebP, HEIC or TIFF picture, or a PDF.",
    Unreadable.DAMAGED: "This file is damaged or cut off. Please send it again, or take the picture again.",
    Unreadable.LOCKED: "This PDF is locked with a password. Please save it without one and send it again.",
    Unreadable.MOVING: "This is a moving picture. Please send a photograph or a scan.",
    Unreadable.TOO_MANY_BYTES: "This file is larger than 40 megabytes. Please send it in parts.",
    Unreadable.TOO_MANY_PIXELS: "This picture has more than 60 million pixels. Please take it in a lower quality.",
    Unreadable.TOO_MANY_PAGES: "This scan has more than 100 pages and was not taken. Please send it in parts.",
    Unreadable.TOO_WIDE: "A page of this PDF is larger or narrower than any sheet of paper. Please scan it again.",
    Unreadable.NO_PAGES: "There is no page in this file. Please scan the sheets again.",
    Unreadable.TOO_HARD: "This file asks for more time or memory than one file may have. "
    "Please take the picture again, or send the scan in parts.",
    Unreadable.BUSY: "Other pictures are being read at this moment. Please send this one again in a few minutes.",
}
"""One sentence for each reason, for the person who sent the file."""


def unreadable(why: Unreadable) -> Invalid:
    """Give the error for a file that was not taken."""
    return Invalid("scan", SENTENCES[why])


@dataclass(frozen=True)
class Tick:
    """One box: its number from 1, whether it looks ticked, and how much of its inside is ink (0 to 1)."""

    box: int
    ticked: bool
    ink: float


@dataclass(frozen=True)
class Found:
    """One code on one page.

    `rotation` is by how many degrees clockwise the sheet is turned (0 to 359). `box` are the corners of the symbol as
    pixels of the page's picture: top left, top right, bottom right, bottom left, as the sheet is read. `ticks` are the
    boxes beside it, those that are there.
    """

    code: str
    half: Half | None
    rotation: int
    box: tuple[tuple[int, int], ...]
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True)
class ScannedPage:
    """One picture, written anew without metadata: `image` is a JPEG or PNG as `media_type` says, upright as it came."""

    number: int
    media_type: str
    image: bytes = field(repr=False)
    found: tuple[Found, ...] = ()
