"""What a machine saw on a photograph or scan: codes, where they stand, ink in boxes. It proposes; a person confirms.

Plain values; nothing here opens an image.
"""

from dataclasses import dataclass, field

from khabar.domain.sheets import Half

MOST_PAGES = 100
"""Pages taken from one file; a longer scan is refused whole, so that nobody believes all of it was read."""
MOST_BYTES = 40_000_000
"""Bytes of one file."""
MOST_PIXELS = 60_000_000
"""Pixels of one picture, before it is decoded: more is refused by its header alone."""


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
