"""A walk through every page that a person can reach: by each link, and by each form sent as it stands.

What is reached is told apart by route, so that a page nobody can reach, or nobody looks at, is missed by name. It knows
no page by heart: what is added to the addresses of porch or house is walked to without a word here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Error

from browser import axe, looks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Locator

    from browser.persons import Person

ENOUGH = 2
"""Pages of one route that one person comes to by links, if not said otherwise; where a walk begins is besides."""
SERVER_ERROR = 500
LAST = ("operator:close", "family:close")
"""Deeds after which there is less to see."""
NEVER = frozenset({"", "account_logout"})
"""Whoever walks here is needed afterwards; signing out is a newcomer's part."""
APART = frozenset({"language", "blank"})
"""Where the browser is told to forget, or to read another language: looked at apart, and never in passing."""
_ADDRESSES = """() => [...document.querySelectorAll('a[href]')].map((one) => one.getAttribute('href'))"""
_TARGETS = """() => [...document.querySelectorAll('form[method=post] button')]
  .map((one) => one.getAttribute('formaction') || one.form.getAttribute('action') || location.pathname)"""
_SEND = "one => { one.form.noValidate = true; one.form.requestSubmit(one); }"
_BUILT = """() => {
  const told = (one) => !['href', 'value', 'action', 'formaction', 'content', 'src', 'datetime'].includes(one.name);
  const own = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const line = (one) => [one.tagName, own(one), ...[...one.attributes].map((a) => a.name + (told(a) ? a.value : ''))];
  return [...document.querySelectorAll('*')].map((one) => line(one).join(' ')).join('\\n');
}"""
"""How a page is built: each element with its attributes, and whether it holds words; not which, and not whither."""
_UNFOLD = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"


@dataclass(frozen=True)
class Deed:
    """A form as it was found: on which page, and where it leads."""

    found_at: str
    leads_to: str


@dataclass
class Crawl:
    """What was reached at one door (the porch or the house), by whomever; and what is to be mended there."""

    urlconf: str
    enough: int = ENOUGH
    reached: dict[str, str] = field(default_factory=dict)
    offered: dict[str, str] = field(default_factory=dict)
    complaints: dict[str, list[str]] = field(default_factory=dict)
    built: set[str] = field(default_factory=set)

    def walk(self, person: Person, *begin: str) -> dict[str, Deed]:
        """Look at these pages and at all that links lead to from them; give the forms met on the way, by route."""
        done: set[str] = set()
        often: Counter[str] = Counter()
        deeds: dict[str, Deed] = {}
        waiting = list(begin)
        while waiting:
            path = waiting.pop(0)
            name = self.route(urlsplit(path).path)
            if path in done or name in {"", *APART} or (often[name] >= self.enough and path not in begin):
                continue
            done.add(path)
            often[name] += 1
            if not self.look(person, path):
                continue
            waiting += [link for link in self._links(person) if link not in done]
            for target in self._targets(person):
                deeds.setdefault(self.route(target), Deed(path, target))
        return deeds

    def send(self, person: Person, deeds: Mapping[str, Deed]) -> None:
        """Send each of these forms as it stands, and look at what comes; it may change the house."""
        first = sorted(deeds.keys() - NEVER - set(LAST))
        for route in [*first, *(name for name in LAST if name in deeds)]:
            self._send(person, deeds[route])

    def look(self, person: Person, path: str) -> bool:
        """Look at one page; its status may be anything but a fault of ours. False for a file to keep."""
        try:
            person.page.goto(person.origin + path)
        except Error as problem:
            if "Download is starting" not in problem.message:
                raise
            self.reached.setdefault(self.route(urlsplit(path).path), path)
            return False
        self.note(person)
        return True

    def note(self, person: Person) -> None:
        """Write down where the person is now, and what is to be mended there; a picture alone is not a page.

        Its colours are the stylesheet's, so they are looked at where a route is reached for the first time; and axe
        asks how a page is built, so one that is built like another is not asked again.
        """
        name = self.route(person.path)
        is_first = self.reached.setdefault(name, person.path) == person.path
        if not person.page.evaluate("document.contentType === 'text/html'"):
            person.complaints.clear()  # the browser's own frame round a picture wants a style our policy refuses
            return
        for target in self._targets(person):
            self.offered.setdefault(self.route(target), target)
        person.page.evaluate(_UNFOLD)
        found = [*looks.to_mend(person.page, person.seat.screen, person.seat.language), *person.complaints]
        built = person.page.evaluate(_BUILT)
        if is_first or built not in self.built:
            self.built.add(built)
            found += axe.violations(person.page, contrast=is_first)
        person.complaints.clear()
        if person.status >= SERVER_ERROR:
            found.append(f"it answered {person.status}")
        for sentence in found:
            self.complaints.setdefault(sentence, []).append(f"{name or 'no route'} {person.path}")

    def route(self, path: str) -> str:
        """Name the route of an address; nothing for an address without one."""
        try:
            return resolve(path, self.urlconf).view_name
        except Resolver404:
            return ""

    def _targets(self, person: Person) -> list[str]:
        """List where the buttons of this page lead."""
        return [urlsplit(target).path for target in person.page.evaluate(_TARGETS)]

    def _links(self, person: Person) -> list[str]:
        here = person.page.url
        whole = [urlsplit(urljoin(here, link)) for link in person.page.evaluate(_ADDRESSES)]
        own = urlsplit(person.origin).netloc
        return [f"{one.path}?{one.query}" if one.query else one.path for one in whole if one.netloc == own]

    def _send(self, person: Person, deed: Deed) -> None:
        """Send a form as it stands, past the browser's own objections; it may be gone, or give a file to keep."""
        person.page.goto(person.origin + deed.found_at)
        button = self._button(person, deed)
        if button is None:
            return
        answers: list[int] = []
        downloads: list[str] = []
        person.page.once("download", lambda file: downloads.append(file.suggested_filename))
        person.page.once("load", lambda _page: answers.append(1))
        button.evaluate(_SEND)
        for _ in range(200):
            if answers or downloads:
                break
            person.page.wait_for_timeout(50)
        assert answers or downloads, f"nothing came of sending the form to {deed.leads_to}"
        if answers:
            self.note(person)

    def _button(self, person: Person, deed: Deed) -> Locator | None:
        buttons = person.page.locator("form[method=post] button")
        targets = self._targets(person)
        return buttons.nth(targets.index(deed.leads_to)) if deed.leads_to in targets else None
