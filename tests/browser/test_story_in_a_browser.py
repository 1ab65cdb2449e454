"""The whole story in a real browser: on a telephone and at a desk, with scripts and without, by mouse and by keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from browser.languages import OFFERED
from browser.persons import Person, Seat, Typist
from browser.screens import DESK, TELEPHONE
from browser.story_on_screen import IN_PERSIAN, Family, Telling

if TYPE_CHECKING:
    from pathlib import Path

    from _pytest.mark.structures import ParameterSet
    from playwright.sync_api import Browser

    from browser.screens import Screen
    from journeys.story import Story

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]

WITHOUT_SCRIPTS = replace(TELEPHONE, scripts=False)
FAMILIES = {
    ("en", Person): Family("Dariush Nuri", "Dariyoush Noori"),
    ("en", Typist): Family("Kamran Vaziri", "Kamrān Vazīrī"),
    ("fa", Person): Family("بهرام سهرابی", "Bahrām Sohrābi", more=IN_PERSIAN),
    ("fa", Typist): Family("سیاوش رستمی", "Siyavosh Rostamy", more=IN_PERSIAN),
}


def _told(screen: Screen, at_porch: type[Person], language: str, *marks: pytest.MarkDecorator) -> ParameterSet:
    name = "telephone-no-script" if at_porch is Person else "desk-by-keys"
    return pytest.param(screen, at_porch, language, id=f"{name}-{language}", marks=marks)


TOLD = [
    _told(WITHOUT_SCRIPTS, Person, "fa"),
    _told(DESK, Typist, "en"),
    _told(WITHOUT_SCRIPTS, Person, "en", pytest.mark.long),
    _told(DESK, Typist, "fa", pytest.mark.long),
]
"""Each screen and each language once in every check; the other two ways belong to the long one."""


def test_every_language_is_told_in_on_every_screen() -> None:
    assert {(one.values[1], one.values[2]) for one in TOLD} == {
        (at_porch, language) for at_porch in (Person, Typist) for language in OFFERED
    }


@pytest.mark.parametrize(("screen", "at_porch", "language"), TOLD)
def test_news_goes_and_comes_in_a_browser(
    browser: Browser, house: Story, tmp_path: Path, screen: Screen, at_porch: type[Person], language: str
) -> None:
    family = FAMILIES[language, at_porch]
    telling = Telling(house.inst, house.staff, family, Seat(browser, screen, language), at_porch)
    try:
        tell(telling, tmp_path)
    finally:
        telling.close()


def tell(telling: Telling, folder: Path) -> None:
    family = telling.family
    telling.files_the_request()
    telling.list_is_taken_in(folder)
    before = telling.opens_her_page()
    assert before.page.locator(".standing").count() == 1
    assert before.page.locator(".words").count() == 0
    telling.is_established()
    telling.two_decide()
    telling.answers()
    told = telling.opens_her_page()
    assert family.own_words in told.text
    telling.writes()
    assert telling.opens_her_page().page.locator(".message-list > li").count() == 1
    telling.letter_goes()
    telling.reply_comes()
    last = telling.opens_her_page()
    assert family.reply in last.text
    assert family.own_words in last.text
