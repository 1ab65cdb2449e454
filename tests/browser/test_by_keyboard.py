"""Without a mouse: every page lets the keyboard in, round and out, and shows where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser.languages import OFFERED
from browser.persons import Person, Seat, unseen_focus
from browser.screens import TELEPHONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from journeys.story import Story

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]

PAGES = ("/", "/about/", "/family/", "/family/form/", "/family/open/", "/here/", "/here/form/")
_ROUND = "document.activeElement === document.body || document.activeElement.matches('.skip')"
_MARK = """() => {
  const one = document.activeElement;
  one.dataset.visits = Number(one.dataset.visits || 0) + 1;
  return Number(one.dataset.visits);
}"""
_CONTROLS = "a[href], button, select, textarea, input:not([type=hidden]), [tabindex='0']"
_STOPS = """(controls) => [...document.querySelectorAll(controls)]
  .filter((one) => one.getClientRects().length > 0)
  .filter((one) => one.type !== 'radio' || one.checked ||
    (one === document.getElementsByName(one.name)[0] && !document.querySelector(`[name="${one.name}"]:checked`)))
  .length"""


@pytest.fixture(params=OFFERED)
def visitor(request: pytest.FixtureRequest, browser: Browser, house: Story) -> Iterator[Person]:
    seat = Seat(browser, TELEPHONE, request.param)
    person = Person.at(seat, f"http://shirin.localhost:{house.inst.porch_port}")
    yield person
    person.close()


def test_the_keyboard_reaches_everything_once_and_is_never_caught(visitor: Person) -> None:
    for path in PAGES:
        visitor.open(path)
        stops = visitor.page.evaluate(_STOPS, _CONTROLS)
        assert stops > 2
        reached = tab_round(visitor)
        assert reached == stops, f"{path}: {reached} of {stops} stops"


def tab_round(visitor: Person) -> int:
    """Press Tab until the page begins again; count the stops."""
    page = visitor.page
    for reached in range(1, 400):
        page.keyboard.press("Tab")
        assert not unseen_focus(page), (visitor.path, unseen_focus(page))
        if reached > 1 and page.evaluate(_ROUND):
            return reached - 1
        assert page.evaluate(_MARK) == 1, "the keyboard turns in a circle inside the page"
    raise AssertionError(f"the keyboard does not come round on {visitor.path}")


def test_the_first_key_leads_past_the_top_of_the_page(visitor: Person) -> None:
    for path in PAGES:
        visitor.open(path)
        visitor.page.keyboard.press("Tab")
        assert visitor.page.evaluate("document.activeElement.matches('.skip')"), path
        visitor.page.keyboard.press("Enter")
        assert visitor.page.evaluate("document.activeElement.id") == "main", path


def test_a_form_that_comes_back_speaks_first_of_what_is_to_be_mended(visitor: Person) -> None:
    visitor.open("/family/form/")
    visitor.type_in("/family/form/", birth="1365")
    summary = visitor.page.locator(".error-summary")
    assert summary.evaluate("one => one === document.activeElement"), "who listens hears it at once"
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")
    assert visitor.page.evaluate("document.activeElement.name") == "name"


def test_focus_that_nobody_sees_is_found(visitor: Person) -> None:
    visitor.open("/family/open/")
    visitor.page.keyboard.press("Tab")
    assert not unseen_focus(visitor.page)
    visitor.page.evaluate("document.activeElement.style.outline = 'none'")
    assert unseen_focus(visitor.page)
