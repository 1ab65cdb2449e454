"""The short form of the check of silence, as part of every check: three states, a release, a poser, every control."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from faults.recording import surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTROLS = 21


def run(words: Sequence[str]) -> subprocess.CompletedProcess[str]:
    asked = [sys.executable, "-m", "silence", *words]
    return subprocess.run(asked, env=surroundings("check"), capture_output=True, text=True, check=False, timeout=400)


@pytest.mark.slow
def test_with_one_person_and_without_everybody_outside_sees_the_same_and_every_planted_leak_shows() -> None:
    done = run(["--short"])
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("seen     control") == CONTROLS
    assert done.stdout.count("\nkept ") == 10
    assert ", 0 bytes differing" in done.stdout
