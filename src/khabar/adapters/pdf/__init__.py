"""Paper by Typst: fixed templates, values as data, fonts of our own, and the same bytes for the same document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khabar.domain.documents import Document, Look


class TypstPrinter:
    """Prints documents; loads Typst when the first one is printed."""

    def print(self, document: Document, look: Look) -> bytes:
        """Return a PDF; Invalid where no font of ours has a letter."""
        raise NotImplementedError
