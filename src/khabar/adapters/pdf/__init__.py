"""Paper by Typst: fixed templates, values as data, fonts of our own, and the same bytes for the same document.

Users never write Typst: what they wrote goes in as JSON, and a template sets it. Every letter is looked up in our
fonts first, because Typst leaves out what it cannot draw without a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.adapters.pdf.coverage import require_letters
from khabar.adapters.pdf.layouts import laid_out
from khabar.adapters.pdf.press import shared_press

if TYPE_CHECKING:
    from khabar.domain.documents import Document, Look

__all__ = ["TypstPrinter"]


class TypstPrinter:
    """Prints documents; loads Typst when the first one is printed. One press serves all threads of a process."""

    def print(self, document: Document, look: Look) -> bytes:
        """Return a PDF; Invalid where no font of ours has a letter, no words are there, or a text does not fit."""
        require_letters(document)
        return shared_press().pdf(laid_out(document, look))
