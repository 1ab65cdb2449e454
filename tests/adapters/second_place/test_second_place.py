from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from khabar.adapters.entropy import SystemEntropy
from khabar.adapters.second_place import FileSecondPlace
from khabar.adapters.witness import FileWitness

if TYPE_CHECKING:
    from pathlib import Path

NAME = "withdrawals-0000.journal"
LONG = "A" * 2_200_000


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """The second place."""
    for name in ("house", "stick"):
        (tmp_path / name).mkdir()
    return tmp_path / "stick"


@pytest.fixture
def place(tmp_path: Path, stick: Path) -> FileSecondPlace:
    key = FileWitness(tmp_path / "house" / "witness.key", SystemEntropy())
    return FileSecondPlace(tmp_path / "house", stick, key)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (f"{LONG}\n", LONG),
        (f"first\n{LONG}\n", LONG),
        (f"first\n{LONG}\n{LONG[:1_500_000]}", LONG),
        (f"first\n{LONG}\nlast\ntorn", "last"),
        ("alone\n", "alone"),
        ("torn", None),
        ("", None),
    ],
    ids=["long and alone", "long", "long before a long torn one", "before a torn one", "alone", "torn", "empty"],
)
def test_the_last_whole_line_is_given_however_long_it_is(
    place: FileSecondPlace, stick: Path, text: str, last: str | None
) -> None:
    (stick / NAME).write_text(text)
    assert place.last_line(NAME) == last
