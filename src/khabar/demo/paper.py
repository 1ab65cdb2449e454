"""Makes the paper of the demonstration: sealed slips, and a request form that was filled in and photographed.

Slips and form are issued by the same actions as real ones; only the handwriting is made up. It must never be called
for a real installation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.apps.paper.actions import issue
from khabar.apps.slips.actions import make_stock
from khabar.demo import story_on_paper as story
from khabar.demo.folder import NUMBER, PICTURES, SLIPS
from khabar.demo.handwriting import LANGUAGE, printed
from khabar.demo.photographs import photographed
from khabar.domain.actors import system
from khabar.domain.documents import IntakeForms, Look, SlipStock
from khabar.domain.sheets import SheetKind

if TYPE_CHECKING:
    from pathlib import Path

    from khabar.demo.handwriting import PrintedPage
    from khabar.ports import Parts, Reader

ACTOR = system("demonstration")
STOCK = 12
_TURNED = (4.0, -3.0)


def lay_out_paper(parts: Parts, where: str, place: Path) -> None:
    """Make what Nima has in his bag and what Farid gets from him, in this order.

    1. A stock of sealed slips; `where` is the address that stands inside.
    2. A request form with a code of its own, filled in, with the number of the first slip on it.
    3. Photographs of its two pages.
    """
    now, look = parts.clock.now(), Look((LANGUAGE,))
    place.mkdir(mode=0o700)
    slips = make_stock(actor=ACTOR, now=now, parts=parts, count=STOCK)
    stock = SlipStock(slips, where=where, contact=parts.options.contact)
    (place / SLIPS).write_bytes(parts.printer.print(stock, look))
    (place / NUMBER).write_text(slips[0].outer, encoding="ascii")
    codes = issue(actor=ACTOR, now=now, parts=parts, kind=SheetKind.INTAKE, count=1)
    with printed(parts.printer.print(IntakeForms(codes), look), len(PICTURES)) as pages:
        written = _filled_in(*pages, number=slips[0].outer, reader=parts.reader)
        for seed, (name, page) in enumerate(zip(PICTURES, written, strict=True)):
            (place / name).write_bytes(photographed(page.picture, turned=_TURNED[seed], seed=seed))


def _filled_in(
    first: PrintedPage, second: PrintedPage, *, number: str, reader: Reader
) -> tuple[PrintedPage, PrintedPage]:
    first.tick(story.SAID_GIVEN_NAME, "intake.said_nothing", reader)
    first.number("intake.slip", number)
    first.write([one.written for one in story.GOLNAR_TELLS])
    for choice in story.CHOSEN:
        second.choose(choice)
    second.write([*(one.written for one in story.GOLNAR_OF_HERSELF), story.WRITTEN_BY])
    second.thumb("intake.sign")
    return first, second
