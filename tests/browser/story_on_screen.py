"""The story of the ground floor as its people see it: each deed on a page, each page drawn by a browser.

A `Telling` has one family of its own, so that several can be told in one installation. It knows no word of any
language: the same story is told in each.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from browser.languages import in_the_house
from browser.persons import Person
from journeys.story import REASON, Slip

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from browser.persons import Seat
    from journeys.installation import Installation
    from journeys.story import Staff
    from journeys.visitor import Visitor


@dataclass(frozen=True)
class Family:
    """Who is sought, as the family writes it and as a stranger wrote it down; and what they say to each other.

    `more` is what this family writes into the form otherwise than the others do.
    """

    sought: str
    listed: str
    own_words: str = "I am well. Tell mother I still sing."
    message: str = "We are all alive. The walnut tree bears again."
    heard: str = "The carrier told me the same."
    reply: str = "I read it three times. Plant another one."
    more: tuple[tuple[str, str], ...] = ()

    @property
    def form(self) -> dict[str, str]:
        """What Shirin fills in."""
        return {
            "name": self.sought,
            "father": "Yusef",
            "birth": "۱۳۶۵/۲/۳",
            "last_place": "Lindenau",
            "two_things_1": "He called the goat Minister",
            "two_things_2": "A walnut tree stood before the door",
            "enquirer_name": "Shirin Nuri",
            "enquirer_given": "Shirin",
            "kinship": "sister",
            "said_of_me": "1",
            "purpose": "family_news",
            **dict(self.more),
        }

    @property
    def line(self) -> dict[str, str]:
        """The line of a list in which Darius stands."""
        return {
            "id": self.listed,
            "name": self.listed,
            "father": "Youssef",
            "birth_date": "1986-04-23",
            "last_place": "Lindenau",
            "two_things_1": "the goat was called Minister",
            "two_things_2": "the walnut tree",
        }


IN_PERSIAN = tuple(
    {
        "father": "یوسف",
        "last_place": "لیندناو",
        "two_things_1": "اسم بز را وزیر گذاشته بود",
        "two_things_2": "درخت گردویی جلوی در بود",
        "enquirer_name": "شیرین نوری",
        "enquirer_given": "شیرین",
        "kinship": "خواهر",
    }.items()
)
"""What a family writes that has no other letters."""


def nobody_looks(moment: str, person: Person, at: str) -> None:
    """Take no picture."""
    del moment, person, at


@dataclass
class Telling:
    """One telling of the story; `at_porch` is how Shirin uses her screen.

    `show` is told of moments worth a picture: their name, whose screen, and the part of the page that matters.
    """

    inst: Installation
    staff: Staff
    family: Family
    seat: Seat
    at_porch: type[Person] = Person
    show: Callable[[str, Person, str], None] = nobody_looks
    slip: Slip = field(default_factory=lambda: Slip("", ""))
    _open: list[Person] = field(default_factory=list)

    def shirin(self) -> Person:
        """Shirin, at a window nobody used before."""
        return self._keep(self.at_porch.at(self.seat, f"http://shirin.localhost:{self.inst.porch_port}"))

    def colleague(self, signed_in: Visitor) -> Person:
        """A colleague of the house who has signed in."""
        origin = f"http://{signed_in.host}:{self.inst.house_port}"
        return self._keep(Person.at(in_the_house(self.seat), origin, signed_in.cookies))

    def close(self) -> None:
        """Close every window."""
        for person in self._open:
            person.close()
        self._open.clear()

    def files_the_request(self) -> None:
        """Shirin comes for the first time, fills in the form and keeps the numbers of her slip."""
        shirin = self.shirin()
        shirin.open("/")
        self.show("two-doors", shirin, "main")
        shirin.follow("/family/")
        shirin.follow("/family/form/")
        shirin.write("/family/form/", **self.family.form)
        self.show("the-form", shirin, "main form")
        shirin.send("/family/form/")
        self.show("the-slip", shirin, ".slip")
        code, pin = shirin.print_numbers()
        self.slip = Slip(code, pin)
        shirin.follow("/family/open/")

    def list_is_taken_in(self, folder: Path) -> None:
        """The house takes in a list in which he stands, and a round is done."""
        path = folder / "list.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(self.family.line))
            writer.writeheader()
            writer.writerow(self.family.line)
        self.inst.khabar("import", "presences", str(path), "--made-by", "a nurse of the place", "--people-knew", "yes")
        self.inst.round()

    def opens_her_page(self) -> Person:
        """Shirin opens her page with the slip."""
        shirin = self.shirin()
        shirin.open("/family/open/")
        shirin.send("/family/open/", code=self.slip.code, pin=self.slip.pin)
        assert shirin.path == "/family/page/", shirin.text
        return shirin

    def is_given(self) -> str:
        """What the holder of the slip is given, to the byte; every window is closed again."""
        found = self.opens_her_page().given
        self.close()
        return found

    def is_established(self) -> None:
        """Farid writes down what he knows of the family."""
        farid = self.colleague(self.staff.farid)
        farid.open("/")
        farid.follow("/families/")
        farid.send("/families/find/", name=self.family.sought, why="family_asks")
        farid.follow_name(self.family.sought)
        self.show("the-family-desk", farid, "main")
        farid.send("/established/", verification="2", purpose="family_news")

    def two_decide(self) -> None:
        """Mira writes down what she found out and agrees; Tomas agrees too; a round is done."""
        mira = self.opens_pair(self.staff.mira)
        self.show("the-pair", mira, "main")
        self.show("the-waterfall", mira, ".waterfall")
        self.show("the-evidence", mira, "dl.evidence")
        mira.send("/findings/", route_risk="low", questions="agree", by_name_alone_possible="on")
        mira.send("/agree/")
        tomas = self.opens_pair(self.staff.tomas)
        self.show("two-decide", tomas, "#steps")
        tomas.send("/agree/")
        self.inst.round()

    def opens_pair(self, who: Visitor) -> Person:
        """A colleague of the asking desk opens the pair of this family."""
        colleague = self.colleague(who)
        colleague.open("/")
        colleague.follow("/asking/")
        colleague.follow_name(self.family.sought)
        return colleague

    def answers(self) -> None:
        """Mira types what he answered: messages may pass, and a word of his own. Tomas confirms it; a round is done."""
        mira = self.opens_pair(self.staff.mira)
        mira.follow("/answer/")
        mira.write("/answer/", **self.answer)
        self.show("the-answer", mira, "main form")
        mira.send("/answer/")
        tomas = self.opens_pair(self.staff.tomas)
        self.show("a-second-reader", tomas, "#steps")
        tomas.send("/answer/confirm/", reason=self.family.heard)
        self.inst.round()

    @property
    def answer(self) -> dict[str, str]:
        """The form of his answer."""
        said = {"tells": "2", "setting": "alone", "own_words": self.family.own_words}
        return {**said, "given_on": self.inst.khabar_today()}

    def writes(self) -> None:
        """Shirin writes to him, looks it over and sends it; a round is done."""
        shirin = self.opens_her_page()
        shirin.send("/page/message/", text=self.family.message)
        self.show("her-message", shirin, "main")
        shirin.send("/message/send/")
        shirin.follow("/family/page/")
        shirin.send("/page/close/")
        self.inst.round()

    def letter_goes(self) -> None:
        """Mira opens the letter for a reason, accepts it and lets it go; a round is done."""
        mira = self.opens_letter(self.staff.mira)
        assert self.family.message in mira.text
        self.show("a-letter-opened", mira, "#letter")
        mira.send("/accept/")
        mira.send("/let-go/")
        self.inst.round()

    def opens_letter(self, who: Visitor) -> Person:
        """A colleague opens the newest letter for a reason."""
        colleague = self.colleague(who)
        colleague.open("/")
        colleague.follow("/letters/")
        newest = colleague.page.locator("main tbody th a").last.get_attribute("href")
        colleague.follow(str(newest))
        colleague.send("/open/", reason=REASON)
        return colleague

    def reply_comes(self) -> None:
        """Tomas types the reply from paper; Mira compares it, accepts it and lets it go; a round is done."""
        tomas = self.opens_letter(self.staff.tomas)
        tomas.follow("/reply/")
        tomas.send("/reply/", text=self.family.reply)
        mira = self.opens_letter(self.staff.mira)
        assert self.family.reply in mira.text
        mira.send("/accept/")
        mira.send("/let-go/")
        self.inst.round()

    def _keep(self, person: Person) -> Person:
        self._open.append(person)
        return person
