"""What every page is asked for is found when it is missing, and kept in larger text and in other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser import axe, looks
from browser.languages import OFFERED
from browser.persons import Person, Seat
from browser.screens import DESK, TELEPHONE, Screen

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from journeys.story import Story

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]

PAGES = ("/", "/about/", "/family/", "/family/form/", "/family/open/", "/here/", "/here/form/")
WELL = "<title>A page</title><main><h1>A page</h1>{}</main>"


def complaints(browser: Browser, inside: str) -> list[str]:
    page = browser.new_page(viewport={"width": TELEPHONE.width, "height": TELEPHONE.height})
    page.set_content(f'<!doctype html><html lang="en" dir="ltr">{WELL.format(inside)}')
    try:
        return looks.to_mend(page, TELEPHONE, "en")
    finally:
        page.close()


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ('<p style="inline-size: 30rem">Too wide</p>', "wide on a screen of 320"),
        ('<button style="block-size: 30px">Small</button>', "to press"),
        ("<h1>A second one</h1>", "exactly one h1"),
        ('<p style="inline-size: 4rem; overflow: hidden">Unbreakablewordwithoutend</p>', "does not fit its place"),
    ],
)
def test_what_does_not_fit_is_found(browser: Browser, inside: str, said: str) -> None:
    assert not complaints(browser, '<p>Well</p><button style="min-block-size: 44px; min-inline-size: 44px">On</button>')
    assert any(said in one for one in complaints(browser, inside)), complaints(browser, inside)


def test_axe_finds_what_keeps_people_out(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content('<html lang="en"><title>A page</title><main><h1>A page</h1><input name="x"></main>')
    assert any("axe, label" in one for one in axe.violations(page))
    page.close()


@pytest.mark.parametrize("language", OFFERED)
@pytest.mark.parametrize("screen", [DESK, Screen(TELEPHONE.width * 2, 640)], ids=["desk", "telephone-sideways"])
def test_text_twice_as_large_loses_nothing(browser: Browser, house: Story, screen: Screen, language: str) -> None:
    reader = Person.at(Seat(browser, screen, language), f"http://shirin.localhost:{house.inst.porch_port}")
    for path in PAGES:
        reader.open(path)
        said = reader.text
        reader.page.evaluate("document.documentElement.style.fontSize = '225%'")
        assert not looks.to_mend(reader.page, screen, language), path
        assert reader.text == said
    reader.close()


def test_who_changes_the_language_stays_on_the_page_and_reads_it_so_from_then_on(
    browser: Browser, house: Story
) -> None:
    reader = Person.at(Seat(browser, TELEPHONE, "en"), f"http://shirin.localhost:{house.inst.porch_port}")
    for language in [one for one in OFFERED if one != "en"]:
        reader.open("/family/open/")
        reader.page.locator(f'.languages a[hreflang="{language}"]').click()
        assert reader.path == "/family/open/"
        page = reader.page
        assert not looks.to_mend(page, TELEPHONE, language)
        page.goto(reader.origin + "/here/")
        assert page.evaluate("document.documentElement.lang") == language
        page.locator('.languages a[hreflang="en"]').click()
    reader.close()
