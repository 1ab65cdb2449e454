"""`khabar quarantine`: what it says where the house has ended one and was killed before the porch was told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from cast import JOB
from khabar.apps.quarantine.actions import begin
from khabar.apps.quarantine.actions import confirm as confirm_until
from khabar.apps.quarantine.models import Quarantine
from khabar.apps.quarantine.queries import is_quarantined
from khabar.cli.quarantine import quarantine
from khabar.domain.errors import Conflict

if TYPE_CHECKING:
    from click.testing import Result

    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

DAY = "2026-03-01"


def run(parts: Parts, *words: str) -> Result:
    return CliRunner().invoke(quarantine, words, obj=parts)


@pytest.fixture
def cut_off(parts: Parts) -> Parts:
    """A house whose two people have ended its quarantine; its process was killed before it could tell the porch."""
    now = parts.clock.now()
    begin(actor=JOB, now=now, parts=parts, as_of=now)
    confirm_until(actor=JOB, now=now, parts=parts, names=("mira", "tomas"), until=now.date())
    Quarantine.objects.using("porch").update(ended_at=None)
    return parts


def test_the_porch_is_told_afterwards_and_nobody_is_asked_again(cut_off: Parts) -> None:
    assert "confirm --until DAY tells the porch" in run(cut_off, "show").output
    told = run(cut_off, "confirm", "--until", DAY)
    assert told.exit_code == 0, told.output
    assert "the porch goes on too" in told.output
    assert not is_quarantined("porch")
    assert run(cut_off, "show").output == "This installation is not in quarantine.\n"


def test_a_quarantine_that_began_after_that_end_is_not_ended_by_it(cut_off: Parts) -> None:
    Quarantine.objects.using("porch").update(began_at=cut_off.clock.now().replace(year=2027))
    told = run(cut_off, "confirm", "--until", DAY)
    assert isinstance(told.exception, Conflict)
    assert is_quarantined("porch")


def test_where_there_was_none_there_is_nothing_to_end(parts: Parts) -> None:
    assert isinstance(run(parts, "confirm", "--until", DAY).exception, Conflict)
    assert run(parts, "show").output == "This installation is not in quarantine.\n"
