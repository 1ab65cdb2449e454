"""One installation for all journeys in a browser of a process, and one browser for each file of tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from browser.screens import open_chromium
from journeys.installation import Installation
from journeys.staff import join
from journeys.story import Staff, Story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from journeys.visitor import Visitor


@dataclass(frozen=True)
class Others:
    """Colleagues who have no part in the story of the ground floor."""

    omar: Visitor
    kaveh: Visitor


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    with Installation.at(tmp_path_factory.mktemp("browser") / "home") as inst:
        staff = Staff(
            farid=join(inst, "farid", "family_desk", "unlocker"),
            mira=join(inst, "mira", "asking_desk", "letters"),
            tomas=join(inst, "tomas", "asking_desk", "letters"),
            nima=join(inst, "nima", "helper"),
            ezra=join(inst, "ezra", "family_desk"),
        )
        yield Story(inst, staff)


@pytest.fixture(scope="session")
def others(house: Story) -> Others:
    return Others(omar=join(house.inst, "omar", "carrier", "bringer"), kaveh=join(house.inst, "kaveh", "operator"))
