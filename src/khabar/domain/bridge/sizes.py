"""The sizes of bundles. They follow from how many families a partner has over here, and from nothing else.

A round makes one bundle for each partner, whether or not there is anything in it: of requests always the same size, of
pages as many blobs of one size as the next power of two.
"""

from khabar.domain.kinds import Kind
from khabar.vault.bundles import size_of
from khabar.vault.padding import LENGTH_BYTES
from khabar.vault.pigeonholes import PAGE_SIZE

MOST_REQUESTS = 8
"""Requests in one bundle; what does not fit goes with the next round."""

REQUEST_BYTES = 32768 - LENGTH_BYTES
"""The longest request, sealed or not: what the porch takes in (32 KiB)."""

FEWEST_PAGES = 16
MOST_PAGES = 512
"""Families of one partner that an intermediary has pages for: a bundle of about 32 MiB."""

LOCATOR_BYTES = 32
PAGE_ITEM = LOCATOR_BYTES + PAGE_SIZE
_AROUND = 512
"""Bytes for whatever else stands in a bundle: numbers, keys, the signature, names of fields."""
_AROUND_EACH = 16

REQUESTS_ROOM = MOST_REQUESTS * (REQUEST_BYTES + _AROUND_EACH) + _AROUND
REQUESTS_SIZE = size_of(REQUESTS_ROOM)
"""Bytes of every bundle that an association sends."""


def pages_in(families: int) -> int:
    """Say how many blobs go back to a partner who has that many families here: a power of two, never under 16.

    Raises ValueError for more families than one partner may have.
    """
    if not 0 <= families <= MOST_PAGES:
        raise ValueError("a partner has at most 512 families here")
    return max(FEWEST_PAGES, 1 << (families - 1).bit_length() if families else 0)


def pages_room(pages: int) -> int:
    """Say how many bytes a bundle of so many pages has to hold."""
    return pages * (PAGE_ITEM + _AROUND_EACH) + _AROUND


def pages_size(families: int) -> int:
    """Bytes of the bundle that goes back to a partner who has that many families here."""
    return size_of(pages_room(pages_in(families)))


PAGES_SIZES = tuple(pages_size(1 << power) for power in range(4, 10))
"""Every size that a bundle of pages can have, smallest first."""


def sizes_taken_by(kind: Kind) -> tuple[int, ...]:
    """Say which sizes a bundle may have that comes to an installation of this kind."""
    return PAGES_SIZES if kind is Kind.ASSOCIATION else (REQUESTS_SIZE,)
