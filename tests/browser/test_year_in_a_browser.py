"""A year of an association in a browser, on a telephone without script, in every language; then all its pages."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest
from docx import Document

from browser.crawl import APART, Crawl
from browser.languages import OFFERED
from browser.persons import Person, Seat
from browser.postbox import open_postbox
from browser.screens import TELEPHONE
from browser.year_on_screen import Colleagues, Year
from browser.year_walked import walk
from journeys.installation import Installation, free_port
from journeys.staff import join
from khabar.web.front.access import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from browser.postbox import Postbox
    from browser.year_walked import Outcome
    from journeys.visitor import Visitor

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]

WITHOUT_SCRIPTS = replace(TELEPHONE, scripts=False)
PORCH, HOUSE = "khabar.config.urls_association_porch", "khabar.config.urls_association_house"
NEEDLESS = {
    PORCH: {
        "bridge:lay_down": "partners' programs knock here, and no page leads to it",
        "petition:confirm": "everybody who signed this year has confirmed, and that page was looked at on the way",
        "petition:timeline": "no letter of this year is put on a public timeline; tests/web/petition looks at it",
        "petition:leave_news": "a mail about an answer leads there, and in this year no petition is answered",
    },
}
"""Addresses to which nobody comes, and why."""
MOST_ROOMS = 100
"""Routes of the house that a walk by links comes to at least: deeper ones need what a form that is filled in makes."""


@dataclass
class Office:
    """One association, in which the year is walked once in each language."""

    inst: Installation
    postbox: Postbox
    colleagues: Colleagues
    browser: Browser
    tmp: pytest.TempPathFactory
    _walked: dict[str, Outcome] = field(default_factory=dict)

    def walked(self, language: str) -> Outcome:
        """Walk the year in a language, or remember what came of it."""
        if language not in self._walked:
            seat = Seat(self.browser, WITHOUT_SCRIPTS, language)
            year = Year(self.inst, self.postbox, self.colleagues, seat, self.tmp.mktemp(language))
            try:
                self._walked[language] = walk(year)
            finally:
                year.close()
        return self._walked[language]


@pytest.fixture(scope="module")
def office(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    port = free_port()
    home = tmp_path_factory.mktemp("association") / "home"
    mail = {"smtp_host": "127.0.0.1", "smtp_port": port, "mail_from": "office@families.example"}
    with (
        open_postbox(port) as postbox,
        Installation.at(home, kind="association", who_runs_this="The Families of Lindenau", **mail) as inst,
    ):
        yield Office(inst, postbox, Colleagues.of(inst), browser, tmp_path_factory)


@pytest.mark.parametrize("language", ["fa", pytest.param("en", marks=pytest.mark.long)])
def test_a_year_is_walked_from_the_file_to_the_gathering(office: Office, language: str) -> None:
    assert language in OFFERED
    outcome = office.walked(language)
    assert "The count holds: 2 confirmed signatures" in outcome.proof
    assert "On paper, apart: 4." in outcome.proof
    assert "The signature of this receipt is among them." in outcome.proof
    tables = Document(io.BytesIO(outcome.form)).tables
    said = Year.words(language)
    assert said.demand[0] in outcome.public_page
    assert any(said.missed in cell.text for table in tables for row in table.rows for cell in row.cells)
    assert "Nothing was altered" in office.inst.khabar("verify").stdout


@pytest.mark.long
def test_no_page_of_an_association_keeps_anybody_out(office: Office) -> None:
    """Ezra, who has no place here, sees the porch; each colleague walks to every page and sends every form on it."""
    office.walked("fa")
    seat = Seat(office.browser, TELEPHONE, "fa")
    porch, inside = Crawl(PORCH, enough=1), Crawl(HOUSE, enough=1)
    visitor = Person.at(seat, f"http://shirin.localhost:{office.inst.porch_port}")
    porch.send(visitor, porch.walk(visitor, "/", *office.postbox.links()))
    porch.look(visitor, "/nothing-here/")
    people = [*office.colleagues.all(), join(office.inst, "nima", "companion"), join(office.inst, "kaveh", "operator")]
    found = [(one, inside.walk(one, "/")) for one in (_at_the_desk(office, seat, who) for who in people)]
    for one, deeds in found:
        inside.look(one, "/nothing-here/")
        inside.send(one, deeds)
        one.close()
    porch.walk(visitor, "/")  # once more, for what the editors have published in between
    visitor.close()
    for crawl in (porch, inside):
        complaints = [f"{what}\n    on {', '.join(sorted(set(where)))}" for what, where in crawl.complaints.items()]
        assert not complaints, "\n\n".join(complaints)
    been = {*porch.reached, *porch.offered}
    assert {row.name for row in table(PORCH)} - been - APART == NEEDLESS[PORCH].keys(), "a page nobody comes to"
    assert len({*inside.reached, *inside.offered}) > MOST_ROOMS


def _at_the_desk(office: Office, seat: Seat, who: Visitor) -> Person:
    return Person.at(seat, f"http://{who.host}:{office.inst.house_port}", who.cookies)
