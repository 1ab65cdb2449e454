"""Photographs and scans, read in a bounded process that holds no key: codes, boxes, pictures without metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khabar.domain.scans import ScannedPage


class ScanReader:
    """Reads files in a bounded process of its own."""

    def read(self, name: str, data: bytes) -> tuple[ScannedPage, ...]:
        """Return every page of one file with the codes on it; Invalid for what is no picture."""
        raise NotImplementedError
