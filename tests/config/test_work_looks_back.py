"""At its start `work` looks at the journal outside the house, before anything is done between rounds."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cast import JOB
from khabar.apps.journal.actions import witness
from khabar.apps.ledger.actions import record
from khabar.apps.quarantine.queries import is_quarantined
from khabar.config import ringing, wiring
from khabar.config import work as rounds
from put_back import backed_up, put_back

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import SettableClock
    from khabar.config.options import Options
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


class Stopped(BaseException):
    """What ends the loop: nothing there catches it."""


class Errands:
    """Does no errand, and notes each time whether the house keeps still."""

    stood: tuple[bool, ...] = ()

    def run_errands(self, *_: object) -> None:
        """Note how the house stands."""
        type(self).stood += (is_quarantined(),)


class SettingsAtHand:
    """In place of the settings' file, of which the bell alone would ask here."""

    @classmethod
    def load(cls) -> None:
        """Read nothing: no bell is hung."""


def stopped(_seconds: float) -> None:
    raise Stopped


@pytest.mark.parametrize("is_older", [True, False])
def test_an_older_database_is_found_before_the_first_errand(
    parts: Parts,
    clock: SettableClock,
    options: Options,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_older: bool,  # noqa: FBT001 - a case of the test
) -> None:
    for name in ("house", "stick"):
        (tmp_path / name).mkdir()
    options = replace(options, home=tmp_path, second_place=str(tmp_path / "stick"))
    ours = replace(parts, second_place=wiring.second_place(options, "work"))
    record(actor=JOB, now=clock.now(), parts=ours, act="round finished")
    yesterday = backed_up()
    clock.advance(timedelta(days=1))
    record(actor=JOB, now=clock.now(), parts=ours, act="round finished")
    witness(actor=JOB, now=clock.now(), parts=ours)
    if is_older:
        put_back(yesterday)
    monkeypatch.setattr(rounds, "_set_up", lambda _process: ours)
    monkeypatch.setattr(rounds, "Children", Errands)
    monkeypatch.setattr(Errands, "stood", ())
    monkeypatch.setattr(wiring, "parts", lambda: ours)
    monkeypatch.setattr(time, "sleep", stopped)
    monkeypatch.setattr(ringing, "start_bell", lambda _options: None)
    monkeypatch.setattr(rounds, "Options", SettingsAtHand)
    assert rounds.work.callback is not None
    with pytest.raises(Stopped):
        rounds.work.callback(no_rounds=True)
    assert Errands.stood == (is_older,)
