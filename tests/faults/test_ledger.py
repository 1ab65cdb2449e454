from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from faults.ledger import Figures, tampered
from khabar.adapters.entropy import SeededEntropy
from khabar.adapters.second_place import FileSecondPlace
from khabar.adapters.witness import FileWitness

if TYPE_CHECKING:
    from pathlib import Path

    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def test_random_tampering_is_found_every_time_and_what_only_a_checkpoint_finds_by_that_alone(
    parts: Parts, tmp_path: Path
) -> None:
    key = FileWitness(tmp_path / "witness.key", SeededEntropy("witness"))
    figures = tampered(replace(parts, second_place=FileSecondPlace(tmp_path, None, key)), times=200)
    assert figures.is_whole, figures.lines()
    assert sum(figures.done.values()) >= 200
    assert len(figures.lines()) == 9


def test_figures_with_something_missed_or_without_a_control_are_not_whole() -> None:
    good = Figures({"edit": 2}, {"edit": 2}, {"left alone": 1}, {"left alone": 0})
    assert good.is_whole
    assert not replace(good, found={"edit": 1}).is_whole
    assert not replace(good, controls_found={"left alone": 1}).is_whole
    assert not replace(good, controls={}).is_whole
