from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, cast

import pytest

from guarantor_parts import OAK, TAKES_IN, Guarantor, with_guarantor
from khabar.apps.guarantor.actions import Told, make_bundle, put_before_guarantor
from khabar.config import work
from khabar.config.doctor_guarantor import examine_guarantor
from khabar.config.findings import Sign
from khabar.config.options import Options
from khabar.domain.guaranteeing.acts import Act, ActKind
from khabar.domain.kinds import Kind

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import SettableClock
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default"])


@pytest.fixture
def oak(parts: Parts) -> Guarantor:
    return with_guarantor(parts)


def settings_of(oak: Guarantor) -> Options:
    return cast("Options", oak.parts.options)


def said(oak: Guarantor) -> list[tuple[Sign, str]]:
    found = examine_guarantor(settings_of(oak), oak.parts.clock.now())
    return [(one.sign, one.sentence) for one in found]


def test_a_licence_is_well_then_near_its_end_then_gone(oak: Guarantor, clock: SettableClock) -> None:
    assert said(oak)[0][0] is Sign.LOOK
    oak.tells(oak.licenses(30))
    assert said(oak)[0] == (Sign.OK, f"{OAK}; its licence to ask lasts until 2026-03-31.")
    clock.advance(timedelta(days=16))
    assert said(oak)[0] == (Sign.LOOK, f"Its licence to ask ends on 2026-03-31. Ask {OAK} for a new one.")
    clock.advance(timedelta(days=14))
    assert said(oak)[0][1].startswith("Nobody is asked by name")


def test_a_guarantor_who_does_not_answer_for_a_week_is_looked_at(oak: Guarantor, clock: SettableClock) -> None:
    oak.tells(oak.licenses())
    assert said(oak)[1] == (Sign.OK, "0 acts wait for its word.")
    put_before_guarantor(actor=TAKES_IN, now=clock.now(), parts=oak.parts, acts=[Act(ActKind.EXPORT, "ab" * 16)])
    assert said(oak)[1] == (Sign.OK, "1 acts wait for its word.")
    clock.advance(timedelta(days=8))
    assert said(oak)[1][0] is Sign.LOOK


def test_a_house_without_one_says_why_and_an_association_says_nothing(oak: Guarantor) -> None:
    bare = replace(settings_of(oak), guarantor_name="", guarantor_key="")
    now = oak.parts.clock.now()
    for options, word in ((bare, "no reason"), (replace(bare, no_guarantor="Nobody has agreed to it yet."), "Nobody")):
        (found,) = examine_guarantor(options, now)
        assert found.sign is Sign.NOTE
        assert word in found.sentence
    assert list(examine_guarantor(replace(bare, kind=Kind.ASSOCIATION), now)) == []


def test_a_round_lays_the_bundle_into_the_folder_and_one_that_is_away_costs_no_round(
    oak: Guarantor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blob = make_bundle(actor=TAKES_IN, now=oak.parts.clock.now(), parts=oak.parts, told=Told())
    for folder in (tmp_path, tmp_path / "away"):
        settings = replace(settings_of(oak), guarantor_folder=str(folder))
        monkeypatch.setattr(Options, "load", lambda settings=settings: settings)
        work._lay_out_for_guarantor()
    assert (tmp_path / work.BUNDLE).read_bytes() == blob
    assert "could not be put into its folder" in capsys.readouterr().err
