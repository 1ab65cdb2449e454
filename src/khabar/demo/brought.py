"""What Omar brings back: the first sheet of a printed stack, filled in as Golnar's son would, and photographed.

Which codes are on the sheets is known only once they are printed, so this is made when a stack is handed in. It keeps
nothing.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from pypdfium2 import PdfiumError

from khabar.demo import story_on_paper as story
from khabar.demo.handwriting import NotPrinted, printed
from khabar.demo.photographs import photographed
from khabar.domain.errors import Invalid

if TYPE_CHECKING:
    from khabar.demo.handwriting import PrintedPage
    from khabar.ports import Reader

_PAGES_LOOKED_AT = 10
_MOST_BYTES = 8_000_000
_STACK = "sheets.pdf"
_TURNED, _SEED = -6.0, 2

NOTHING_SENT = _("Choose the archive “paper.zip” that Mira has just printed, as it was saved.")
NO_STACK = _("This is not a stack of this house. Choose the archive “paper.zip” that Mira has just printed.")
NO_OFFER = _("There is no offer sheet in English in this stack. Let Mira make a trip with sheets in English.")


def what_omar_brings(sent: bytes, reader: Reader) -> bytes:
    """Fill in the first offer sheet of a printed stack as Golnar's son would, and photograph it; raises Invalid.

    `sent` is the archive with stack and cover, or the stack itself.
    """
    try:
        with printed(_stack_in(sent), _PAGES_LOOKED_AT) as pages:
            for page in pages:
                if _is_filled_in(page, reader):
                    return photographed(page.picture, turned=_TURNED, seed=_SEED)
    except PdfiumError:
        raise Invalid("stack", str(NO_STACK)) from None
    raise Invalid("stack", str(NO_OFFER))


def _is_filled_in(page: PrintedPage, reader: Reader) -> bool:
    """Write on a page; False where it is not an offer sheet in our language."""
    try:
        page.write([one.written for one in story.KAMRAN_WRITES])
        page.tick(story.TELLS_MESSAGES, "offer.tells_messages", reader)
    except NotPrinted:
        return False
    return True


def _stack_in(sent: bytes) -> bytes:
    """Give the stack out of what was sent, if it is small enough to be one of this house."""
    if not sent:
        raise Invalid("stack", str(NOTHING_SENT))
    if sent.startswith(b"%PDF") and len(sent) <= _MOST_BYTES:
        return sent
    try:
        with zipfile.ZipFile(io.BytesIO(sent)) as archive:
            if archive.getinfo(_STACK).file_size <= _MOST_BYTES:
                return archive.read(_STACK)
    except (zipfile.BadZipFile, KeyError):
        pass
    raise Invalid("stack", str(NO_STACK))
