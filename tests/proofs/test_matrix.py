from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from khabar.config import wiring
from khabar.domain.kinds import Kind
from khabar.web.front.access import table
from proofs import houses, matrix
from proofs.access import WRONG

if TYPE_CHECKING:
    from pytest_django import Settings

    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
SAMPLE = 10


def test_cells_drawn_from_all_of_an_intermediary_answer_as_marks_and_policy_say(
    parts: Parts, settings: Settings
) -> None:
    settings.ROOT_URLCONF = "khabar.config.urls_house"
    wiring.use(parts)
    tally = matrix.walk(houses.intermediary(parts), sample=SAMPLE, seed=1)
    assert tally.wrong == []
    assert tally.cells >= 10 * SAMPLE
    assert tally.outcomes["admitted"]


def test_cells_drawn_from_all_of_an_association_answer_as_marks_and_policy_say(
    association: Parts, settings: Settings
) -> None:
    settings.ROOT_URLCONF = "khabar.config.urls_association_house"
    wiring.use(association)
    tally = matrix.walk(houses.association(association), sample=SAMPLE, seed=1)
    assert tally.wrong == []
    assert tally.outcomes["admitted"]


@pytest.mark.parametrize("kind", Kind)
def test_no_mark_lets_a_duty_into_the_room_of_one_that_excludes_it_and_nobody_enters_two_such_rooms(kind: Kind) -> None:
    addresses = {
        Kind.INTERMEDIARY: "khabar.config.urls_house",
        Kind.ASSOCIATION: "khabar.config.urls_association_house",
    }
    rows = [row for row in table(addresses[kind]) if row.duties]
    assert rows
    assert matrix.flaws(rows, kind) == []


def test_a_page_with_a_wrong_mark_is_found_by_the_policy() -> None:
    [wrong] = [row for row in table(WRONG) if row.name == "asking_desk:glance"]
    found = matrix.flaws([wrong], Kind.INTERMEDIARY)
    assert "asking_desk:glance lets in family_desk" in found
