"""What lies on desks beside the story on pages: trips and their sheets, papers in every tray, calls, a word to bring.

Brought about over HTTP with real paper: printed, ticked, photographed and sent.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeys.photographs import pages_of, photograph, ticked

if TYPE_CHECKING:
    from PIL.Image import Image

    from browser.content import Content
    from journeys.story import Story
    from journeys.visitor import Answer, Visitor

WITHOUT_SCREEN = {
    "father": "Hamid",
    "enquirer_given": "Goli",
    "phone": "0700 555 0162",
    "post_address": "Lindenau, Mill Lane 4",
    "callback_question": "What was the goat called?",
    "callback_answer": "Minister",
    "heirs": "my daughter Mahin",
}


@dataclass
class Paper:
    """The people at work, and what was filed before on pages."""

    house: Story
    omar: Visitor
    content: Content

    def fill(self) -> None:
        """Bring everything about, in this order.

        1. Families who are called, written to and visited ask; Farid plans calls, and Nima notes what came of two.
        2. Mira plans a trip with offers, an asking and a letter, and prints it.
        3. Omar and Farid send pictures: an asking and an offer with ticks, both halves of a letter, a form, a blank.
        4. Two of the asking desk name Omar to bring a word.
        """
        self._families()
        self._pictures(*self._trip())
        self._bringer()

    def _families(self) -> None:
        for number in range(3):
            self.house.file_request(name=f"Sought {number}", way="telephone", **WITHOUT_SCREEN)
        self.house.file_request(name="Written to", way="post", **WITHOUT_SCREEN)
        self.house.inst.pass_time(24 * 24 * 3600)
        self.house.inst.round()
        farid, nima = self.house.staff.farid, self.house.staff.nima
        helper = choice(farid.get("/families/calls/"), "helper", "Nima")
        farid.send("/calls/hands/", helper=helper, calls="20", days=self.house.inst.khabar_today())
        for outcome in ("stop_word", "wants_call"):
            [address, *_] = nima.get("/helper/calls/").page.xpath('//form[.//*[@name="outcome"]]/@action')
            nima.send(address, outcome=outcome, note="She will be at the mill")
        farid.get("/families/letters/")
        if farid.offers("/letters/print/"):
            farid.send("/letters/print/")

    def _trip(self) -> tuple[str, list[bytes]]:
        """Plan a trip; give its address for carriers, and pictures of two of its sheets and of its letter."""
        mira = self.house.staff.mira
        page = mira.get("/asking/trips/new/")
        [pair, *_] = page.page.xpath('//input[@name="pairs"]/@value')
        omar = choice(page, "carrier", "Omar")
        trip = mira.send("/trips/new/", carrier=omar, offers="3", languages="en", pairs=pair).path
        offers, asking = (
            pages_of(sheets) for name, sheets in sorted(packed(mira.send("/print/")).items()) if "cover" not in name
        )
        pictures = [photograph(ticked(sheet, 2), 91) for sheet in (offers[0], asking[0])]
        pictures += [photograph(page) for page in self._letter(mira)]
        return f"/carrier/trips/{trip.strip('/').split('/')[-1]}/papers/", pictures

    def _letter(self, mira: Visitor) -> list[Image]:
        """Print the letter that is to be handed over, for the first trip there is."""
        mira.get(self.content.letters[-1])
        if mira.offers("/open/"):
            mira.send("/open/", reason="For a trip")
        assert mira.at is not None
        [trip, *_] = mira.at.page.xpath('//select[@name="trip"]/option/@value')
        printed = packed(mira.send("/print/", trip=trip))
        return [page for name, sheets in printed.items() if "cover" not in name for page in pages_of(sheets)]

    def _pictures(self, papers: str, taken: list[bytes]) -> None:
        """Send what Omar photographed, and a form and a torn piece of paper that came to the family desk."""
        self.omar.get(papers)
        self.omar.attach(papers, "scans", *((f"IMG_{at}.jpg", one) for at, one in enumerate(taken)))
        farid = self.house.staff.farid
        farid.get("/families/forms/")
        [form, *_] = pages_of(farid.send("/forms/print/", count="1", languages="en", paper="a4").body)
        torn = form.crop((0, 0, form.width // 2, form.height // 3))
        farid.get("/families/papers/")
        farid.attach("/families/papers/", "scans", ("a.jpg", photograph(form)), ("b.jpg", photograph(torn)))

    def _bringer(self) -> None:
        answered = self.content.pairs[0]
        mira, tomas = self.house.staff.mira, self.house.staff.tomas
        page = mira.get(answered + "bringer/")
        mira.send("/bringer/", bringer=choice(page, "bringer", "Omar"))
        tomas.get(answered + "bringer/")
        tomas.send("/bringer/confirm/")


def packed(answer: Answer) -> dict[str, bytes]:
    """The documents of an archive, by name."""
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def choice(page: Answer, select: str, words: str) -> str:
    """The value of the choice that reads so."""
    [value] = page.page.xpath(f'//select[@name="{select}"]/option[contains(., "{words}")]/@value')
    return str(value)
