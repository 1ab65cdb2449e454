"""Every page of porch and house, as each of their people reaches it: axe finds nothing, and no page is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser.content import fill, open_letters
from browser.content_of_wishes import ask_for_silence, wish
from browser.content_on_paper import Paper
from browser.crawl import APART, Crawl
from browser.languages import OFFERED, in_the_house
from browser.newcomer import Newcomer
from browser.persons import Person, Seat
from browser.screens import TELEPHONE
from khabar.domain.reading_quotas import ABOVE_USUAL
from khabar.web.front.access import table

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from browser.conftest import Others
    from browser.content import Content
    from browser.content_of_wishes import Wishes
    from journeys.story import Story
    from journeys.visitor import Visitor

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]

PORCH, HOUSE = "khabar.config.urls_porch", "khabar.config.urls_house"
NEEDLESS = {
    "bridge:lay_down": "partners' programs knock here, and no page leads to it",
    "family_desk:why": "a demonstration asks for no reasons",
    "front:go_on": "nobody here reads as much as a house allows in a day",
    "asking_desk:objection": "nobody here was marked by version 0.1.0",
    "letters:paper_digits": "only halves whose digits were read lie in this tray",
    "asking_desk:paper_open": "no letter lies in this tray",
    "family_desk:paper_open": "no letter lies in this tray",
}
"""Addresses to which nobody comes, and why; every tray has the same (domain/paper_trays.py)."""


@pytest.fixture(scope="module", params=OFFERED)
def seat(request: pytest.FixtureRequest, browser: Browser) -> Seat:
    return Seat(browser, TELEPHONE, request.param)


@pytest.fixture(scope="module")
def doors() -> dict[str, set[str]]:
    """The routes of each door that somebody came to, in any language: forms that are sent use up what they need."""
    return {PORCH: set(), HOUSE: set()}


@pytest.fixture(scope="module")
def content(house: Story, tmp_path_factory: pytest.TempPathFactory) -> Content:
    return fill(house, tmp_path_factory.mktemp("content"))


@pytest.fixture(scope="module")
def wishes(house: Story, others: Others, content: Content) -> Wishes:
    silence = ask_for_silence(house.staff.mira)
    Paper(house, others.omar, content).fill()
    return wish(house, content, silence)


@pytest.mark.parametrize("seat", ["fa", pytest.param("en", marks=pytest.mark.long)], indirect=True)
def test_no_page_of_the_porch_keeps_anybody_out(
    seat: Seat, house: Story, content: Content, doors: dict[str, set[str]]
) -> None:
    """In Persian, whose words are longest on a telephone and run the other way; in English in the long check."""
    porch = Crawl(PORCH)
    visitor = Person.at(seat, f"http://shirin.localhost:{house.inst.porch_port}")
    porch.send(visitor, porch.walk(visitor, "/"))
    visitor.page.goto(visitor.origin + "/family/open/")
    visitor.type_in("/family/open/", code=content.slip.code, pin=content.slip.pin)
    porch.send(visitor, porch.walk(visitor, "/family/page/"))
    porch.look(visitor, "/nothing-here/")
    porch.look(visitor, "/blank/")
    visitor.close()
    assert_whole(porch, doors[PORCH])


@pytest.mark.parametrize("seat", ["fa", pytest.param("en", marks=pytest.mark.long)], indirect=True)
def test_no_page_of_the_house_keeps_a_colleague_out(
    seat: Seat, house: Story, others: Others, wishes: Wishes, content: Content, doors: dict[str, set[str]]
) -> None:
    """In Persian, whose words are longest on a telephone and run the other way; in English in the long check."""
    inside = Crawl(HOUSE)
    staff = house.staff
    open_letters(staff.mira, content)
    reads_much(staff.farid, content)
    from_pairs = [*content.pairs, content.pairs[0] + "bringer/", content.pairs[0] + "beside/"]
    begins = [
        (staff.mira, [*from_pairs, *content.letters, *content.lists[0], *papers_before(staff.mira), *wishes.asking]),
        (staff.tomas, [*content.pairs[1:3], content.letters[0], "/letters/papers/", *wishes.second]),
        (staff.farid, [*content.requests, content.requests[0] + "caller/", *content.lists[1], *wishes.families]),
        (staff.nima, []),
        (others.omar, []),
        (others.kaveh, ["/sign-in/again/"]),
    ]
    colleagues = []
    for one, begin in begins:
        colleague = Person.at(in_the_house(seat), f"http://{one.host}:{house.inst.house_port}", one.cookies)
        colleagues.append((colleague, inside.walk(colleague, *begin, "/")))
        inside.look(colleague, "/nothing-here/")
    for colleague, deeds in colleagues:
        inside.send(colleague, deeds)
    farid_compares_an_answer(inside, colleagues[2][0], content)
    farid_looks_for_a_name(inside, colleagues[2][0])
    kaveh_opens_a_session(inside, colleagues[-1][0])
    Newcomer.joins(house.inst, in_the_house(seat)).comes_and_goes(inside)
    assert_whole(inside, doors[HOUSE])


def reads_much(farid: Visitor, content: Content) -> None:
    """Open a request so often that it rings: the alarm stands on everybody else's page."""
    for _ in range(ABOVE_USUAL + 1):
        farid.get(content.requests[0])


def papers_before(mira: Visitor) -> list[str]:
    """Every paper that waits for her: what can be done with each is another thing."""
    trays = ("/asking/papers/", "/letters/papers/")
    return [
        link for tray in trays for link in mira.get(tray).links().values() if link.startswith(tray) and link != tray
    ]


def farid_compares_an_answer(inside: Crawl, farid: Person, content: Content) -> None:
    farid.page.goto(farid.origin + content.requests[1] + "caller/")
    farid.type_in("/caller/said/", said="A cat")
    inside.note(farid)


def farid_looks_for_a_name(inside: Crawl, farid: Person) -> None:
    farid.page.goto(farid.origin + "/families/")
    farid.type_in("/families/find/", name="Shirin Mehran", why="family_asks")
    farid.page.wait_for_selector("form[role=search]")  # the page that waits for the worker has none
    inside.note(farid)


def kaveh_opens_a_session(inside: Crawl, kaveh: Person) -> None:
    kaveh.page.goto(kaveh.origin + "/operator/")
    kaveh.type_in("/operator/open/", reason="The disk is full")
    inside.send(kaveh, inside.walk(kaveh, "/operator/"))


def assert_whole(crawl: Crawl, been: set[str]) -> None:
    """Nothing is to be mended, and every route was reached or offered by a form, but for those that nobody may need."""
    been.update(crawl.reached, crawl.offered)
    complaints = [f"{what}\n    on {', '.join(sorted(set(where)))}" for what, where in crawl.complaints.items()]
    assert not complaints, "\n\n".join(complaints)
    missed = {row.name for row in table(crawl.urlconf)} - been - APART - NEEDLESS.keys()
    assert not missed, f"nobody comes to these pages: {sorted(missed)}"
    assert not NEEDLESS.keys() & been, "these are come to after all"
