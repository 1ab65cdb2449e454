"""Every form that carries a code, as the printer makes it, drawn at 200 dots an inch; each with codes of its own."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pypdfium2

from adapters.scan.photographs import Sheet
from khabar.adapters.pdf import TypstPrinter
from khabar.domain.documents import (
    AskingSheet,
    AskingSheets,
    IntakeForms,
    Look,
    MessageForms,
    MessagePaper,
    OfferSheets,
)
from khabar.domain.sheets import SheetKind, new_sheet_code

if TYPE_CHECKING:
    from random import Random

    from khabar.domain.documents import Document

MM_PER_POINT = 25.4 / 72
MARKS = ("31", "47", "52", "86")


def code_of(kind: SheetKind, chance: Random) -> str:
    """Draw a code from a seed."""
    return new_sheet_code(kind, chance.randbytes)


def forms(chance: Random) -> dict[str, Document]:
    """Give one of each form, with fresh codes."""
    return {
        "intake": IntakeForms((code_of(SheetKind.INTAKE, chance),)),
        "offer": OfferSheets((code_of(SheetKind.OFFER, chance),)),
        "asking": AskingSheets((AskingSheet(code_of(SheetKind.ASKING, chance), MARKS),)),
        "asking with words": AskingSheets((AskingSheet(code_of(SheetKind.ASKING, chance), MARKS),), with_words=True),
        "message": MessageForms(
            (MessagePaper(code_of(SheetKind.MESSAGE, chance), code_of(SheetKind.REPLY, chance)),),
        ),
    }


FORMS = ("intake", "offer", "asking", "asking with words", "message")


def codes_of(document: Document) -> set[str]:
    """Give the codes a document carries."""
    match document:
        case IntakeForms() | OfferSheets():
            return set(document.codes)
        case AskingSheets():
            return {sheet.code for sheet in document.sheets}
        case MessageForms():
            return set(itertools.chain.from_iterable((one.code, one.reply_code) for one in document.messages))
        case _:
            raise ValueError(type(document))


def printed(document: Document, look: Look) -> Sheet:
    """Print a document and give its first page."""
    with pypdfium2.PdfDocument(TypstPrinter().print(document, look)) as pdf:
        page = pdf[0]
        width = page.get_width() * MM_PER_POINT
        return Sheet(page.render(scale=200 / 72).to_pil().convert("RGB"), width)
