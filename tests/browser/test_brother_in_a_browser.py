"""The brother with true papers: he proves kinship, she says "not him; my aunt, alive", and he comes back for two years.

Beside him a stranger seeks somebody who is nowhere. Whatever he does, both read the same bytes on every visit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from browser.persons import Seat
from browser.screens import TELEPHONE
from browser.story_on_screen import Family, Telling
from journeys.installation import HOUR, Installation
from journeys.staff import join
from journeys.story import Staff, Story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]

YEAR = 365 * 24 * HOUR
YEARS = 2
HIS = (("enquirer_name", "Bahram Kazemi"), ("enquirer_given", "Bahram"), ("kinship", "brother"))
HERS = (("enquirer_name", "Golnar Kazemi"), ("enquirer_given", "Golnar"), ("kinship", "aunt"))
SAYS = {"tells": "0", "setting": "alone", "must_not_know": "Bahram Kazemi, my brother"}
ALIVE = {"tells": "1", "setting": "alone"}


@dataclass
class Three:
    """The brother, the aunt, and a stranger who seeks somebody who is nowhere."""

    brother: Telling
    aunt: Telling
    stranger: Telling


@pytest.fixture
def three(browser: Browser, tmp_path: Path) -> Iterator[Three]:
    with Installation.at(tmp_path / "home") as inst:
        desk = join(inst, "mira", "asking_desk"), join(inst, "tomas", "asking_desk")
        farid = join(inst, "farid", "family_desk")
        staff = Staff(farid=farid, mira=desk[0], tomas=desk[1], nima=farid, ezra=farid)
        seat = Seat(browser, replace(TELEPHONE, scripts=False), "en")
        families = (
            Family("Parisa Kazemi", "Parīsā Kāzemī", more=HIS),
            Family("Parissa Kazemi", "Parīsā Kāzemī", more=HERS),
            Family("Zebulon Quirk", "nobody", more=HIS),
        )
        people = Three(*(Telling(inst, staff, family, seat) for family in families))
        yield people
        for one in (people.brother, people.aunt, people.stranger):
            one.close()


def pages_after_writing(*tellings: Telling) -> list[str]:
    """What each holder of a slip reads who wrote just before."""
    for one in tellings:
        person = one.opens_her_page()
        person.send("/message/", text="Whoever has seen her: tell her I am at the door.")
        person.send("/send/")
    return [one.is_given() for one in tellings]


def test_a_true_brother_of_whom_she_said_no_reads_for_two_years_what_a_stranger_reads(
    three: Three, tmp_path: Path
) -> None:
    brother, aunt, stranger = three.brother, three.aunt, three.stranger
    for one in (brother, aunt, stranger):
        one.files_the_request()
    aunt.list_is_taken_in(tmp_path)
    house = Story(brother.inst, brother.staff)
    house.establish(stranger.family.sought)
    for one in (brother, aunt):
        house.decide_to_ask(one.family.sought)
    brother.inst.round()
    assert brother.is_given() == stranger.is_given()
    house.record_answer(brother.family.sought, **SAYS)
    house.record_answer(aunt.family.sought, **ALIVE)
    brother.inst.round()
    assert "alive" in aunt.opens_her_page().page.locator(".words").inner_text()
    his, another = pages_after_writing(brother, stranger)
    assert his == another
    for number in range(YEARS):
        brother.inst.pass_time(YEAR)
        brother.inst.round()
        for one in (brother, stranger):
            one.seat = replace(one.seat, screen=replace(TELEPHONE, scripts=bool(number % 2)))
        assert brother.is_given() == stranger.is_given()
    his, another = pages_after_writing(brother, stranger)
    assert his == another
