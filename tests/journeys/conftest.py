"""One installation for all stories of a process; each story brings its own family, so none disturbs another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from journeys.installation import Installation
from journeys.staff import join
from journeys.story import Staff, Story

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def story(telling: Story) -> Iterator[Story]:
    """The telling, with the house unlocked again after a story that broke off while it was locked."""
    telling.inst.is_locked = False
    yield telling
    if telling.inst.is_locked:
        telling.inst.unlock()


@pytest.fixture(scope="session")
def telling(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    with Installation.at(tmp_path_factory.mktemp("house") / "home") as inst:
        staff = Staff(
            farid=join(inst, "farid", "family_desk"),
            mira=join(inst, "mira", "asking_desk", "letters"),
            tomas=join(inst, "tomas", "asking_desk", "letters"),
            nima=join(inst, "nima", "helper"),
            ezra=join(inst, "ezra", "family_desk"),
        )
        yield Story(inst, staff)
