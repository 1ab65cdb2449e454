"""What lies on desks beside the story on pages: trips and their sheets, papers in every tray, calls, a word to bring.

Brought about over HTTP with real paper: printed, ticked, photographed and sent.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

from journeys.photographs import pages_of, photograph, ticked

if TYPE_CHECKING:
    from browser.content import Content
    from journeys.story import Story
    from journeys.visitor import Answer, Visitor

WITHOUT_SCREEN = {
    "father": "Hamid",
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
        3. Omar and Farid send pictures: an asking and an offer with ticks, both halves of a letter, forms, torn ones.
        4. Two of the asking desk name Omar to bring a word; one proposes him anew.
        5. A request is typed without a slip, and one is passed on. A second trip is planned, and two decide to ask.
        """
        self._families()
        self._pictures(*self._trip())
        self._bringer()
        self._requests()
        page = self.house.staff.mira.get("/asking/trips/new/")
        self.house.staff.mira.send("/trips/new/", carrier=choice(page, "carrier", "Omar"), offers="2", languages="en")
        self.house.decide_to_ask(self.content.decided)

    def _families(self) -> None:
        for number in range(3):
            self.house.file_request(name=f"Sought {number}", enquirer_given="Goli", way="telephone", **WITHOUT_SCREEN)
        self.house.file_request(name="Another", enquirer_given="Zarin", way="post", **WITHOUT_SCREEN)
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

    def _letter(self, mira: Visitor) -> list[Image.Image]:
        """Print the letter that is to be handed over, for the first trip there is."""
        mira.get(self.content.letters[-1])
        if mira.offers("/open/"):
            mira.send("/open/", reason="For a trip")
        assert mira.at is not None
        [trip, *_] = mira.at.page.xpath('//select[@name="trip"]/option/@value')
        printed = packed(mira.send("/print/", trip=trip))
        return [page for name, sheets in printed.items() if "cover" not in name for page in pages_of(sheets)]

    def _pictures(self, papers: str, taken: list[bytes]) -> None:
        """Send what Omar photographed and what came to the family desk: forms, torn ones, a message by hand."""
        farid = self.house.staff.farid
        farid.get("/families/forms/")
        [form, *_] = pages_of(farid.send("/forms/print/", count="1", languages="en").body)
        white, grey = (photograph(Image.new("RGB", (800, 1100), shade)) for shade in ("ivory", "gainsboro"))
        send(self.omar, papers, [*taken, photograph(form, 4), white])
        farid.get(self._request_of("Zarin"))
        by_hand = pages_of(farid.send("/message-form/", languages="en").body)
        send(farid, "/families/papers/", [photograph(form), grey, *(photograph(page) for page in by_hand)])

    def _bringer(self) -> None:
        address = self.content.pairs[0] + "bringer/"
        mira, tomas = self.house.staff.mira, self.house.staff.tomas
        mira.send("/bringer/", bringer=choice(mira.get(address), "bringer", "Omar"))
        tomas.get(address)
        tomas.send("/bringer/confirm/")
        tomas.send("/bringer/", bringer=choice(tomas.get(address), "bringer", "Omar"))

    def _requests(self) -> None:
        farid = self.house.staff.farid
        farid.get("/families/typed/")
        typed = farid.send("/families/typed/", name="Typed without a slip", enquirer_name="Golnar")
        self.content.requests.extend([typed.path, self._request_of("Goli")])
        passed = self._request_of("Zarin")
        farid.get(passed + "pass-on/")
        heir = {"chosen": "my daughter Mahin", "enquirer_name": "Mahin", "reason": "Her neighbour told us"}
        self.content.requests.extend([passed, farid.send("/pass-on/", **heir).path])

    def _request_of(self, enquirer: str) -> str:
        """The first open request of this enquirer."""
        farid = self.house.staff.farid
        farid.get("/families/")
        farid.send("/families/find/", name=enquirer, why="family_asks")
        assert farid.at is not None
        return next(link for link in farid.at.links().values() if link.startswith("/families/") and len(link) > 40)


def send(who: Visitor, address: str, pictures: list[bytes]) -> None:
    """Send pictures, and see that they were taken."""
    who.get(address)
    answer = who.attach(address, "scans", *((f"IMG_{at}.jpg", one) for at, one in enumerate(pictures)))
    assert answer.page.find_class("error-summary") == [], answer.text


def packed(answer: Answer) -> dict[str, bytes]:
    """The documents of an archive, by name."""
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def choice(page: Answer, select: str, words: str) -> str:
    """The value of the choice that reads so."""
    [value] = page.page.xpath(f'//select[@name="{select}"]/option[contains(., "{words}")]/@value')
    return str(value)
