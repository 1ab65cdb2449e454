"""The year of an association as its people see it: each deed on a page, each page drawn by a browser without script.

From a family's file to letters and silence, to a petition, to the doors of procedure, to a newsletter, to an archive,
to a gathering. It knows no word of any language: the same year is walked in each. Mails go through a real mail server.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from browser.persons import Person
from browser.story_on_screen import nobody_looks
from browser.year_words import SAID
from journeys.staff import join

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Self

    from browser.persons import Seat
    from browser.postbox import Postbox
    from browser.year_words import Said
    from journeys.installation import Installation
    from journeys.visitor import Visitor


@dataclass(frozen=True)
class Colleagues:
    """Two advocates and two editors, signed in."""

    leyla: Visitor
    mira: Visitor
    tomas: Visitor
    farid: Visitor

    @classmethod
    def of(cls, inst: Installation) -> Self:
        """Let all four join."""
        return cls(
            leyla=join(inst, "leyla", "advocate"),
            mira=join(inst, "mira", "advocate"),
            tomas=join(inst, "tomas", "editor"),
            farid=join(inst, "farid", "editor"),
        )

    def all(self) -> tuple[Visitor, ...]:
        """Give all four."""
        return self.leyla, self.mira, self.tomas, self.farid


@dataclass
class Year:
    """One year in one language; `show` is told of moments worth a picture."""

    inst: Installation
    postbox: Postbox
    colleagues: Colleagues
    seat: Seat
    folder: Path
    show: Callable[[str, Person, str], None] = nobody_looks
    file: str = ""
    letter: str = ""
    petition: str = ""
    issue: str = ""
    _open: list[Person] = field(default_factory=list)

    @staticmethod
    def words(language: str) -> Said:
        """The words of the telling in a language."""
        return SAID[language]

    @property
    def said(self) -> Said:
        """The words of this telling."""
        return self.words(self.seat.language)

    @property
    def slug(self) -> str:
        """The word in the address of the petition."""
        return f"visits-{self.seat.language}"

    def colleague(self, signed_in: Visitor) -> Person:
        """A colleague of the house who has signed in."""
        return self._keep(Person.at(self.seat, f"http://{signed_in.host}:{self.inst.house_port}", signed_in.cookies))

    def stranger(self) -> Person:
        """Somebody at the porch, at a window nobody used before."""
        return self._keep(Person.at(self.seat, f"http://shirin.localhost:{self.inst.porch_port}"))

    def close(self) -> None:
        """Close every window."""
        for person in self._open:
            person.close()
        self._open.clear()

    def in_days(self, days: int) -> str:
        """The day so many days from now in this installation."""
        return (date.fromisoformat(self.inst.khabar_today()) + timedelta(days=days)).isoformat()

    def body(self, place: int) -> str:
        """The mail address of a body: 0 is the ministry."""
        return f"desk{place}@{self.seat.language}.example"

    def _keep(self, person: Person) -> Person:
        self._open.append(person)
        return person
