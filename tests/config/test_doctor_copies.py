from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cast import JOB
from khabar.adapters.entropy import SystemEntropy
from khabar.apps.journal.actions import witness
from khabar.apps.journal.queries import journal_name
from khabar.apps.ledger.actions import record
from khabar.apps.quarantine.actions import begin
from khabar.config import wiring
from khabar.config.backing_up import DRILLED, MADE
from khabar.config.doctor_copies import examine_copies
from khabar.config.findings import Sign

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import SettableClock
    from khabar.config.options import Options
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


@pytest.fixture
def here(options: Options, tmp_path: Path) -> Options:
    """A house with a stick, and somebody who can open backups."""
    for name in ("house", "stick"):
        (tmp_path / name).mkdir()
    return replace(options, home=tmp_path, second_place=str(tmp_path / "stick"), backup_recipients=("age1",))


def said(options: Options, clock: SettableClock) -> dict[str, tuple[Sign, str]]:
    return {one.about: (one.sign, one.sentence) for one in examine_copies(options, clock.now())}


def round_done(here: Options, parts: Parts) -> None:
    place = wiring.second_place(here, "work")
    witness(actor=JOB, now=parts.clock.now(), parts=replace(parts, second_place=place))


def test_where_nothing_was_ever_copied_somebody_has_to_look(
    here: Options, options: Options, clock: SettableClock
) -> None:
    assert {about: sign for about, (sign, _) in said(here, clock).items()} == {
        "backup": Sign.LOOK,
        "drill": Sign.LOOK,
        "journal": Sign.NOTE,
    }
    bare = replace(options, home=here.home)
    assert {sign for sign, _ in said(bare, clock).values()} == {Sign.NOTE}, "nobody was named who could open one"


def test_for_26_hours_all_is_well_and_then_it_is_not(here: Options, parts: Parts, clock: SettableClock) -> None:
    for act in (MADE, DRILLED):
        record(actor=JOB, now=clock.now(), parts=parts, act=act)
    round_done(here, parts)
    clock.advance(timedelta(hours=26))
    assert {sign for sign, _ in said(here, clock).values()} == {Sign.OK}
    clock.advance(timedelta(minutes=1))
    assert {sign for sign, _ in said(here, clock).values()} == {Sign.LOOK}


def test_a_stick_that_is_away_or_another_houses_is_named(
    here: Options, parts: Parts, clock: SettableClock, tmp_path: Path
) -> None:
    round_done(here, parts)
    (tmp_path / "house" / "witness.key").write_bytes(SystemEntropy().bytes(32))
    assert "not one of this house" in said(here, clock)["journal"][1]
    assert (tmp_path / "stick" / journal_name()).exists()
    (tmp_path / "stick").rename(tmp_path / "drawer")
    assert "Put the second place back" in said(here, clock)["journal"][1]


def test_a_quarantine_and_an_upgrade_that_was_broken_off_are_named(
    here: Options, parts: Parts, clock: SettableClock
) -> None:
    begin(actor=JOB, now=clock.now(), parts=parts, as_of=clock.now())
    (here.house / "upgrade.json").write_text("{}")
    found = said(here, clock)
    assert found["quarantine"][0] is Sign.LOOK
    assert found["upgrade"][0] is Sign.LOOK
