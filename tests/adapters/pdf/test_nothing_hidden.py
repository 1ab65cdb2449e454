from __future__ import annotations

import io
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

import numpy as np
import pikepdf
import pypdfium2
import pytest

from adapters.pdf.printed_forms import BOTH, codes_on, everything_in, picture, printed, text_of
from khabar.adapters.entropy import SeededEntropy
from khabar.domain import documents as kinds
from khabar.domain.documents import (
    AskingSheet,
    AskingSheets,
    Look,
    MessageForms,
    MessagePaper,
    OfferSheets,
)
from khabar.domain.sheets import SheetKind, is_sheet_code, new_sheet_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from khabar.domain.documents import Document

HIDING_PLACES = ("/Annots", "/AF", "/PieceInfo", "/Metadata", "/Names", "/Outlines", "/AcroForm", "/EmbeddedFiles")
ENCODINGS = ("utf-8", "utf-16-be", "utf-16-le")


def canary(at: int, message: str, reply: str) -> tuple[MessagePaper, tuple[str, ...]]:
    """Give names that stand in no other form and in no word of ours; in letters alone, which no reader takes apart."""
    mark = "".join(chr(ord("a") + int(digit)) for digit in f"{at:03d}") + "q"
    named = (f"Shirin{mark}", f"Darius{mark}", f"Sister{mark}", f"Snow{mark}")
    return MessagePaper(message, reply, *named), named


def forms(each: int) -> Iterator[tuple[Document, tuple[str, ...], tuple[str, ...]]]:
    """Give so many forms of each of four kinds, a file for each: their codes, and what stands on them of persons."""
    random = SeededEntropy("nothing hidden").bytes

    def code(kind: SheetKind) -> str:
        return new_sheet_code(kind, random)

    for at in range(each):
        message, reply = code(SheetKind.MESSAGE), code(SheetKind.REPLY)
        paper, named = canary(at, message, reply)
        yield MessageForms((paper,)), (message, reply), named
        makers: tuple[tuple[SheetKind, Callable[[str], Document]], ...] = (
            (SheetKind.OFFER, lambda drawn: OfferSheets((drawn,))),
            (SheetKind.ASKING, lambda drawn: AskingSheets((AskingSheet(drawn, ("14", "27", "39", "52")),))),
            (SheetKind.INTAKE, lambda drawn: kinds.IntakeForms((drawn,))),
        )
        for kind, make in makers:
            drawn = code(kind)
            yield make(drawn), (drawn,), ()


@pytest.mark.slow
@pytest.mark.parametrize("count", [80, pytest.param(500, marks=pytest.mark.long)])
def test_forms_decoded_hold_no_personal_field_outside_the_printed_text(count: int) -> None:
    for at, (document, codes, personal) in enumerate(forms(count // 4)):
        look = Look((BOTH, BOTH[:1], BOTH[1:])[at % 3])
        pdf = printed(document, look)
        seen = [one.code for one in codes_on(picture(pdf, dpi=120))]
        assert sorted(seen) == sorted(codes)
        assert all(is_sheet_code(one) for one in seen)
        packed = everything_in(pdf)
        assert not any(name.encode() in packed for name in HIDING_PLACES)
        text = text_of(pdf)
        for one in personal:
            assert one in text
            assert not any(one.encode(encoding) in packed for encoding in ENCODINGS)
    assert at == count - 1


def test_the_search_finds_what_is_hidden() -> None:
    pdf = printed(OfferSheets(("0" * 25 + "97",)), Look(BOTH))
    hidden = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.Root.PieceInfo = pikepdf.Dictionary(Name=pikepdf.String("Darius7q"))
        opened.save(hidden)
    packed = everything_in(hidden.getvalue())
    assert b"/PieceInfo" in packed
    assert any("Darius7q".encode(encoding) in packed for encoding in ENCODINGS)


def test_what_goes_inside_has_no_field_for_an_association_a_case_a_place_or_a_cause() -> None:
    allowed = {
        OfferSheets: {"codes"},
        AskingSheets: {"sheets", "with_words"},
        AskingSheet: {"code", "marks"},
        MessageForms: {"messages"},
        MessagePaper: {"code", "reply_code", "from_name", "to_name", "kinship", "text", "on"},
    }
    for kind, names in allowed.items():
        assert is_dataclass(kind)
        assert {each.name for each in fields(kind)} == names


def test_the_reply_half_carries_no_name() -> None:
    random = SeededEntropy("a reply").bytes
    paper, _ = canary(1, new_sheet_code(SheetKind.MESSAGE, random), new_sheet_code(SheetKind.REPLY, random))
    with pypdfium2.PdfDocument(printed(MessageForms((paper,)), Look(("en",)))) as opened:
        page = opened[0]
        width, height = page.get_size()
        below = page.get_textpage().get_text_bounded(0, 0, width, height / 2)
        above = page.get_textpage().get_text_bounded(0, height / 2, width, height)
    assert "Shirinaabq" in above
    assert "aabq" not in below
    assert "letter back" in below


def test_nothing_of_a_slip_stands_outside_but_its_number() -> None:
    slip = kinds.StockSlip("1234567845", "987654321098", "246802")
    stock = kinds.SlipStock((slip,), "page.house.example", "Farid")
    with pypdfium2.PdfDocument(printed(stock, Look(("en",)))) as opened:
        page = opened[0]
        width, height = page.get_size()
        text = page.get_textpage()
        outside = text.get_text_bounded(0, height * 2 / 3, width, height)
        inside = text.get_text_bounded(0, height / 3, width, height * 2 / 3)
        facing = text.get_text_bounded(0, 0, width, height / 3)
    assert "1234 5678 45" in outside
    assert all(part in inside for part in ("9876 5432 1098", "2468 02", "page.house.example", "Farid"))
    assert not any(part in outside + facing for part in ("9876", "2468", "page.house", "Farid"))


def test_dense_patterns_lie_before_and_behind_the_digits_of_a_folded_slip() -> None:
    slip = kinds.StockSlip("1234567845", "987654321098", "246802")
    page = picture(printed(kinds.SlipStock((slip,), "", ""), Look(BOTH)), dpi=100)
    third, across = page.shape[0] / 3, page.shape[1]
    inked = page < 230
    upper = inked[round(third + 8) : round(third * 1.5), round(across * 0.06) : round(across * 0.94)]
    rows = np.flatnonzero(upper.any(axis=1)) + round(third + 8)
    assert len(rows) > 40
    for row in map(int, rows):
        behind, before = round(2 * third - row), round(4 * third - row)
        for mirrored in (behind, before):
            assert inked[mirrored, round(across * 0.06) : round(across * 0.94)].mean() > 0.9, (row, mirrored)
