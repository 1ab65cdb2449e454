"""A person at a screen: opens, follows, fills in and sends what the page offers, and each page is looked at on the way.

Nothing is found by words, which differ from language to language, but by what a page is made of: addresses, names of
fields, names of people. What a person does here no script of ours may do for them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from browser import looks
from browser.screens import open_window

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response

    from browser.screens import Screen

OK = 200
_TOKEN = re.compile(r'value="[A-Za-z0-9_=-]{40,}"')
_OF_THE_BROWSER = frozenset({"chrome", "chrome-extension"})
"""Addresses within the browser, by which it draws a PDF."""


def without_tokens(html: str) -> str:
    """Take from a page what is drawn anew for each form."""
    return _TOKEN.sub("", html)


@dataclass(frozen=True)
class Seat:
    """Where somebody sits: the browser, the screen, and the language they read."""

    browser: Browser
    screen: Screen
    language: str


@dataclass
class Person:
    """Somebody at one address of the house or the porch."""

    page: Page
    origin: str
    seat: Seat
    complaints: list[str] = field(default_factory=list)
    status: int = 0

    @classmethod
    def at(cls, seat: Seat, origin: str, cookies: Mapping[str, str] | None = None) -> Person:
        """Open a window; with cookies it is that of somebody who is signed in already."""
        window = open_window(seat.browser, seat.screen, seat.language)
        window.add_cookies([{"name": name, "value": value, "url": origin} for name, value in (cookies or {}).items()])
        page = window.new_page()
        person = cls(page, origin, seat)
        page.on("console", person._heard)
        page.on("request", person._asked_for)
        page.on("response", person._answered)
        return person

    def close(self) -> None:
        """Close the window."""
        self.page.context.close()

    @property
    def path(self) -> str:
        """Where the person is."""
        return urlsplit(self.page.url).path

    @property
    def text(self) -> str:
        """What stands in the main part, in single spaces."""
        return " ".join(self.page.locator("main").inner_text().split())

    @property
    def given(self) -> str:
        """The whole page as the browser was given it, but for what is drawn anew for each form."""
        return without_tokens(self.page.content())

    def open(self, path: str, status: int = OK) -> None:
        """Type an address."""
        self.page.goto(self.origin + path)
        self._look(status)

    def follow(self, address: str) -> None:
        """Follow the first link of the page whose address ends so."""
        self._go(self.page.locator(f'a[href$="{address}"]').first)
        self._look(OK)

    def follow_name(self, name: str) -> None:
        """Follow the link that bears somebody's name; a page that looks again by itself may have to show it first."""
        link = self.page.get_by_role("link", name=name).first
        link.wait_for()  # so that the navigation below is the click's, and not that of the page itself
        self._go(link)
        self._look(OK)

    def send(self, address: str, /, **filled: str) -> None:
        """Fill in the form that leads there, press its button, and look at what comes."""
        self.type_in(address, **filled)
        self._look(OK)

    def type_in(self, address: str, /, **filled: str) -> None:
        """Fill in the form that leads there and press its button."""
        self.write(address, **filled)
        form = self.form(address)
        own = form.locator(f'button[formaction$="{address}"]')
        self._go(own.first if own.count() else form.locator("button:not([formaction])").first)

    def write(self, address: str, /, **filled: str) -> None:
        """Fill in the form that leads there, and leave it so."""
        form = self.form(address)
        for name, value in filled.items():
            self._fill(form, name, value)

    def tick(self, address: str, name: str, *values: str) -> None:
        """Tick several boxes of one name in the form that leads there, and leave it so."""
        for value in values:
            self.form(address).locator(f'[name="{name}"][value="{value}"]').check()

    def keeps(self, address: str, /, **filled: str) -> bytes:
        """Fill in the form that leads there, press its button, and give the file that comes of it."""
        self.write(address, **filled)
        with self.page.expect_download() as download:
            self._press(self.form(address).locator("button").first)
        return Path(download.value.path()).read_bytes()

    def offers(self, address: str) -> bool:
        """Say whether the page has a form that leads there."""
        return self.form(address).count() > 0

    def form(self, address: str) -> Locator:
        """Find the form that leads there: by its own address, a button's, or because it leads back to this page."""
        named = self.page.locator(f'form[action$="{address}"], form:has(button[formaction$="{address}"])')
        if named.count() == 0 and self.path.endswith(address):
            return self.page.locator("main form:not([action])").first
        return named.first

    def print_numbers(self) -> list[str]:
        """Copy the numbers in large figures, without their gaps."""
        return ["".join(words.split()) for words in self.page.locator("main .code dd").all_inner_texts()]

    def _fill(self, form: Locator, name: str, value: str) -> None:
        control = form.locator(f'[name="{name}"]')
        kind = control.first.evaluate("one => one.type")
        if kind == "radio":
            form.locator(f'[name="{name}"][value="{value}"]').check()
        elif kind == "checkbox":
            control.check()
        elif kind == "select-one":
            control.select_option(value)
        elif kind == "file":
            control.set_input_files(value)
        else:
            control.fill(value)

    def _go(self, control: Locator) -> None:
        with self.page.expect_navigation():
            self._press(control)

    def _press(self, control: Locator) -> None:
        control.click(no_wait_after=True)

    def _look(self, status: int) -> None:
        found = [*self.complaints, *looks.to_mend(self.page, self.seat.screen, self.seat.language)]
        if self.status != status:
            found.append(f"it answered {self.status} and not {status}: {self.text[:300]}")
        assert not found, f"{self.path} at {self.seat.screen}:\n" + "\n".join(found)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(f"the browser complains: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self.status = response.status

    def _asked_for(self, request: Request) -> None:
        scheme, host = urlsplit(request.url).scheme, urlsplit(request.url).hostname or ""
        if scheme in _OF_THE_BROWSER:
            return
        if host != "localhost" and not host.endswith(".localhost"):
            self.complaints.append(f"the page asked {host} for something")


@dataclass
class Typist(Person):
    """The same person without a mouse: everything is reached by Tab and done by keys, and focus is always seen."""

    def _fill(self, form: Locator, name: str, value: str) -> None:
        control = form.locator(f'[name="{name}"]')
        kind = control.first.evaluate("one => one.type")
        if kind == "radio":
            self._reach_one_of(form, name)
            self._choose(form.locator(f'[name="{name}"][value="{value}"]'), "one => one.checked")
        elif kind == "select-one":
            self._reach(control)
            self._choose(control, f"one => one.value === {value!r}")
        elif kind == "checkbox":
            self._reach(control)
            self.page.keyboard.press("Space")
        else:
            self._reach(control)
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.type(value)

    def _press(self, control: Locator) -> None:
        self._reach(control)
        self.page.keyboard.press("Enter")

    def _reach(self, control: Locator) -> None:
        self._tab_until(lambda: bool(control.evaluate("one => one === document.activeElement")), str(control))

    def _reach_one_of(self, form: Locator, name: str) -> None:
        within = f'[name="{name}"]:focus'
        self._tab_until(lambda: form.locator(within).count() > 0, name)

    def _tab_until(self, there: Callable[[], bool], what: str) -> None:
        for _ in range(MOST_TABS):
            if there():
                return
            self.page.keyboard.press("Tab")
            self.complaints += unseen_focus(self.page)
        raise AssertionError(f"the keyboard does not reach {what} on {self.path}")

    def _choose(self, control: Locator, chosen: str) -> None:
        for _ in range(MOST_CHOICES):
            if control.evaluate(chosen):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not choose {control} on {self.path}")


MOST_TABS = 200
MOST_CHOICES = 20
_FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return [];
  const look = getComputedStyle(one), box = one.getBoundingClientRect();
  const named = (one.innerText || one.name || one.id || one.tagName).trim().slice(0, 40);
  const found = [];
  if (look.outlineStyle === 'none' || parseFloat(look.outlineWidth) < 2)
    found.push(`nothing shows that "${named}" has the focus`);
  if (box.width === 0 || box.bottom <= 0 || box.top >= innerHeight)
    found.push(`"${named}" has the focus out of sight`);
  return found;
}"""


def unseen_focus(page: Page) -> list[str]:
    """Say what keeps the focus from being seen where it is."""
    return [str(sentence) for sentence in page.evaluate(_FOCUS)]
