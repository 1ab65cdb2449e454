"""The walk on paper, step by step, by somebody who has the start page and a browser without script."""

from __future__ import annotations

import io
import re
import signal
import time
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pypdfium2
import pytest

from demo.made import give_demonstration
from demo.running import Demonstration, begin
from journeys.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from journeys.visitor import Answer

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]

STANDING = "There is nothing we may tell you today. We say this to everyone, whatever we know."
SAID = "Mother, the drum still sounds."
FIELDS = {
    "Name": "name",
    "Father's name": "father",
    "Mother's name": "mother",
    "Born": "birth",
    "Where they last lived with you": "last_place",
    "First thing": "two_things_1",
    "Second thing": "two_things_2",
    "Your full name": "enquirer_name",
    "Your given name": "enquirer_given",
    "You are their …": "kinship",
    "Telephone": "phone",
    "When can you be reached safely?": "safe_times",
    "A stop word": "stop_word",
    "A question of your own": "callback_question",
    "The answer to it": "callback_answer",
    "Who may go on seeking if you die?": "heirs",
    "To whom? Their name": "tell_name",
    "What that one is to the person": "tell_kinship",
    "In the person's own words": "own_words",
    "Number of the sealed slip": "slip_number",
}
"""The field of each label: a visitor finds it by looking, a test by this table."""


@dataclass
class Walker:
    """Somebody at a browser: knows what the start page says, has a tab for each address."""

    start: Visitor
    tabs: dict[str, Visitor] = field(default_factory=dict)

    def step(self, number: int) -> HtmlElement:
        [found] = self.start.get("/").page.xpath(f'//li[@id="paper-{number}"]')
        return found

    def open(self, number: int, words: str) -> Visitor:
        """Follow a link of a step in the tab of its address; sign in where that is asked, with what stands there."""
        step = self.step(number)
        found = [one.get("href") for one in step.iter("a") if words in " ".join(one.text_content().split())]
        assert found, words
        link = urlsplit(found[0])
        tab = self.tabs.setdefault(link.netloc, Visitor(link.hostname or "", link.port or 0))
        if tab.get(link.path).path.startswith("/sign-in/"):
            self._sign_in(tab, step)
            tab.get(link.path)
        assert tab.at
        assert (tab.at.status, tab.at.path) == (200, link.path), tab.at.text
        return tab

    def save(self, number: int, words: str) -> bytes:
        [link] = [one.get("href") for one in self.step(number).iter("a") if words in one.text_content()]
        return self.start.get(link).body

    def typed(self, number: int) -> dict[str, str]:
        """What a step tells to type, by the names of the fields."""
        lines = self.step(number).xpath('.//dl[not(.//dt="Passphrase")]/div')
        found = {one.find("dt").text_content(): one.find("dd").text_content().strip() for one in lines}
        return {FIELDS[label]: said for label, said in found.items()}

    def let_time_pass(self, number: int, nth: int = 0) -> None:
        """Press the button of a step, and wait as its page does."""
        anchor = self.step(number).xpath('.//input[@name="anchor"]/@value')[nth]
        action = self.step(number).xpath('.//form[contains(@action, "/time/")]/@action')[nth]
        token = self.start.get("/").page.xpath('//input[@name="csrfmiddlewaretoken"]/@value')[0]
        shown, until = self.start.post(action, {"csrfmiddlewaretoken": token, "anchor": anchor}), time.monotonic() + 120
        while "/time/waiting/" in shown.path:
            assert time.monotonic() < until, shown.text
            time.sleep(0.5)
            shown = self.start.get(dict(shown.headers)["Refresh"].partition("url=")[2])
        assert shown.page.xpath(f'//*[@id="{anchor}"]'), "the button leads back to a place on the page"

    def _sign_in(self, tab: Visitor, step: HtmlElement) -> None:
        name = tab.host.partition(".")[0]
        [passphrase] = step.xpath(f'.//dl[.//code="{name}"]//dt[.="Passphrase"]/following-sibling::dd//text()')
        tab.send("/sign-in/", login=name, password=passphrase)
        codes = self.start.get("/codes/").page
        [code] = codes.xpath(f'//section[.//code[text()="{name}"]]//code[string-length(text())=6]/text()')
        tab.send("/sign-in/code/", code=code)


@pytest.fixture(scope="module")
def walker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walker]:
    folder = tmp_path_factory.mktemp("walk") / "demo"
    give_demonstration(folder)
    demonstration: Demonstration = begin(folder)
    try:
        demonstration.wait_until_open()
        yield Walker(Visitor("localhost", demonstration.ports.page))
    finally:
        demonstration.end(signal.SIGINT)


def slip_inside(pdf: bytes) -> dict[str, str]:
    """Code and PIN of the first slip, as its reader sees them."""
    lines = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded().splitlines()
    digits = [line.replace(" ", "") for line in lines if re.fullmatch(r"[\d ]+", line)]
    return {"code": next(one for one in digits if len(one) == 12), "pin": next(one for one in digits if len(one) == 6)}


def golnars_page(walker: Walker, number: int, words: str) -> Answer:
    inside = slip_inside(walker.save(3, "Unfold the first slip"))
    tab = walker.open(number, words)
    return tab.send("/family/open/", **inside)


def choice(page: HtmlElement, select: str, words: str) -> str:
    [value] = page.xpath(f'//select[@name="{select}"]/option[contains(., "{words}")]/@value')
    return str(value)


def farid_types(walker: Walker) -> None:
    pictures = [walker.save(1, f"Save photograph {number}") for number in (1, 2)]
    farid = walker.open(2, "Open Farid's papers")
    farid.attach("/families/papers/", "scans", ("request-1.jpg", pictures[0]), ("request-2.jpg", pictures[1]))
    shown = []
    for paper in ("Paper 1", "Paper 2"):
        farid.get("/families/papers/")
        farid.follow(paper)
        page = farid.follow("Type this form")
        shown.append(page.text)
        assert len(page.page.findall(".//main//img")) == 2, "both pages lie beside the form, whichever was opened"
    assert sum("ink in box 3" in text for text in shown) == 1
    typed = walker.typed(2) | {"said_of_me": "2", "way": "telephone", "reads": "is_read_to"}
    filed = farid.send("/type/", **typed)
    assert "It is filed." in filed.page.text_content(), filed.text


def stack_of_trip(walker: Walker) -> bytes:
    mira = walker.open(4, "Open a new trip as Mira")
    assert mira.at
    carrier = choice(mira.at.page, "carrier", "Omar")
    mira.send("/trips/new/", carrier=carrier, offers="3", languages="en")
    archive = mira.send("/print/").body
    assert zipfile.ZipFile(io.BytesIO(archive)).namelist() == ["sheets.pdf", "cover.pdf"]
    return archive


def omar_brings(walker: Walker, archive: bytes) -> None:
    walker.step(5)
    nothing = walker.start.attach("/paper/photograph/", "stack", ("list.zip", b"PK no archive"))
    assert (nothing.status, nothing.heading) == (400, "Nothing to photograph")
    walker.step(5)
    brought = walker.start.attach("/paper/photograph/", "stack", ("paper.zip", archive))
    assert brought.body.startswith(b"\xff\xd8")
    omar = walker.open(5, "Open Omar's trips")
    trip = omar.follow("Trip ").path
    omar.follow("Send pictures of sheets that came back")
    omar.attach("/papers/", "scans", ("omar-brings.jpg", brought.body))
    omar.get(trip)
    omar.send("/sheets/", sheets="1", outcome="answered", setting="alone")
    said = omar.send("/rest/", outcome="unused").text
    assert "Nothing is missing: every sheet is back or has a note." in said
    assert "Kamran" not in said


def mira_types(walker: Walker) -> None:
    mira = walker.open(6, "Open Mira's papers")
    page = mira.follow("Paper 1").page
    assert page.xpath('//input[@name="tells"][@checked]/@value') == ["2"]
    assert page.xpath('//input[@name="setting"][@checked]/@value') == ["alone"]
    mira.send("/presence/", **walker.typed(6))


def two_agree(walker: Walker) -> None:
    for name in ("Mira", "Tomas"):
        desk = walker.open(6, name) if name == "Tomas" else walker.tabs[mira_host(walker)]
        desk.get("/asking/")
        desk.follow("Kamran Delshad")
        if name == "Mira":
            desk.send("/findings/", questions="agree")
        desk.send("/named/")


def mira_host(walker: Walker) -> str:
    return next(host for host in walker.tabs if host.startswith("mira."))


def nima_calls(walker: Walker) -> str:
    farid = walker.open(7, "Open the calls as Farid")
    assert farid.at
    page = farid.at.page
    today = page.xpath('//input[@name="days"]/@value')[0]
    farid.send("/calls/hands/", helper=choice(page, "helper", "Nima"), calls="5", days=today)
    nima = walker.open(7, "Open Nima's calls of today")
    assert nima.at
    return nima.at.text


def samir_is_named(walker: Walker) -> str:
    desks = {
        name: next(tab for host, tab in walker.tabs.items() if host.startswith(name)) for name in ("mira", "tomas")
    }
    for name, desk in desks.items():
        desk.get("/asking/")
        desk.follow("Kamran Delshad")
        page = desk.follow("Who brings it, where there is no screen").page
        if name == "mira":
            desk.send("/bringer/", bringer=choice(page, "bringer", "Samir"))
        else:
            desk.send("/bringer/confirm/")
    samir = walker.open(8, "Open Samir's page")
    assert samir.at
    return samir.at.text


def test_the_walk_on_paper_does_what_it_says(walker: Walker) -> None:
    farid_types(walker)
    walker.let_time_pass(2)
    assert STANDING in golnars_page(walker, 3, "Open Golnar's page").text
    omar_brings(walker, stack_of_trip(walker))
    mira_types(walker)
    walker.let_time_pass(6)
    two_agree(walker)
    walker.let_time_pass(6, nth=1)
    assert SAID in golnars_page(walker, 6, "Open Golnar's page again").text
    walker.let_time_pass(7)
    calls = nima_calls(walker)
    for shown in (
        "Golnar",
        "0700 555 0162",
        "after the noon bread",
        "aubergine",
        "There is nothing I may tell you today.",
    ):
        assert shown in calls
    for hidden in ("Kamran", "Delshad", "drum"):
        assert hidden not in calls
    word = samir_is_named(walker)
    assert SAID in word
    assert "What was under the stairs?" in word


def test_the_start_page_is_persian_too(walker: Walker) -> None:
    reader = Visitor(walker.start.host, walker.start.port)
    reader.get("/")
    persian = reader.follow("فارسی")
    assert persian.page.get("lang") == "fa"
    assert persian.page.get("dir") == "rtl"
    assert "گلنار" in persian.text
