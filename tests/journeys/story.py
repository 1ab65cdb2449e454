"""The people of the story and what they do, each through the pages of the house alone.

A `Story` is told inside a running installation; its methods are deeds, its questions are what a person could read.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from journeys.installation import Installation
    from journeys.visitor import Answer, Visitor

REASON = "It is my turn to read letters."


@dataclass(frozen=True)
class Slip:
    """Code and PIN as they stand on the slip."""

    code: str
    pin: str


@dataclass
class Staff:
    """The colleagues of the house, signed in."""

    farid: Visitor
    mira: Visitor
    tomas: Visitor
    nima: Visitor
    ezra: Visitor


@dataclass
class Story:
    """One telling: an installation, its staff, and deeds in the words of the story."""

    inst: Installation
    staff: Staff

    def file_request(self, **form: str) -> Slip:
        """Shirin fills in the family's form and gets a slip."""
        shirin = self.inst.at_porch()
        shirin.get("/family/")
        shirin.follow("Fill in the form")
        answer = shirin.send("/family/form/", **form)
        assert answer.status == 200, answer.text
        return slip_on(answer)

    def be_here(self, **form: str) -> Answer:
        """Somebody on the spot says: I am here."""
        visitor = self.inst.at_porch("darius.localhost")
        visitor.get("/here/form/")
        return visitor.send("/here/form/", **form)

    def take_in_list(self, folder: Path, rows: list[dict[str, str]]) -> str:
        """The house takes in a list of people."""
        path = folder / "list.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        told = self.inst.khabar(
            "import", "presences", str(path), "--made-by", "a nurse of the place", "--people-knew", "yes"
        )
        return told.stdout

    def visit(self, slip: Slip) -> Visitor:
        """The holder of a slip opens the page."""
        visitor = self.inst.at_porch()
        visitor.get("/family/open/")
        answer = visitor.send("/family/open/", code=slip.code, pin=slip.pin)
        assert answer.path == "/family/page/", answer.text
        return visitor

    def page_of(self, slip: Slip) -> str:
        """What stands on the page of a slip."""
        visitor = self.visit(slip)
        assert visitor.at is not None
        return visitor.at.text

    def write(self, slip: Slip, text: str) -> Answer:
        """The holder of a slip writes a message and sends it as it stands."""
        visitor = self.visit(slip)
        visitor.send("/message/", text=text)
        return visitor.send("/send/")

    def establish(self, sought: str) -> None:
        """Farid has spoken with the family and knows who asks, and what for."""
        farid = self.staff.farid
        farid.get("/families/")
        farid.follow(sought)
        answer = farid.send("/established/", verification="2", purpose="family_news")
        assert answer.status == 200, answer.text

    def open_pair(self, who: Visitor, sought: str) -> Answer:
        """A colleague of the asking desk opens the likeliest pair of this sought person."""
        who.get("/asking/")
        return who.follow(sought)

    def note_findings(self, who: Visitor, sought: str, **more: str) -> None:
        """What the desk found out before anybody is asked."""
        self.open_pair(who, sought)
        findings = {"route_risk": "low", "questions": "agree", "by_name_alone_possible": "on"} | more
        answer = who.send("/findings/", **findings)
        assert answer.status == 200, answer.text

    def agree(self, who: Visitor, sought: str, reason: str = "") -> Answer:
        """One colleague agrees to ask."""
        self.open_pair(who, sought)
        return who.send("/agree/", reason=reason)

    def decide_to_ask(self, sought: str) -> None:
        """Farid, Mira and Tomas do what stands before an asking."""
        self.establish(sought)
        self.note_findings(self.staff.mira, sought)
        assert self.agree(self.staff.mira, sought).status == 200
        assert self.agree(self.staff.tomas, sought).status == 200

    def record_answer(self, sought: str, **answer: str) -> Answer:
        """Mira types the answer as it was given, and Tomas confirms it."""
        self.type_answer(sought, **answer)
        return self.confirm_answer(sought)

    def confirm_answer(self, sought: str) -> Answer:
        """Tomas has asked the carrier himself, and confirms what was written down."""
        self.open_pair(self.staff.tomas, sought)
        return self.staff.tomas.send("/answer/confirm/", reason="The carrier told me the same.")

    def type_answer(self, sought: str, **answer: str) -> Answer:
        """Mira types the answer as it was given."""
        mira = self.staff.mira
        page = self.open_pair(mira, sought)
        if not mira.offers("/answer/"):
            links = [link for link in page.links().values() if link.endswith("/answer/")]
            mira.get(links[0])
        given_on = self.inst.khabar_today()
        recorded = mira.send("/answer/", given_on=given_on, **answer)
        assert "to be mended" not in recorded.text, recorded.text
        return recorded

    def read_letter(self, who: Visitor, *, nth: int = -1) -> Answer:
        """A colleague opens one letter, for a reason."""
        who.get("/letters/")
        assert who.at is not None
        letters = [href for href in who.at.links().values() if href.startswith("/letters/") and href != "/letters/"]
        who.get(letters[nth])
        return who.send("/open/", reason=REASON)


def slip_on(answer: Answer) -> Slip:
    """Read the slip off the page that shows it once."""
    digits = ["".join(one.text_content().split()) for one in answer.page.iterfind(".//dd")]
    code, pin = (one.replace("\N{NO-BREAK SPACE}", "") for one in digits[:2])
    return Slip(code, pin)
