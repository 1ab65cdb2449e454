"""An asking sheet and an offer as they are printed, photographed with a mark in a box, and read by the real reader."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from apps.accounts.colleagues import browser_of
from khabar.adapters.scan import ScanReader
from khabar.apps.consent.queries import history
from khabar.apps.paper.actions import NewSheet, issue_sheets, take_scan
from khabar.apps.registry.models import Presence
from khabar.config import wiring
from khabar.domain.answers import Answer, Setting, Tells
from khabar.domain.documents import AskingSheet, AskingSheets, Look, OfferSheets
from khabar.domain.duties import Duty
from khabar.domain.ids import PresenceId
from khabar.domain.paper_trays import CameBy
from khabar.domain.sheets import GEOMETRY, SheetKind
from web.desks import FILING, hidden, text
from web.papers.sending import papers_at

if TYPE_CHECKING:
    from khabar.domain.documents import Document
    from khabar.ports import Parts
    from web.desks import Desks

pytestmark = pytest.mark.slow
DOTS = 8
"""Pixels of a millimetre: about 200 dots an inch."""
NUMBERS = {"4821": "messages", "2075": "nothing", "9316": "address", "5502": "alive"}


@pytest.fixture
def parts(parts: Parts) -> Parts:
    """The real reader again; pages opened here use it too."""
    real = replace(parts, reader=ScanReader())
    wiring.use(real)
    return real


def printed(parts: Parts, document: Document) -> Image.Image:
    pdf = pypdfium2.PdfDocument(parts.printer.print(document, Look()))
    try:
        picture: Image.Image = pdf[0].render(scale=DOTS * 25.4 / 72).to_pil().convert("L")
    finally:
        pdf.close()
    return picture


def marked(parts: Parts, sheet: Image.Image, box: int) -> Image.Image:
    """Draw a cross with a pen into one box, where the symbol that is read says it stands."""
    [page] = parts.reader.read("sheet.png", as_file(sheet, "PNG"))
    [found] = page.found
    scale = sheet.width / Image.open(io.BytesIO(page.image)).width
    (left, top), (right, _), *_rest = [(across * scale, down * scale) for across, down in found.box]
    millimetre = (right - left) / GEOMETRY.symbol
    across = right + GEOMETRY.box_across * millimetre
    down = top + (GEOMETRY.box_first + (box - 1) * GEOMETRY.box_step) * millimetre
    arm = 2.4 * millimetre
    pen = ImageDraw.Draw(sheet)
    for rise in (-arm, arm):
        pen.line((across - arm, down - rise, across + arm, down + rise), fill=30, width=round(0.7 * millimetre))
    return sheet


def as_file(picture: Image.Image, kind: str = "JPEG") -> bytes:
    kept = io.BytesIO()
    picture.save(kept, kind, quality=80)
    return kept.getvalue()


def photographed(desks: Desks, sheet: Image.Image, turned: int) -> None:
    parts, data = desks.parts, as_file(sheet.rotate(-turned, expand=True, fillcolor=255))
    now = parts.clock.now()
    take_scan(actor=FILING, now=now, parts=parts, name="photo.jpg", data=data, came_by=CameBy.CARRIER)


@pytest.mark.parametrize("turned", [0, 180])
def test_the_mark_on_a_printed_asking_sheet_becomes_the_answer_a_person_sends(desks: Desks, turned: int) -> None:
    parts = desks.parts
    mira, pair = desks.colleague("mira", Duty.ASKING_DESK), desks.pair()
    desks.ask(pair, mira, desks.colleague("tomas", Duty.ASKING_DESK))
    sheets = [NewSheet(SheetKind.ASKING, {"about": pair, **NUMBERS})]
    [code] = issue_sheets(actor=FILING, now=parts.clock.now(), parts=parts, sheets=sheets)
    sheet = printed(parts, AskingSheets((AskingSheet(code, tuple(NUMBERS)),)))
    photographed(desks, marked(parts, sheet, 4), turned)
    browser = browser_of(mira)
    [paper] = papers_at(browser, "asking")
    page = browser.get(f"/asking/papers/{paper}/")
    assert "The machine sees ink in box 4. Please look yourself." in text(page)
    sent = {"seen": hidden(page, "seen"), "tells": "1", "setting": "alone", "given_on": "1404-12-11"}
    assert browser.post(f"/asking/papers/{paper}/answer/", sent).status_code == 302
    said = history(PresenceId(Presence.objects.get().id), parts=parts)
    assert [(one.tells, one.setting) for one in said if isinstance(one, Answer)] == [(Tells.ALIVE, Setting.ALONE)]


def test_a_blank_offer_lying_on_its_side_is_seen_as_blank(desks: Desks) -> None:
    parts, browser = desks.parts, desks.browser("mira", Duty.ASKING_DESK)
    [code] = issue_sheets(actor=FILING, now=parts.clock.now(), parts=parts, sheets=[NewSheet(SheetKind.OFFER)])
    photographed(desks, printed(parts, OfferSheets((code,))), 90)
    [paper] = papers_at(browser, "asking")
    page = browser.get(f"/asking/papers/{paper}/")
    assert "The machine sees no ink in any box." in text(page)
    assert 'class="paper turned-back"' in page.content.decode()
    shown = browser.get(f"/asking/papers/{paper}/picture/")
    picture = Image.open(io.BytesIO(shown.content))
    assert picture.width > picture.height
    assert not picture.getexif()
