"""A captured house as its screens show it: what Ezra does who commands it, and what its honest desk reads meanwhile.

Mira sits at a telephone without scripts; Tomas at a desk, with them. Ezra has Farid's sign-in, theirs, and the shell.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from browser.persons import Person, without_tokens
from browser.screens import DESK, TELEPHONE
from browser.story_on_screen import Family, Telling
from journeys.installation import HOUR
from journeys.staff import join
from journeys.story import Staff, Story

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

    from browser.guarantor_outside import Outside
    from browser.persons import Seat
    from journeys.installation import Installation
    from journeys.story import Slip

ASKING = ("mira", "tomas")
LICENCE = 90 * 24 * HOUR
"""So long it lasts, in seconds."""
LISTED = 300
GIVEN = ("Farid", "Omar", "Olga", "Anton", "Vera")
ANSWERS = {"made_by": "Families at the gate", "how": "from-families", "people_knew": "yes", "made_on": "2026"}
HERE = {"name": "داریوش نوری", "father": "Youssef", "birth": "1986", "last_place": "Lindenau"}
KNOWN = {"two_things_1": "the goat was called Minister", "two_things_2": "the walnut tree"}


@dataclass
class Captured:
    """The house, the guarantor outside, and three who seek: Shirin, a stranger whose person is nowhere, and Ezra."""

    house: Story
    oak: Outside
    shirin: Telling
    stranger: Telling
    ezra: Telling
    _pairs: dict[str, str] = field(default_factory=dict, init=False)

    @classmethod
    def of(cls, inst: Installation, oak: Outside, seat: Seat) -> Self:
        """Let the colleagues join, the three file and Darius write that he is here; two pairs are ready."""
        farid, (mira, tomas) = join(inst, "farid", "family_desk"), (join(inst, name, "asking_desk") for name in ASKING)
        house = Story(inst, Staff(farid=farid, mira=mira, tomas=tomas, nima=farid, ezra=farid))
        seat = replace(seat, screen=replace(TELEPHONE, scripts=False))
        families = Family("Dariush Nuri", ""), Family("Zebulon Quirk", ""), Family("Daryoosh Noori", "")
        made = cls(house, oak, *(Telling(inst, house.staff, family, seat) for family in families))
        oak.is_given_card(inst)
        for one in made.seekers:
            one.slip = house.file_request(**one.family.form)
        house.be_here(self_or_other="self", tells="0", **HERE, **KNOWN)
        inst.round()
        for one in (made.shirin, made.ezra):
            house.establish(one.family.sought)
            house.note_findings(mira, one.family.sought)
        return made

    @property
    def inst(self) -> Installation:
        """The installation."""
        return self.house.inst

    @property
    def seekers(self) -> tuple[Telling, Telling, Telling]:
        """The three who seek."""
        return self.shirin, self.stranger, self.ezra

    @cached_property
    def mira(self) -> Person:
        """Mira at her window, at the pairs."""
        mira = self.ezra.colleague(self.house.staff.mira)
        mira.open("/")
        mira.follow("/asking/")
        return mira

    @cached_property
    def tomas(self) -> Person:
        """Tomas at his window, at the pairs."""
        telling = replace(self.ezra, seat=replace(self.ezra.seat, screen=DESK))
        tomas = telling.colleague(self.house.staff.tomas)
        tomas.open("/asking/")
        return tomas

    def families_see(self, *, scripts: bool = False) -> tuple[str, str]:
        """What Shirin and the stranger are given on the same screen, one after the other, to the byte."""
        seat = replace(self.ezra.seat, screen=replace(TELEPHONE, scripts=scripts))
        screen = Person.at(seat, f"http://shirin.localhost:{self.inst.porch_port}")
        hers, strangers = (_given(screen, one.slip) for one in (self.shirin, self.stranger))
        screen.close()
        return hers, strangers

    def families_are_sent(self) -> tuple[str, str]:
        """What is sent to the two, to the byte; no screen is drawn."""
        hers, strangers = (self.house.visit(one.slip).at for one in (self.shirin, self.stranger))
        assert hers
        assert strangers
        return without_tokens(hers.body.decode()), without_tokens(strangers.body.decode())

    def two_agree(self, telling: Telling) -> None:
        """Mira and Tomas agree that the person of this pair is asked."""
        for one in (self.mira, self.tomas):
            self.opens(one, telling)
            one.send("/agree/")

    def opens(self, colleague: Person, telling: Telling) -> None:
        """Let a colleague open the pair of whom this family seeks: out of the list, or where it was found before."""
        sought = telling.family.sought
        if sought in self._pairs:
            colleague.open(self._pairs[sought])
            return
        colleague.open("/asking/")
        colleague.follow_name(sought)
        self._pairs[sought] = colleague.path

    def files_a_list(self, folder: Path) -> str:
        """Ezra brings three hundred names of one place as a list of requests, under Farid's sign-in; give its page."""
        path = folder / "list.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file)
            lines.writerow(["name", "last place", "enquirer"])
            lines.writerows([f"{GIVEN[n % 5]} of line {n}", "Marsh Gate", "A mother"] for n in range(LISTED))
        ezra = self.ezra.colleague(self.house.staff.farid)
        ezra.open("/families/")
        ezra.follow("/families/lists/")
        ezra.send("/families/lists/", list=str(path))
        ezra.send("/columns/")
        ezra.follow("/questions/")
        ezra.send("/questions/", **ANSWERS, purpose="to be found by their families")
        its_page = ezra.path
        ezra.follow("/families/lists/")  # the page of a list that waits loads itself again in the midst of what follows
        self.inst.round()
        ezra.open(its_page)
        return ezra.text

    def close(self) -> None:
        """Close every window."""
        for one in self.seekers:
            one.close()


def _given(screen: Person, slip: Slip) -> str:
    """Open the page of a slip at a screen that remembers nobody."""
    screen.page.context.clear_cookies()
    screen.open("/family/open/")
    screen.send("/family/open/", code=slip.code, pin=slip.pin)
    assert screen.path == "/family/page/", screen.text
    return screen.given
