"""Every kind of document with invented people on it, printed, and looked at as a stranger would: text, ink, objects."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pikepdf
import pypdfium2
import zxingcpp

from khabar.adapters.entropy import SeededEntropy
from khabar.adapters.pdf import TypstPrinter
from khabar.domain.codes import new_outer_number, new_slip
from khabar.domain.documents import (
    AskingSheet,
    AskingSheets,
    Call,
    CallingList,
    Cover,
    CoverAsking,
    CoverMessage,
    Document,
    IntakeForms,
    Look,
    MessageForms,
    MessagePaper,
    OfferSheets,
    Paper,
    SlipStock,
    StandingLetter,
    StandingLetters,
    StockSlip,
)
from khabar.domain.sheets import SheetKind, new_sheet_code

if TYPE_CHECKING:
    from collections.abc import Iterator

ENGLISH, PERSIAN, BOTH = ("en",), ("fa",), ("fa", "en")
LANGUAGES = (ENGLISH, PERSIAN, BOTH, ("en", "fa"))
MILLIMETRES_PER_INCH = 25.4
DAY = date(2026, 11, 21)
QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
Pixels = npt.NDArray[np.float64]
LETTER = (
    "دخترم، سلام. امروز حیاط پر از برف بود و یادم افتاد که همیشه پیش از همه بیدار می‌شدی. مادرت خوب است. "
    "باغچه را بیل زدیم و درخت انار را بستیم تا سرما نزند. همسایه‌ها از تو می‌پرسند و سلام می‌رسانند."
)


def persian_words(count: int) -> str:
    words = LETTER.split()
    return " ".join((words * (count // len(words) + 1))[:count])


@cache
def documents() -> dict[str, Document]:
    """Give one of each kind, the asking sheet twice."""
    random = SeededEntropy("printed forms").bytes

    def code(kind: SheetKind) -> str:
        return new_sheet_code(kind, random)

    slip = new_slip(random)
    asking = AskingSheet(code(SheetKind.ASKING), ("14", "27", "39", "52"))
    meanings = (("14", "nothing"), ("27", "alive"), ("39", "messages"), ("52", "address"))
    letter = MessagePaper(
        code(SheetKind.MESSAGE), code(SheetKind.REPLY), "Shirin", "داریوش", "خواهر", persian_words(300), DAY
    )
    return {
        "intake": IntakeForms((code(SheetKind.INTAKE),)),
        "slip": SlipStock((StockSlip(new_outer_number(random), slip.code, slip.pin),), "page.house.example", "Farid"),
        "offer": OfferSheets((code(SheetKind.OFFER),)),
        "asking": AskingSheets((asking,)),
        "asking with words": AskingSheets((asking,), with_words=True),
        "message": MessageForms((letter,)),
        "blank message": MessageForms((MessagePaper(code(SheetKind.MESSAGE), code(SheetKind.REPLY)),)),
        "letter": StandingLetters(
            (StandingLetter(("Shirin Ravan", "Quiet Lane 4"), date(2027, 2, 1)),), "The house", "house.example", DAY
        ),
        "calls": CallingList(
            "Nima", (Call("Shirin", "+00 555 0100", "after six", "fa", "باران", date(2026, 12, 1)),), DAY
        ),
        "cover": Cover(
            "4821 0937",
            offers=1,
            askings=(CoverAsking(2, "Darius", "a grey beard", "that a sister asks", meanings),),
            messages=(CoverMessage(3, "Darius", "a grey beard"),),
            sheets=tuple(code(SheetKind.OFFER) for _ in range(3)),
            until=date(2026, 12, 20),
        ),
    }


INSIDE = ("offer", "asking", "asking with words", "message", "blank message")
"""What goes inside a closed place."""
SMALL = ("offer", "asking", "asking with words", "calls")
"""What is printed on A5 as well."""
WITH_STRIP = {"intake": 4, "offer": 3, "asking": 4, "asking with words": 4}
"""How many boxes stand beside the code."""


def looks() -> Iterator[tuple[str, Look]]:
    """Give every kind in every language and size it is printed in."""
    for kind in documents():
        for languages in LANGUAGES:
            if kind != "calls":
                yield kind, Look(languages, Paper.A4)
            if kind in SMALL:
                yield kind, Look(languages, Paper.A5)


def printed(document: Document, look: Look) -> bytes:
    return TypstPrinter().print(document, look)


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as opened:
        return "\n".join(page.get_textpage().get_text_range() for page in opened)


def letters_of(text: str) -> str:
    """Give a text without spaces and joiners, which a PDF keeps or drops as it likes."""
    return "".join(char for char in text if char.isalnum())


def says(text: str, wanted: str) -> bool:
    """Tell whether a page says this: each of these words, or, of Persian ones, each of these letters.

    A PDF reader lists the words of a page that runs from right to left in any order; and Persian letters, which are
    drawn in pieces, in any order too.
    """
    latin = [word for word in words(wanted) if word.isascii()]
    other = Counter(letters_of(wanted)) if not latin else Counter()
    return Counter(latin) <= Counter(words(text)) and other <= Counter(text)


def words(text: str) -> list[str]:
    """Give the words of a text, without what stands at their edges, in any order."""
    return [word for word in re.split(r"[^\w]+", text) if word]


def picture(pdf: bytes, *, dpi: int = 200, page: int = 0) -> Pixels:
    """Give a page in grey, 0 for black."""
    return np.asarray(colours(pdf, dpi=dpi, page=page).mean(axis=2), dtype=np.float64)


def colours(pdf: bytes, *, dpi: int = 100, page: int = 0) -> Pixels:
    with pypdfium2.PdfDocument(pdf) as opened:
        rendered = opened[page].render(scale=dpi / 72).to_numpy()
        return np.asarray(rendered[:, :, :3], dtype=np.float64)


@dataclass(frozen=True)
class Seen:
    """A code on a page, with the corners of its symbol in pixels: left, top, right, bottom."""

    code: str
    left: float
    top: float
    right: float
    bottom: float


def codes_on(page: Pixels) -> list[Seen]:
    """Read the codes of one page, from top to bottom."""
    found = zxingcpp.read_barcodes(page.astype(np.uint8), formats=QR)
    seen = [
        Seen(
            one.text,
            one.position.top_left.x,
            one.position.top_left.y,
            one.position.bottom_right.x,
            one.position.bottom_right.y,
        )
        for one in found
    ]
    return sorted(seen, key=lambda one: one.top)


def everything_in(pdf: bytes) -> bytes:
    """Give each object of a PDF, streams unpacked, in one piece."""
    parts: list[bytes] = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        parts.append(opened.trailer.unparse(resolved=False))
        for each in opened.objects:
            if isinstance(each, pikepdf.Stream):
                parts.append(each.stream_dict.unparse())
                parts.append(each.read_bytes())
            elif isinstance(each, pikepdf.Object):
                parts.append(each.unparse())
    return b"\n".join(parts)
