"""The captured house in a browser: Ezra commands its desks and its shell, and without the guarantor nobody is asked.

It is the story of tests/journeys/test_captured_house.py as its people see it. Meanwhile Shirin, whose brother is here,
reads what a stranger reads whose person is nowhere.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from browser.captured_on_screen import LICENCE, LISTED, Captured
from browser.guarantor_outside import Outside
from browser.persons import Person, Seat
from browser.screens import TELEPHONE
from guarantor_parts import OAK
from journeys.installation import Installation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]

WAITS = "Two agreed: leaves only after the guarantor has countersigned it"
LEAVES_AFTER = f"It leaves with the first round after {OAK} has countersigned it."
IS_ASKED = "Left the house: being asked"
NO_LICENCE = "The guarantor's licence to ask has run out, was withdrawn, or has not come yet."
NOBODY_IS_ASKED = "Nobody is asked by name now"
NOBODY_IN_PERSIAN = "اکنون از هیچ‌کس به نام پرسیده نمی‌شود"


@pytest.fixture
def captured(browser: Browser, tmp_path: Path) -> Iterator[Captured]:
    oak = Outside.with_new_key(tmp_path / "outside")
    with Installation.at(tmp_path / "home", guarantor_name=OAK, guarantor_key=oak.card.keys) as inst:
        house = Captured.of(inst, oak, Seat(browser, TELEPHONE, "en"))
        yield house
        house.close()


def test_who_commands_the_house_asks_nobody_by_name_and_an_honest_asking_leaves_again(
    captured: Captured, tmp_path: Path
) -> None:
    nobody_is_asked_before_a_licence_comes(captured)
    what_two_agreed_on_waits(captured)
    a_list_is_told_and_the_guarantor_refuses(captured, tmp_path)
    the_licence_ends_while_somebody_looks(captured)
    an_honest_asking_leaves(captured)


def nobody_is_asked_before_a_licence_comes(captured: Captured) -> None:
    assert NOBODY_IS_ASKED in captured.mira.text
    told = captured.oak.licenses(captured.inst)
    assert "Somebody may be asked by name until" in told
    captured.mira.open("/asking/")
    assert NOBODY_IS_ASKED not in captured.mira.text
    assert "Waiting for it now: 0." in captured.mira.text


def what_two_agreed_on_waits(captured: Captured) -> None:
    """Ezra has both sign-ins of the asking desk, and lets a round pass."""
    captured.two_agree(captured.ezra)
    captured.inst.round()
    for one in (captured.mira, captured.tomas):
        captured.opens(one, captured.ezra)
        assert WAITS in one.text
        assert LEAVES_AFTER in one.text
    captured.mira.open("/asking/")
    assert WAITS in captured.mira.text
    assert "Waiting for it now: 1." in captured.mira.text
    hers, strangers = captured.families_see()
    assert hers == strangers


def a_list_is_told_and_the_guarantor_refuses(captured: Captured, folder: Path) -> None:
    assert f"Taken in: {LISTED}." in captured.files_a_list(folder)
    captured.mira.open("/alarms/")
    assert "What is asked of this house calls for a look" in captured.mira.text, "who did not set it off is told"
    bundle = captured.oak.fetches(captured.inst)
    told = captured.oak.looks(captured.inst, bundle)
    assert f"Look here: {LISTED} requests of one hand" in told
    assert "more than anybody could have spoken with" in told
    assert "nearly all name one place; nearly none says when the person was last heard of" in told
    assert "1  asking: somebody is to be asked by name" in told
    assert not any(name in told for name in ("Dar", "داریوش", "Marsh", "Farid"))
    assert "0 countersigned, 1 refused." in captured.oak.answers(captured.inst, bundle, "--refuse")
    hers, strangers = captured.families_are_sent()
    assert hers == strangers


def the_licence_ends_while_somebody_looks(captured: Captured) -> None:
    """Tomas has Shirin's pair before him when the last day of the licence passes, and presses."""
    captured.opens(captured.tomas, captured.shirin)
    captured.inst.pass_time(LICENCE)
    captured.inst.round()
    captured.tomas.send("/agree/")
    for one in (captured.mira, captured.tomas):
        captured.opens(one, captured.shirin)
        assert NO_LICENCE in one.text
        assert "Proposed" in one.text
        assert not one.offers("/agree/")
    captured.mira.open("/asking/")
    assert NOBODY_IS_ASKED in captured.mira.text
    assert f"Refused by {OAK} and not put before it again: 1." in captured.mira.text
    assert WAITS in captured.mira.text, "what Ezra wished to ask has not left"
    is_said_in_persian(captured)
    hers, strangers = captured.families_are_sent()
    assert hers == strangers


def is_said_in_persian(captured: Captured) -> None:
    persian = replace(captured.ezra, seat=replace(captured.ezra.seat, language="fa"))
    mira: Person = persian.colleague(captured.house.staff.mira)
    mira.open("/asking/")
    assert NOBODY_IN_PERSIAN in mira.text
    assert "Refused" not in mira.text
    mira.close()


def an_honest_asking_leaves(captured: Captured) -> None:
    """The board has looked and licenses anew; of Ezra's asking it hears no more, and signs what Shirin waits for."""
    oak, inst = captured.oak, captured.inst
    oak.licenses(inst)
    captured.two_agree(captured.shirin)
    bundle = oak.fetches(inst)
    told = oak.looks(inst, bundle)
    assert "Look here" not in told
    assert "1  asking" in told
    assert "1 countersigned, 0 refused." in oak.answers(inst, bundle)
    inst.round()
    captured.opens(captured.tomas, captured.shirin)
    assert IS_ASKED in captured.tomas.text
    captured.opens(captured.mira, captured.ezra)
    assert WAITS in captured.mira.text
    hers, strangers = captured.families_see(scripts=True)
    assert hers == strangers
